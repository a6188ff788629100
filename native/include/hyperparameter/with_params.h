// What WITH_PARAMS is made of.
//
// Keys come as tokens, and tokens handed from macro to macro are expanded on the
// way: a program with `#define lr` could not name a key `train.lr`. So all the
// arguments are stringised once, where they arrive untouched, and a constexpr
// function cuts the keys out of that text. The macros below only throw the key
// tokens away and keep the values. Where a macro in a key changes the number of
// arguments the two views disagree, and that is a compile error.
#ifndef HYPERPARAMETER_WITH_PARAMS_H
#define HYPERPARAMETER_WITH_PARAMS_H

#include "hyperparameter/scope.h"

namespace hyperparameter {
namespace detail {

inline void the_arguments_of_with_params_are_pairs_of_key_and_value() {}

struct key_without_value {};
struct too_many {};

/// Where the C++ token that begins at `i` ends, as far as commas can hide in it.
constexpr size_t skip_token(std::string_view s, size_t i) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  size_t word = i;
  if (is_digit(s[i])) {  // a number: its quotes are digit separators
    while (i < s.size() && (is_word(s[i]) || s[i] == '.' || s[i] == '\'')) ++i;
    return i;
  }
  while (i < s.size() && is_word(s[i])) ++i;
  if (i == s.size() || (s[i] != '"' && s[i] != '\'')) return i == word ? i + 1 : i;
  const char quote = s[i];
  if (quote == '"' && i > word && s[i - 1] == 'R') {
    const size_t open = s.find('(', i);
    const std::string_view delimiter = s.substr(i + 1, open - i - 1);
    for (size_t close = s.find(')', open); close != std::string_view::npos;
         close = s.find(')', close + 1))
      if (s.substr(close + 1, delimiter.size()) == delimiter &&
          s.substr(close + 1 + delimiter.size(), 1) == "\"")
        return close + 2 + delimiter.size();
    return s.size();
  }
  for (++i; i < s.size() && s[i] != quote; ++i)
    if (s[i] == '\\') ++i;
  return i + 1;
}

/// Where the macro argument that begins at `i` ends: its comma or the end of the text.
constexpr size_t end_of_argument(std::string_view s, size_t i) {
  int open = 0;
  while (i < s.size()) {
    if (s[i] == ',' && open == 0) return i;
    if (s[i] == '(') ++open;
    if (s[i] == ')') --open;
    i = skip_token(s, i);
  }
  return s.size();
}

template <size_t Pairs, size_t Characters>
struct token_keys {
  char text[Characters + 1] = {};
  size_t begin[Pairs + 1] = {};
  uint64_t hash[Pairs + 1] = {};

  constexpr explicit token_keys(std::string_view arguments) {
    size_t at = 0, used = 0;
    if (Pairs == 0) {
      for (char c : arguments)
        if (!is_blank(c)) every_key_needs_a_value();
      return;
    }
    for (size_t pair = 0; pair < Pairs; ++pair) {
      const size_t key_end = end_of_argument(arguments, at);
      if (key_end >= arguments.size()) the_arguments_of_with_params_are_pairs_of_key_and_value();
      begin[pair] = used;
      used += copy_key(arguments.substr(at, key_end - at), text + used);
      begin[pair + 1] = used;
      hash[pair] = xxh64::hash(text + begin[pair], used - begin[pair]);
      at = end_of_argument(arguments, key_end + 1);
      if ((at < arguments.size()) != (pair + 1 < Pairs))
        the_arguments_of_with_params_are_pairs_of_key_and_value();
      ++at;
    }
  }

  constexpr std::string_view name(size_t pair) const {
    return {text + begin[pair], begin[pair + 1] - begin[pair]};
  }
};

template <class Tokens, size_t Pairs>
inline constexpr token_keys<Pairs, Tokens::text().size()> keys_of{Tokens::text()};

template <class Tokens, size_t... I, class... V>
inline scope with_params(std::index_sequence<I...>, const V &...values) {
  constexpr bool is_odd = (std::is_same_v<V, key_without_value> || ...);
  constexpr bool is_too_many = (std::is_same_v<V, too_many> || ...);
  static_assert(!is_odd, "WITH_PARAMS takes pairs of key and value: the last key has no value");
  static_assert(!is_too_many, "WITH_PARAMS takes at most 32 pairs: use hp::scope or a second guard");
  if constexpr (is_odd || is_too_many) {
    return scope();
  } else if constexpr (sizeof...(V) == 0) {
    static_cast<void>(keys_of<Tokens, 0>);
    return scope();
  } else {
    constexpr const auto &keys = keys_of<Tokens, sizeof...(V)>;
    const param params[] = {param(key(keys.name(I), keys.hash[I]), values)...};
    return scope(params, sizeof...(V), false);
  }
}

/// An object whose type carries the text of the arguments.
template <class Tokens, class... V>
[[nodiscard]] inline scope with_params(Tokens, const V &...values) {
  return with_params<Tokens>(std::index_sequence_for<V...>(), values...);
}

}  // namespace detail
}  // namespace hyperparameter

