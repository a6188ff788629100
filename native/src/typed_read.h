// A typed read: what was found, converted, or why not.
#pragma once

#include "context.h"
#include "convert.h"
#include "failure.h"
#include "hyperparameter/c_api.h"
#include "keys.h"
#include "runtime.h"

namespace hyperparameter::storage {

struct AsLong {
  using Value = int64_t;
  static constexpr uint32_t kind = HP_LONG;
  static Value take(Converted &from) noexcept { return static_cast<int64_t>(from.bits); }
  static constexpr const char *name = "64-bit integer";
  static bool convert(Cell cell, Value *value) noexcept { return to_long(cell, value); }
};
struct AsDouble {
  using Value = double;
  static constexpr uint32_t kind = HP_DOUBLE;
  static Value take(Converted &from) noexcept { return Cell{HP_DOUBLE, from.bits}.as_double(); }
  static constexpr const char *name = "64-bit floating point number";
  static bool convert(Cell cell, Value *value) noexcept { return to_double(cell, value); }
};
struct AsBool {
  using Value = bool;
  static constexpr uint32_t kind = HP_BOOLEAN;
  static Value take(Converted &from) noexcept { return from.bits != 0; }
  static constexpr const char *name = "boolean (one of y yes t true on 1 n no f false off 0)";
  static bool convert(Cell cell, Value *value) noexcept { return to_bool(cell, value); }
};
struct AsText {
  using Value = std::string;
  static constexpr uint32_t kind = HP_TEXT;
  static Value take(Converted &from) noexcept { return std::move(from.text); }
  static constexpr const char *name = "text";
  static bool convert(Cell cell, Value *value) { return to_text(cell, value); }
};

inline bool is_absent(const Context::Found &found) noexcept {
  return found.key == nullptr || found.cell.is_tombstone();
}

/// Who reads: what the runtime has to know where the value does not convert.
struct Reader {
  uint64_t hash;
  const hp_context_layout *context;  // null: the value is not of a context
  bool has_default;
};

/// HP_READ_ABSENT and so on; a wrong value sets the last error. *value only on HP_READ_VALUE.
template <class As>
int32_t typed_read(const Context::Found &found, const Reader &reader, typename As::Value *value) {
  if (is_absent(found)) return HP_READ_ABSENT;
  if (found.cell.tag() == HP_TAG_NULL) return HP_READ_NULL;
  typename As::Value converted{};
  if (HP_LIKELY(As::convert(found.cell, &converted))) {
    *value = std::move(converted);
    return HP_READ_VALUE;
  }
  int32_t outcome = HP_READ_WRONG;
  guarded([&] {
    Converted foreign{};
    outcome = misread({reader.context, reader.hash, found, As::kind, As::name, reader.has_default},
                      &foreign);
    if (outcome == HP_READ_VALUE) *value = As::take(foreign);
    return HP_OK;
  });
  return outcome;
}

}  // namespace hyperparameter::storage
