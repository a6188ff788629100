// Blocks of memory that grow: from malloc while they are small, from the system when they are large.
//
// A large block that grew inside malloc's heap would leave holes behind that are too small for the
// next one, and stay in the process for good.
#pragma once

#include <cstdint>

namespace hyperparameter::storage {

/// Throws std::bad_alloc. Each block is given back, or grown, with the size it was made with.
void *make_zeroed(uint64_t bytes);
/// A block of `to` bytes with the first `from` of `memory`, which may be null and is given back; on
/// failure it stays.
void *grow(void *memory, uint64_t from, uint64_t to);
void give_back(void *memory, uint64_t bytes) noexcept;

}  // namespace hyperparameter::storage
