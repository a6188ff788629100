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

/// A copy on the C heap with a NUL behind it.
char *heap_copy(std::string_view text);

}  // namespace hyperparameter::storage
