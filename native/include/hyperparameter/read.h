// Reads of what the calling thread sees: hp::get and hp::find, and what GET_PARAM becomes.
//
// A read is one call, for the address of the thread's context, and one probe of
// its table, inline. Only what is not a plain hit (another kind, a base further
// out, text to be converted) goes into the library.
#ifndef HYPERPARAMETER_READ_H
#define HYPERPARAMETER_READ_H

#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>

#include "hyperparameter/c_api.h"
#include "hyperparameter/key.h"
#include "hyperparameter/text.h"

#if defined(__GNUC__)
#define HP_INLINE inline __attribute__((always_inline))
#else
#define HP_INLINE inline
#endif

namespace hyperparameter {
namespace detail {

inline bool is_empty(const hp_slot &slot) noexcept { return slot.word == 0 && slot.value == 0; }

/// Where a probe ended, in two registers: through memory, the value would take as long again.
struct probed {
  uint64_t value;
  int64_t outcome;
};

/// The chain behind the home slot. HP_READ_WRONG here means "ask the library". A chain ends before it
/// comes round, but for where a runtime was broken off while it showed a table: see hp_pending.
inline probed probe_on(const hp_context_layout *c, uint64_t hash, uint64_t kind2) noexcept {
  const uint64_t want = (hash & ~HP_WORD_KIND_MASK) | kind2;
  const uint64_t mask = c->mask;
  const hp_slot *slots = c->slots;
  constexpr uint64_t further = HP_MODE_OVERLAY | HP_MODE_SCATTERED;
  const uint64_t home = hash & mask;
  uint64_t i = home;
  do {
    const hp_slot &slot = slots[i];
    if (slot.word == want) return {slot.value, HP_READ_VALUE};
    if (is_empty(slot)) return {0, (c->mode & further) != 0 ? HP_READ_WRONG : HP_READ_ABSENT};
    if ((slot.word ^ want) <= HP_WORD_KIND_MASK) break;
    i = (i + 4) & mask;
  } while (i != home);
  return {0, HP_READ_WRONG};
}

/// kind2 is not HP_REF: an empty slot's zero word then matches nothing. The value is loaded as the
/// type it has: a double that came as an integer would have to be moved to the other kind of
/// register, which takes as long as a load.
template <class T>
HP_INLINE int32_t probe(const hp_context_layout *c, uint64_t hash, uint64_t kind2,
                        T *value) noexcept {
  static_assert(sizeof(T) == sizeof(hp_slot::value), "a slot has eight bytes of a value");
  const hp_slot &home = c->slots[hash & c->mask];
  if (HP_LIKELY(home.word == ((hash & ~HP_WORD_KIND_MASK) | kind2))) {
    std::memcpy(value, &home.value, sizeof *value);
    return HP_READ_VALUE;
  }
  const probed further = probe_on(c, hash, kind2);
  const int32_t outcome = static_cast<int32_t>(further.outcome);
  if (outcome == HP_READ_VALUE) std::memcpy(value, &further.value, sizeof *value);
  return outcome;
}

/// What the library finds further out. It writes to a variable of its own: if it had the address of
/// the caller's, the short way would go through memory, too.
template <class T>
HP_INLINE int32_t find_further(int32_t (*find)(const hp_context_layout *, uint64_t, T *),
                               const hp_context_layout *c, uint64_t hash, T *value) noexcept {
  T found{};
  const int32_t outcome = find(c, hash, &found);
  if (outcome == HP_READ_VALUE) *value = found;
  return outcome;
}

HP_INLINE int32_t find_long(const hp_context_layout *c, uint64_t hash, int64_t *value) noexcept {
  const int32_t outcome = probe(c, hash, HP_LONG, value);
  return outcome != HP_READ_WRONG ? outcome : find_further(hp_find_i64, c, hash, value);
}

HP_INLINE int32_t find_double(const hp_context_layout *c, uint64_t hash, double *value) noexcept {
  const int32_t outcome = probe(c, hash, HP_DOUBLE, value);
  return outcome != HP_READ_WRONG ? outcome : find_further(hp_find_f64, c, hash, value);
}

HP_INLINE int32_t find_bool(const hp_context_layout *c, uint64_t hash, bool *value) noexcept {
  uint64_t bits = 0;
  const int32_t outcome = probe(c, hash, HP_BOOLEAN, &bits);
  if (HP_LIKELY(outcome == HP_READ_VALUE)) *value = bits != 0;
  return outcome != HP_READ_WRONG ? outcome : find_further(hp_find_bool, c, hash, value);
}

/// The text where it is stored as one, or null: probe() for a reference. An empty slot has the tag
/// zero, a reserved one HP_TAG_RESERVED.
HP_INLINE const hp_text *stored_text(const hp_context_layout *c, uint64_t hash) noexcept {
  const uint64_t want = hash & ~HP_WORD_KIND_MASK, mask = c->mask;
  const hp_slot *slots = c->slots;
  const hp_slot *slot = &slots[hash & mask];
  for (uint64_t i = hash & mask; slot->word != want; slot = &slots[i]) {
    if (is_empty(*slot) || (slot->word ^ want) <= HP_WORD_KIND_MASK) return nullptr;
    i = (i + 4) & mask;
    if (i == (hash & mask)) return nullptr;
  }
  if ((slot->value & HP_TAG_MASK) != HP_TAG_TEXT) return nullptr;
  return reinterpret_cast<const hp_text *>(static_cast<uintptr_t>(slot->value & ~HP_TAG_MASK));
}

inline std::string_view view_of(const hp_text *stored) noexcept {
  return {hp_text_bytes(stored), stored->length};
}

/// What is not there as text in the context's own table: further out, of another kind, missing.
/// Not inline, so that the short way stays short.
#if defined(__GNUC__)
__attribute__((noinline))
#endif
inline text
find_text_further(const hp_context_layout *c, uint64_t hash, std::string_view def, bool *found) {
  const char *bytes = nullptr;
  size_t length = 0;
  char *owned = nullptr;
  *found = hp_find_text(c, hash, &bytes, &length, &owned) == HP_READ_VALUE;
  if (!*found) return text(def);
  if (owned == nullptr) return text(std::string_view(bytes, length));
  text copy = text::owning(std::string_view(bytes, length));
  param_scope_free_str(owned);
  return copy;
}

inline std::string_view default_text(std::string_view def) noexcept { return def; }
inline std::string_view default_text(const char *def) noexcept {
  return def == nullptr ? std::string_view("") : std::string_view(def);
}

/// The text, borrowed where it is stored as text, or `def`, whose length is found out only then.
template <class D>
HP_INLINE text text_or(const hp_context_layout *c, uint64_t hash, const D &def) {
  const hp_text *stored = stored_text(c, hash);
  if (HP_LIKELY(stored != nullptr)) return text(view_of(stored));
  bool found;
  return find_text_further(c, hash, default_text(def), &found);
}

/// The text, or nothing where there is none.
inline std::optional<text> find_text(const hp_context_layout *c, uint64_t hash) {
  if (const hp_text *stored = stored_text(c, hash)) return text(view_of(stored));
  bool found;
  text further = find_text_further(c, hash, {}, &found);
  return found ? std::optional<text>(std::move(further)) : std::nullopt;
}

template <class T>
constexpr bool fits(int64_t value) {
  if constexpr (std::is_unsigned_v<T>)
    return value >= 0 && static_cast<uint64_t>(value) <= std::numeric_limits<T>::max();
  else
    return value >= static_cast<int64_t>(std::numeric_limits<T>::min()) &&
           value <= static_cast<int64_t>(std::numeric_limits<T>::max());
}

/// A finite double must not become an infinite float.
inline bool fits_float(double value) {
  return !std::isfinite(value) || std::isfinite(static_cast<float>(value));
}

template <class T>
inline constexpr bool is_text_v = std::is_same_v<T, const char *> || std::is_same_v<T, char *> ||
                                  std::is_same_v<T, std::string_view> || std::is_same_v<T, text>;

template <class T>
struct unsupported : std::false_type {};

/// How a default of type T is read; the primary template takes every integer.
template <class T, class = void>
struct reader {
  static_assert(unsupported<T>::value,
                "a parameter is read as an integer, float, double, bool, text or std::string: "
                "make the default one of these");
};

template <class T>
struct reader<T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>>> {
  using result = T;
  static HP_INLINE int32_t find(const hp_context_layout *c, uint64_t hash, T *value) {
    int64_t number = 0;
    const int32_t outcome = find_long(c, hash, &number);
    if (outcome != HP_READ_VALUE) return outcome;
    if (!HP_LIKELY(fits<T>(number))) {
      hp_report_range(c, hash, "integer in the range of the type that was asked for");
      return HP_READ_WRONG;
    }
    *value = static_cast<T>(number);
    return outcome;
  }
};

template <>
struct reader<bool> {
  using result = bool;
  static HP_INLINE int32_t find(const hp_context_layout *c, uint64_t hash, bool *value) {
    return find_bool(c, hash, value);
  }
};

template <>
struct reader<double> {
  using result = double;
  static HP_INLINE int32_t find(const hp_context_layout *c, uint64_t hash, double *value) {
    return find_double(c, hash, value);
  }
};

template <>
struct reader<float> {
  using result = float;
  static HP_INLINE int32_t find(const hp_context_layout *c, uint64_t hash, float *value) {
    double number = 0;
    const int32_t outcome = find_double(c, hash, &number);
    if (outcome != HP_READ_VALUE) return outcome;
    if (!fits_float(number)) {
      hp_report_range(c, hash, "number in the range of float");
      return HP_READ_WRONG;
    }
    *value = static_cast<float>(number);
    return outcome;
  }
};

template <class T>
HP_INLINE auto read(uint64_t hash, const T &def) {
  using D = std::decay_t<const T>;
  using V = std::conditional_t<std::is_array_v<T>, const char *, D>;
  const hp_context_layout *c = hp_current();
  if constexpr (std::is_same_v<V, std::string>) {
    return text_or(c, hash, def).str();
  } else if constexpr (is_text_v<V>) {
    return text_or(c, hash, def);
  } else {
    V value = def;
    return reader<V>::find(c, hash, &value) == HP_READ_VALUE ? value : def;
  }
}

}  // namespace detail

/// The parameter as the calling thread sees it, converted to the type of the default; the default
/// where it is missing, null, or not convertible without loss (then hp_last_error() says why).
/// Text defaults give a borrowed hp::text (a null one stands for the empty text); std::string
/// defaults a std::string.
template <class T>
HP_INLINE auto get(const key &k, const T &def) {
  return detail::read(k.hash, def);
}

/// The parameter as a T, or nothing where it is missing, null, or not convertible without loss.
template <class T>
inline std::optional<T> find(const key &k) {
  if constexpr (std::is_same_v<T, std::string>) {
    std::optional<text> found = detail::find_text(hp_current(), k.hash);
    return found ? std::optional<std::string>(found->str()) : std::nullopt;
  } else if constexpr (std::is_same_v<T, text>) {
    return detail::find_text(hp_current(), k.hash);
  } else {
    T value{};
    if (detail::reader<T>::find(hp_current(), k.hash, &value) != HP_READ_VALUE) return std::nullopt;
    return value;
  }
}

}  // namespace hyperparameter

#endif