// clang-format off
#define HP_V1(k)
#define HP_V2(k, v) , v
#define HP_V4(k, v, ...) , v HP_V2(__VA_ARGS__)
#define HP_V6(k, v, ...) , v HP_V4(__VA_ARGS__)
#define HP_V8(k, v, ...) , v HP_V6(__VA_ARGS__)
#define HP_V10(k, v, ...) , v HP_V8(__VA_ARGS__)
#define HP_V12(k, v, ...) , v HP_V10(__VA_ARGS__)
#define HP_V14(k, v, ...) , v HP_V12(__VA_ARGS__)
#define HP_V16(k, v, ...) , v HP_V14(__VA_ARGS__)
#define HP_V18(k, v, ...) , v HP_V16(__VA_ARGS__)
#define HP_V20(k, v, ...) , v HP_V18(__VA_ARGS__)
#define HP_V22(k, v, ...) , v HP_V20(__VA_ARGS__)
#define HP_V24(k, v, ...) , v HP_V22(__VA_ARGS__)
#define HP_V26(k, v, ...) , v HP_V24(__VA_ARGS__)
#define HP_V28(k, v, ...) , v HP_V26(__VA_ARGS__)
#define HP_V30(k, v, ...) , v HP_V28(__VA_ARGS__)
#define HP_V32(k, v, ...) , v HP_V30(__VA_ARGS__)
#define HP_V34(k, v, ...) , v HP_V32(__VA_ARGS__)
#define HP_V36(k, v, ...) , v HP_V34(__VA_ARGS__)
#define HP_V38(k, v, ...) , v HP_V36(__VA_ARGS__)
#define HP_V40(k, v, ...) , v HP_V38(__VA_ARGS__)
#define HP_V42(k, v, ...) , v HP_V40(__VA_ARGS__)
#define HP_V44(k, v, ...) , v HP_V42(__VA_ARGS__)
#define HP_V46(k, v, ...) , v HP_V44(__VA_ARGS__)
#define HP_V48(k, v, ...) , v HP_V46(__VA_ARGS__)
#define HP_V50(k, v, ...) , v HP_V48(__VA_ARGS__)
#define HP_V52(k, v, ...) , v HP_V50(__VA_ARGS__)
#define HP_V54(k, v, ...) , v HP_V52(__VA_ARGS__)
#define HP_V56(k, v, ...) , v HP_V54(__VA_ARGS__)
#define HP_V58(k, v, ...) , v HP_V56(__VA_ARGS__)
#define HP_V60(k, v, ...) , v HP_V58(__VA_ARGS__)
#define HP_V62(k, v, ...) , v HP_V60(__VA_ARGS__)
#define HP_V64(k, v, ...) , v HP_V62(__VA_ARGS__)
#define HP_ODD(...) , ::hyperparameter::detail::key_without_value{}
// As many as are counted; beyond them the compiler has its own words for it.
#define HP_MANY(...) , ::hyperparameter::detail::too_many{}
#define HP_PICK( \
  a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, \
  a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, \
  a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, \
  a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, \
  a65, a66, a67, a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, \
  a82, a83, a84, a85, a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97, a98, \
  a99, a100, a101, a102, a103, a104, a105, a106, a107, a108, a109, a110, a111, a112, a113, \
  a114, a115, a116, a117, a118, a119, a120, a121, a122, a123, a124, a125, a126, a127, \
  a128, \
  name, ...) \
  name
// The macro for as many arguments as there are.
#define HP_VALUES(...) HP_PICK(__VA_ARGS__, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, HP_MANY, \
  HP_MANY, \
  HP_V64, HP_ODD, HP_V62, HP_ODD, HP_V60, HP_ODD, HP_V58, HP_ODD, HP_V56, HP_ODD, HP_V54, \
  HP_ODD, HP_V52, HP_ODD, HP_V50, HP_ODD, HP_V48, HP_ODD, HP_V46, HP_ODD, HP_V44, HP_ODD, \
  HP_V42, HP_ODD, HP_V40, HP_ODD, HP_V38, HP_ODD, HP_V36, HP_ODD, HP_V34, HP_ODD, HP_V32, \
  HP_ODD, HP_V30, HP_ODD, HP_V28, HP_ODD, HP_V26, HP_ODD, HP_V24, HP_ODD, HP_V22, HP_ODD, \
  HP_V20, HP_ODD, HP_V18, HP_ODD, HP_V16, HP_ODD, HP_V14, HP_ODD, HP_V12, HP_ODD, HP_V10, \
  HP_ODD, HP_V8, HP_ODD, HP_V6, HP_ODD, HP_V4, HP_ODD, HP_V2, HP_V1, ~)(__VA_ARGS__)
// clang-format on

#endif
