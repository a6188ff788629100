// hp::scope: parameters that hold as long as a guard lives.
#ifndef HYPERPARAMETER_SCOPE_H
#define HYPERPARAMETER_SCOPE_H

#include <cstring>
#include <initializer_list>
#include <stdexcept>
#include <utility>

#include "hyperparameter/c_api.h"
#include "hyperparameter/key.h"
#include "hyperparameter/read.h"

namespace hyperparameter {

/// A failed write or enter, with the library's own words.
class error : public std::runtime_error {
 public:
  error(hp_status status, const char *message) : std::runtime_error(message), status_(status) {}
  hp_status status() const noexcept { return status_; }

 private:
  hp_status status_;
};

namespace detail {
// Where exceptions are off hp_last_error() is the only report.
inline void check([[maybe_unused]] hp_status status) {
#if defined(__cpp_exceptions)
  if (status != HP_OK) throw error(status, hp_last_error());
#endif
}
}  // namespace detail

/// A key and a value on their way into a scope; borrows both for one call.
class param {
 public:
  template <class V>
  param(const key &k, const V &value) : pair_{k.text.data(), k.text.size(), k.hash, 0, 0, 0, 0} {
    set(value);
  }
  const hp_pair &pair() const noexcept { return pair_; }

 private:
  template <class V>
  void set(const V &value) {
    using T = std::decay_t<const V>;
    if constexpr (std::is_same_v<T, bool>) {
      number(HP_BOOLEAN, value ? 1 : 0);
    } else if constexpr (std::is_integral_v<T>) {
      // No number is wrapped: what int64_t cannot hold is refused when the scope opens.
      bool holds = true;
      if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) holds = (value >> 63) == 0;
      number(holds ? HP_LONG : HP_ABSENT, static_cast<uint64_t>(value));
    } else if constexpr (std::is_same_v<T, double> || std::is_same_v<T, float>) {
      const double wide = value;
      uint64_t bits;
      std::memcpy(&bits, &wide, sizeof bits);
      number(HP_DOUBLE, bits);
    } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
      number(HP_NULL, 0);
    } else if constexpr (std::is_array_v<V> || std::is_same_v<T, const char *> ||
                         std::is_same_v<T, char *>) {
      const char *bytes = value;
      borrow(bytes, bytes == nullptr ? 0 : std::strlen(bytes));
    } else if constexpr (std::is_convertible_v<const V &, std::string_view>) {
      const std::string_view view(value);
      borrow(view.data() == nullptr ? "" : view.data(), view.size());
    } else {
      static_assert(detail::unsupported<V>::value,
                    "a parameter holds an integer, float, double, bool, text or nullptr: convert "
                    "the value to one of these");
    }
  }
  void number(uint32_t kind, uint64_t bits) noexcept {
    pair_.kind = kind;
    pair_.bits = bits;
  }
  void borrow(const char *bytes, size_t length) noexcept {
    pair_.kind = HP_TEXT;
    pair_.bits = reinterpret_cast<uintptr_t>(bytes);
    pair_.text_length = length;
  }

  hp_pair pair_;
};
static_assert(sizeof(param) == sizeof(hp_pair), "arrays of the one are arrays of the other");

/// An open scope of the calling thread; leaving the block leaves it.
///
///     hp::scope guard{{"train.lr"_hp, 0.01}, {"model.layers"_hp, 4}};
///
/// Opening allocates nothing once the thread is warm. Throws hp::error when a key is refused;
/// nothing is open then. The guard must be closed on the thread that made it.
class [[nodiscard]] scope {
 public:
  scope() : scope(nullptr, 0, false) {}
  scope(std::initializer_list<param> params) : scope(params.begin(), params.size(), false) {}
  /// Hides everything that is visible now, as long as it is open.
  static scope isolated(std::initializer_list<param> params = {}) {
    return scope(params.begin(), params.size(), true);
  }
  scope(const param *params, size_t count, bool isolating) {
    detail::check(hp_level_open(reinterpret_cast<const hp_pair *>(params), count,
                                isolating ? 1 : 0, &level_));
  }
  scope(scope &&other) noexcept : level_(std::exchange(other.level_, hp_level{})) {}
  scope &operator=(scope &&other) noexcept {
    if (this != &other) {
      hp_level_close(&level_);
      level_ = std::exchange(other.level_, hp_level{});
    }
    return *this;
  }
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;
  ~scope() { hp_level_close(&level_); }

  /// Leaves now; HP_E_STATE where inner scopes had been forgotten or an outer one was left before.
  hp_status close() noexcept { return hp_level_close(&level_); }
  bool is_open() const noexcept { return level_.context != nullptr; }

 private:
  hp_level level_{};
};

/// Writes into the innermost scope of the calling thread, until that is left.
template <class V>
inline void put(const key &k, const V &value) {
  const param written(k, value);
  detail::check(hp_put(&written.pair()));
}

/// The key is missing until the innermost scope is left.
inline void remove(const key &k) {
  const hp_pair pair{k.text.data(), k.text.size(), k.hash, 0, 0, HP_TOMBSTONE, 0};
  detail::check(hp_put(&pair));
}

}  // namespace hyperparameter

#endif
