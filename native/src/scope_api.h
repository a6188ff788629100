// Shared by the two sets of C functions over scope objects.
#pragma once

#include <string_view>

#include "failure.h"
#include "hyperparameter/hash.h"
#include "keys.h"
#include "scope_object.h"

namespace hyperparameter::storage {

/// Checks the key and writes; null scopes are an argument error.
hp_status put_cell(Storage *scope, const char *key, size_t length, Cell cell) noexcept;

inline Storage &checked(Storage *scope) {
  if (scope == nullptr) throw Failure{HP_E_ARGUMENT, "the scope must not be null"};
  return *scope;
}

/// The context that a value read through `scope` is of; null where the idle scope holds it.
inline const hp_context_layout *source_of(Storage *scope, uint64_t hash) {
  const bool own = scope->target() == nullptr && scope->find_own(hash).key != nullptr;
  return own ? nullptr : hp_current();
}

/// A copy on the C heap with a NUL behind it.
char *heap_copy(std::string_view text);

}  // namespace hyperparameter::storage
