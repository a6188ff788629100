// Which context the calling thread sees.
#pragma once

#include "context.h"

namespace hyperparameter::storage {

#if defined(__GNUC__) && defined(__ELF__)
// One load, also from other source files: no wrapper that would initialise it, and no call for
// its address. The price is a word of the space for libraries loaded late.
#define HP_THREAD_LOCAL __thread __attribute__((tls_model("initial-exec")))
#else
#define HP_THREAD_LOCAL thread_local
#endif

/// What the thread sees, where that is known without asking.
extern HP_THREAD_LOCAL Context *t_current;

/// The rest of the way.
Context &make_current_context();
Context *find_context() noexcept;

/// The calling thread's context, made when it has none. Throws when the thread is already ending
/// or memory ends: the answer of hp_current() is then an empty context nobody may write.
inline Context &current_context() {
  Context *context = t_current;
  return HP_LIKELY(context != nullptr) ? *context : make_current_context();
}

/// The same without making one: null where the thread has none yet.
inline Context *context_if_any() noexcept {
  Context *context = t_current;
  return HP_LIKELY(context != nullptr) ? context : find_context();
}

}  // namespace hyperparameter::storage
