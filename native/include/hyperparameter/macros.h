// The macros of the original. Keys are bare tokens: GET_PARAM(train.lr, 0.1).
#ifndef HYPERPARAMETER_MACROS_H
#define HYPERPARAMETER_MACROS_H

#include <type_traits>

#include "hyperparameter/key.h"
#include "hyperparameter/read.h"
#include "hyperparameter/with_params.h"

/// The hash of a key, a constant expression.
#define KEYHASH(key) \
  (::std::integral_constant<uint64_t, ::hyperparameter::detail::token_hash(#key)>::value)

/// What the calling thread sees, converted to the type of the default. See hp::get.
#define GET_PARAM(key, ...)                                                              \
  (::hyperparameter::detail::read(                                                       \
      ::std::integral_constant<uint64_t, ::hyperparameter::detail::token_hash(#key)>::value, \
      __VA_ARGS__))
#define GETPARAM(key, ...)                                                               \
  (::hyperparameter::detail::read(                                                       \
      ::std::integral_constant<uint64_t, ::hyperparameter::detail::token_hash(#key)>::value, \
      __VA_ARGS__))

/// A guard: `auto guard = WITH_PARAMS(train.lr, 0.1, model.layers, 4);` None to 32 pairs.
#define WITH_PARAMS(...)                                                               \
  (::hyperparameter::detail::with_params(                                              \
      [] {                                                                             \
        struct hp_tokens {                                                             \
          static constexpr ::std::string_view text() { return #__VA_ARGS__; }          \
        };                                                                             \
        return hp_tokens{};                                                            \
      }() HP_VALUES(__VA_ARGS__)))

#endif
