// Memory of texts: small blocks that are used again instead of going
// back to the heap, so that entering and leaving scopes allocates nothing once
// warm.
#pragma once

#include <cstddef>
#include <cstdint>

#include "hyperparameter/layout.h"

namespace hyperparameter::storage {

/// Owns blocks of one context, scope or snapshot; used by one thread at a time.
///
/// A dropped block goes through two stages: `drop` parks it, still readable,
/// because a reader may hold what it borrowed until the next mutating call;
/// `recycle`, called at the start of that call, makes it free.
class Blocks {
 public:
  Blocks() = default;
  ~Blocks();
  Blocks(const Blocks &) = delete;
  Blocks &operator=(const Blocks &) = delete;

  hp_text *make_text(const char *bytes, uint64_t length);

  void drop_text(const hp_text *text) noexcept { park(text); }

  void recycle() noexcept {
    if (has_parked()) recycle_parked();
  }
  bool has_parked() const noexcept { return parked_ != nullptr; }

 private:
  struct Block {
    Block *next;
    uint64_t size_class;
  };
  static constexpr unsigned kClasses = 5;  // payloads up to 32, 64, 128, 256, 512 bytes
  static constexpr uint64_t kLarge = kClasses;
  static constexpr uint32_t kKeepFree = 256;

  void *take(uint64_t bytes);
  void park(const void *payload) noexcept;
  void recycle_parked() noexcept;
  static void free_list(Block *block) noexcept;

  Block *free_[kClasses] = {};
  uint32_t free_count_[kClasses] = {};
  Block *parked_ = nullptr;
  uint64_t next_text_id_ = 0;
  uint64_t last_text_id_ = 0;
};

/// Frees one block that its owner knows nobody reads any more.
void free_block(const void *payload) noexcept;

}  // namespace hyperparameter::storage
