/* How a function is exported, and what it promises to C++ callers. */
#ifndef HYPERPARAMETER_EXPORT_H
#define HYPERPARAMETER_EXPORT_H

#if defined(__GNUC__)
#define HP_API __attribute__((visibility("default")))
#define HP_LIKELY(x) __builtin_expect(!!(x), 1)
#else
#define HP_API
#define HP_LIKELY(x) (x)
#endif

#ifdef __cplusplus
#define HP_NOEXCEPT noexcept
#define HP_STATIC_ASSERT(what, why) static_assert(what, why)
#else
#define HP_NOEXCEPT
#define HP_STATIC_ASSERT(what, why) _Static_assert(what, why)
#endif

#endif
