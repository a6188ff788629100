// A typed read: what was found, converted, or why not.
#pragma once

#include "context.h"
#include "convert.h"
#include "failure.h"
#include "hyperparameter/c_api.h"
#include "keys.h"

namespace hyperparameter::storage {

struct AsLong {
  using Value = int64_t;
  static constexpr const char *name = "64-bit integer";
  static bool convert(Cell cell, Value *value) noexcept { return to_long(cell, value); }
};
struct AsDouble {
  using Value = double;
  static constexpr const char *name = "64-bit floating point number";
  static bool convert(Cell cell, Value *value) noexcept { return to_double(cell, value); }
};
struct AsBool {
  using Value = bool;
  static constexpr const char *name = "boolean (one of y yes t true on 1 n no f false off 0)";
  static bool convert(Cell cell, Value *value) noexcept { return to_bool(cell, value); }
};
struct AsText {
  using Value = std::string;
  static constexpr const char *name = "text";
  static bool convert(Cell cell, Value *value) { return to_text(cell, value); }
};

inline bool is_absent(const Context::Found &found) noexcept {
  return found.key == nullptr || found.cell.is_tombstone();
}

/// HP_READ_ABSENT and so on; a wrong value sets the last error. *value only on HP_READ_VALUE.
template <class As>
int32_t typed_read(const Context::Found &found, typename As::Value *value) {
  if (is_absent(found)) return HP_READ_ABSENT;
  if (found.cell.tag() == HP_TAG_NULL) return HP_READ_NULL;
  typename As::Value converted{};
  if (!As::convert(found.cell, &converted)) {
    report(Failure{HP_E_CONVERSION, describe_misfit(text_of(found.key), found.cell, As::name)});
    return HP_READ_WRONG;
  }
  *value = std::move(converted);
  return HP_READ_VALUE;
}

}  // namespace hyperparameter::storage
