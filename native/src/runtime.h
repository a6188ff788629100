// The runtime of another language whose threads share contexts with this library.
#pragma once

#include <string>

#include "context.h"
#include "hyperparameter/context.h"

namespace hyperparameter::storage {

/// Null where there is none. Who calls it holds an Asking.
const hp_runtime *runtime() noexcept;
/// How many runtimes have gone: what an earlier one bound counts as nothing.
uint64_t runtimes_gone() noexcept;

/// A read that found a value this library cannot convert.
struct Misread {
  const hp_context_layout *context;  // null: the value is not of a context
  uint64_t hash;
  Context::Found found;
  uint32_t wanted;
  const char *wanted_name;
  bool has_default;  // which then stands in for the value, and only hp_last_error() tells
};

/// What the runtime made of it: bits or, where a text is wanted, the text.
struct Converted {
  uint64_t bits;
  std::string text;
};

/// Asks the runtime, which may compute values that it keeps; HP_READ_WRONG sets the last error, and
/// is counted where there is a default. What was borrowed from the context has ended then.
int32_t misread(const Misread &read, Converted *converted);

/// The value does not fit the caller's type: told like a value that does not convert.
void misfit(const Misread &read, const std::string &message) noexcept;

uint64_t misread_count() noexcept;

}  // namespace hyperparameter::storage
