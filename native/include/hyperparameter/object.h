// class Hyperparameter: a set of parameters as an object, as the original has it.
#ifndef HYPERPARAMETER_OBJECT_H
#define HYPERPARAMETER_OBJECT_H

#include <memory>

#include "hyperparameter/read.h"

namespace hyperparameter {

/// Idle until entered; leaving takes the values back, so it can be entered again. Writes that are
/// refused change nothing and set hp_last_error().
class Hyperparameter {
 public:
  Hyperparameter() : scope_(param_scope_create()) {}
  /// Leaves it first where it is open.
  ~Hyperparameter() { param_scope_destroy(scope_); }
  Hyperparameter(const Hyperparameter &) = delete;
  Hyperparameter &operator=(const Hyperparameter &) = delete;

  Hyperparameter *enter() noexcept {
    param_scope_enter(scope_);
    return this;
  }
  Hyperparameter *exit() noexcept {
    param_scope_exit(scope_);
    return this;
  }
  Hyperparameter *self() noexcept { return this; }
  /// For the C functions; stays owned by this object.
  Storage *handle() const noexcept { return scope_; }

  template <class T>
  auto get(uint64_t hash, T def) const {
    if constexpr (std::is_same_v<T, bool>) {
      return param_scope_hget_or_bool(scope_, hash, def);
    } else if constexpr (std::is_integral_v<T>) {
      const int64_t number = read_long(hash, def);
      if (detail::fits<T>(number)) return static_cast<T>(number);
      hp_report_range(nullptr, hash, "integer in the range of the type that was asked for");
      return def;
    } else if constexpr (std::is_same_v<T, float>) {
      const double number = param_scope_hget_or_f64(scope_, hash, def);
      if (detail::fits_float(number)) return static_cast<float>(number);
      hp_report_range(nullptr, hash, "number in the range of float");
      return def;
    } else if constexpr (std::is_same_v<T, double>) {
      return param_scope_hget_or_f64(scope_, hash, def);
    } else if constexpr (std::is_same_v<T, std::string>) {
      return read_text(hash, def.c_str());
    } else if constexpr (std::is_same_v<T, const char *> || std::is_same_v<T, char *>) {
      return read_text(hash, def);
    } else {
      static_assert(detail::unsupported<T>::value,
                    "a parameter is read as an integer, float, double, bool or text");
    }
  }
  template <class T>
  auto get(const std::string &k, T def) const {
    return get(xxh64::hash(k.data(), k.size()), def);
  }
  template <class T>
  auto get(const char *k, T def) const {
    return get(hash_of(k), def);
  }
  template <class T>
  auto get(const char *k, int length, T def) const {
    return get(xxhash(k, length), def);
  }

  template <class T>
  Hyperparameter *put(const std::string &k, T value) {
    if constexpr (std::is_same_v<T, bool>) {
      hp_scope_put_bool(scope_, k.data(), k.size(), value);
    } else if constexpr (std::is_integral_v<T>) {
      // A number that int64_t cannot hold is refused, not wrapped.
      if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) {
        if ((value >> 63) != 0) {
          hp_report_range(nullptr, 0, "64-bit signed integer");
          return this;
        }
      }
      hp_scope_put_i64(scope_, k.data(), k.size(), static_cast<int64_t>(value));
    } else if constexpr (std::is_same_v<T, double> || std::is_same_v<T, float>) {
      hp_scope_put_f64(scope_, k.data(), k.size(), value);
    } else if constexpr (std::is_same_v<T, const char *> || std::is_same_v<T, char *>) {
      hp_scope_put_text(scope_, k.data(), k.size(), value,
                        value == nullptr ? 0 : std::strlen(value));
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
      const std::string_view view(value);
      hp_scope_put_text(scope_, k.data(), k.size(), view.data() == nullptr ? "" : view.data(),
                        view.size());
    } else {
      static_assert(detail::unsupported<T>::value,
                    "a parameter holds an integer, float, double, bool or text");
    }
    return this;
  }
  template <class T>
  Hyperparameter *put(const char *k, T value) {
    if (k == nullptr) {
      hp_scope_remove(scope_, nullptr, 0);  // sets the last error
      return this;
    }
    return put(std::string(k), value);
  }

 private:
  static uint64_t hash_of(const char *k) {
    return xxh64::hash(k == nullptr ? "" : k, k == nullptr ? 0 : std::strlen(k));
  }
  template <class T>
  int64_t read_long(uint64_t hash, T def) const {
    // A default beyond int64_t comes back as itself: the read below cannot give it.
    return param_scope_hget_i64(scope_, hash, static_cast<int64_t>(def));
  }
  std::string read_text(uint64_t hash, const char *def) const {
    char *copy = param_scope_hget_or_str(scope_, hash, def);
    if (copy == nullptr) return def == nullptr ? "" : def;
    std::string value(copy);
    param_scope_free_str(copy);
    return value;
  }

  Storage *scope_;
};

/// Owned by the caller.
inline Hyperparameter *create() { return new Hyperparameter; }
inline std::shared_ptr<Hyperparameter> create_shared() {
  return std::make_shared<Hyperparameter>();
}

}  // namespace hyperparameter

#endif
