// How an error travels: thrown as Failure inside, turned into a status and the
// thread's last error by the one guard every exported function goes through.
#pragma once

#include <new>
#include <string>
#include <utility>

#include "hyperparameter/status.h"

namespace hyperparameter::storage {

#if defined(__GNUC__)
#define HP_COLD __attribute__((noinline, cold))
#else
#define HP_COLD
#endif

struct Failure {
  hp_status status;
  std::string message;
};

/// Throws. A throw with a message that is put together takes registers and stack where it stands,
/// so hot functions call this instead.
[[noreturn]] HP_COLD void fail(hp_status status, const char *message);

/// Sets the calling thread's last error. Falls back to the status name when memory ends.
void report(hp_status status, const char *message) noexcept;
void report(const Failure &failure) noexcept;

/// Runs `body`, which returns an hp_status; no exception leaves.
template <class Body>
hp_status guarded(Body &&body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (const Failure &failure) {
    report(failure);
    return failure.status;
  } catch (const std::bad_alloc &) {
    report(HP_E_NO_MEMORY, "out of memory");
    return HP_E_NO_MEMORY;
  } catch (...) {
    report(HP_E_INTERNAL, "unexpected exception inside the library");
    return HP_E_INTERNAL;
  }
}

/// The same for functions whose answer is a value: `otherwise` when something failed.
template <class Value, class Body>
Value guarded_or(Value otherwise, Body &&body) noexcept {
  Value value = otherwise;
  hp_status status = guarded([&] {
    value = std::forward<Body>(body)();
    return HP_OK;
  });
  return status == HP_OK ? value : otherwise;
}

}  // namespace hyperparameter::storage
