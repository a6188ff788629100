// What a key may be, and when two keys are the same.
#pragma once

#include <cstring>
#include <string_view>

#include "key_arena.h"

namespace hyperparameter::storage {

bool is_utf8(const char *bytes, uint64_t length) noexcept;

/// Throws Failure for null, U+0000 and what is not UTF-8 (unpaired surrogates included).
void check_key(const char *bytes, uint64_t length);
/// The same for null, what is not UTF-8, and a text that is too long for a value.
void check_text(const char *bytes, uint64_t length);

/// memcmp() == 0 without the call: keys are short, and this is most of what a scope costs.
inline bool is_same_text(const char *a, const char *b, uint64_t length) noexcept {
  const auto differ = [&](uint64_t at, auto word) {
    decltype(word) x, y;
    std::memcpy(&x, a + at, sizeof word);
    std::memcpy(&y, b + at, sizeof word);
    return x != y;
  };
  if (length >= 8) {
    for (uint64_t at = 0; at + 8 < length; at += 8)
      if (differ(at, uint64_t{})) return false;
    return !differ(length - 8, uint64_t{});
  }
  if (length >= 4) return !differ(0, uint32_t{}) && !differ(length - 4, uint32_t{});
  for (uint64_t at = 0; at < length; ++at)
    if (a[at] != b[at]) return false;
  return true;
}

/// Throws Failure(HP_E_KEY_COLLISION) with both names unless they are the same key.
void check_same_key(std::string_view known, std::string_view text);

}  // namespace hyperparameter::storage
