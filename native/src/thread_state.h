// Which context the calling thread sees.
#pragma once

#include <atomic>

#include "context.h"
#include "hyperparameter/context.h"

namespace hyperparameter::storage {

#if defined(__GNUC__) && defined(__ELF__)
// One load, also from other source files: no wrapper that would initialise it, and no call for
// its address. The price is a word of the space for libraries loaded late.
#define HP_THREAD_LOCAL __thread __attribute__((tls_model("initial-exec")))
#else
#define HP_THREAD_LOCAL thread_local
#endif

/// What the thread sees, where that is known without asking. Only the thread reads it; another one
/// may empty it, when a runtime goes.
extern HP_THREAD_LOCAL std::atomic<Context *> t_current;

/// The rest of the way.
Context &make_current_context();
Context *find_context() noexcept;

/// The calling thread's context, made when it has none. Throws when the thread is already ending
/// or memory ends: the answer of hp_current() is then an empty context nobody may write.
inline Context &current_context() {
  Context *context = t_current.load(std::memory_order_relaxed);
  return HP_LIKELY(context != nullptr) ? *context : make_current_context();
}

/// The same without making one: null where the thread has none yet.
inline Context *context_if_any() noexcept {
  Context *context = t_current.load(std::memory_order_relaxed);
  return HP_LIKELY(context != nullptr) ? context : find_context();
}

/// While it lives, the runtime that it gives may be called; null where there is none. Only a thread
/// that has a state asks: one that is ending belongs to no runtime any more.
class Asking {
 public:
  Asking() noexcept;
  ~Asking();
  Asking(const Asking &) = delete;
  Asking &operator=(const Asking &) = delete;

  const hp_runtime *runtime() const noexcept { return runtime_; }

 private:
  const hp_runtime *runtime_;
};

/// Returns when each Asking of other threads that lived has ended.
void wait_for_asking() noexcept;
/// Each thread has to find out anew what it sees.
void empty_currents() noexcept;
/// Whether a thread may still be reading this context, which it saw when its current was emptied; it
/// then takes over the reference, and lets go of it when it is bound again or ends.
bool hand_over(Context *context) noexcept;

}  // namespace hyperparameter::storage
