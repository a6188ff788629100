// Keys whose hash is made at compile time: "train.lr"_hp, and keys written as bare tokens.
#ifndef HYPERPARAMETER_KEY_H
#define HYPERPARAMETER_KEY_H

#include <cstddef>
#include <string>
#include <string_view>

#include "hyperparameter/hash.h"

namespace hyperparameter {

/// A key with its hash; borrows the text.
struct key {
  std::string_view text;
  uint64_t hash;

  constexpr key(std::string_view t) : text(t), hash(xxh64::hash(t.data(), t.size())) {}
  constexpr key(const char *t) : key(std::string_view(t)) {}
  key(const std::string &t) : key(std::string_view(t)) {}
  /// With a hash made elsewhere, at compile time say.
  constexpr key(std::string_view t, uint64_t h) : text(t), hash(h) {}
};

namespace literals {
constexpr key operator""_hp(const char *text, size_t length) {
  return key(std::string_view(text, length));
}
}  // namespace literals

namespace detail {

// Not constexpr on purpose: reaching one of these is a compile error that says what to do.
inline void a_key_is_written_without_quotes() {}
inline void blanks_inside_a_key_are_not_allowed() {}
inline void every_key_needs_a_value() {}

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Copies a stringised key without the blanks between its tokens, which are no part of it:
/// `a . b` is the key "a.b". Returns how many characters it has.
constexpr size_t copy_key(std::string_view tokens, char *to) {
  size_t length = 0;
  bool blank = false;
  for (char c : tokens) {
    if (c == '"' || c == '\'') a_key_is_written_without_quotes();
    if (is_blank(c)) {
      blank = true;
      continue;
    }
    if (blank && length != 0 && is_word(to[length - 1]) && is_word(c))
      blanks_inside_a_key_are_not_allowed();
    blank = false;
    to[length++] = c;
  }
  return length;
}

template <size_t N>
constexpr uint64_t token_hash(const char (&tokens)[N]) {
  char text[N] = {};
  size_t length = copy_key(std::string_view(tokens, N - 1), text);
  return xxh64::hash(text, length);
}

}  // namespace detail
}  // namespace hyperparameter

#endif
