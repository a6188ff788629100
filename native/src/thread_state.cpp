// The only thread-local state of the library.
//
// hp_current() reads one pointer. When that is null the slow path asks, in this
// order: the context bound to the thread, the runtime with threads of its own, the context the thread made for itself earlier; and makes one last.
// Everything else a thread needs is behind one more pointer, because a library
// loaded late finds little room for thread-local data.
#include "thread_state.h"

#include <new>
#include <string>

#include "failure.h"
#include "runtime.h"

namespace hyperparameter::storage {

HP_THREAD_LOCAL Context *t_current = nullptr;

namespace {

struct ThreadState {
  Context *own = nullptr;
  Context *bound = nullptr;   // by hp_context_bind; holds a reference
  Context *cached = nullptr;  // the runtime's cacheable answer; holds a reference
  hp_status status = HP_OK;
  const char *fixed_message = nullptr;  // where there was no memory for `message`
  std::string message;
};

HP_THREAD_LOCAL ThreadState *t_state = nullptr;
HP_THREAD_LOCAL bool t_ended = false;

// Runs when the thread ends. After that the thread has no state and gets none.
struct Ending {
  bool armed = false;
  ~Ending() {
    t_ended = true;
    t_current = nullptr;
    ThreadState *state = t_state;
    t_state = nullptr;
    if (state == nullptr) return;
    Context::release(state->bound);
    Context::release(state->cached);
    Context::release(state->own);
    delete state;
  }
};
thread_local Ending t_ending;

ThreadState *state_or_null() noexcept {
  if (t_state != nullptr || t_ended) return t_state;
  t_state = new (std::nothrow) ThreadState;
  if (t_state != nullptr) t_ending.armed = true;  // touching it registers the destructor
  return t_state;
}

// What a thread sees that cannot have a context. Written by nobody.
Context *nothing() noexcept {
  alignas(Context) static unsigned char place[sizeof(Context)];
  static Context *const empty = new (place) Context(nullptr);
  return empty;
}

Context *resolve(ThreadState &state) noexcept {
  const hp_runtime *asked = runtime();
  if (asked == nullptr) return nullptr;
  int cacheable = 0;
  Context *context = Context::of(asked->current(&cacheable));
  if (context != nullptr && cacheable != 0) {
    context->retain();
    Context::release(state.cached);
    state.cached = context;
    t_current = context;
  }
  return context;
}

Context *find_current(bool make) noexcept {
  ThreadState *state = state_or_null();
  if (state == nullptr) return nullptr;
  if (state->bound != nullptr) return t_current = state->bound;
  if (Context *context = resolve(*state)) return context;
  if (state->own == nullptr) {
    if (!make) return nullptr;
    Snapshot *base = frozen();
    state->own = new (std::nothrow) Context(base);
    Snapshot::release(base);
    if (state->own == nullptr) return nullptr;
  }
  return t_current = state->own;
}

}  // namespace

HP_COLD Context &make_current_context() {
  Context *context = find_current(true);
  if (context != nullptr) return *context;
  if (t_ended) throw Failure{HP_E_STATE, "the thread is ending and has no context any more"};
  throw std::bad_alloc();
}

HP_COLD Context *find_context() noexcept { return find_current(false); }

HP_COLD const hp_context_layout *current_header() noexcept {
  Context *context = find_current(true);
  return context != nullptr ? &context->head : &nothing()->head;
}

void fail(hp_status status, const char *message) { throw Failure{status, message}; }

HP_COLD void report(hp_status status, const char *message) noexcept {
  ThreadState *state = state_or_null();
  if (state == nullptr) return;
  state->status = status;
  state->fixed_message = message;
}

void report(const Failure &failure) noexcept {
  ThreadState *state = state_or_null();
  if (state == nullptr) return;
  state->status = failure.status;
  state->fixed_message = nullptr;
  try {
    state->message = failure.message;
  } catch (...) {
    state->fixed_message = hp_status_name(failure.status);
  }
}

}  // namespace hyperparameter::storage

namespace st = hyperparameter::storage;
using st::Context;

extern "C" {

const hp_context_layout *hp_current(void) noexcept {
  const Context *context = st::t_current;
  return HP_LIKELY(context != nullptr) ? &context->head : st::current_header();
}

hp_handle hp_context_bind(hp_handle handle) noexcept {
  st::ThreadState *state = st::state_or_null();
  if (state == nullptr) {
    st::report(HP_E_STATE, "the thread is ending and cannot be bound");
    return 0;
  }
  Context *context = Context::of(handle);
  Context *before = state->bound;
  if (context != nullptr) context->retain();
  state->bound = context;
  // Null sends the next read through the slow path, which knows what the thread falls back to.
  st::t_current = context != nullptr ? context : state->cached;
  // The creator's reference keeps `before` alive; one that was destroyed while bound goes here.
  const bool lives = before != nullptr && before->has_other_owner();
  const hp_handle answer = lives ? reinterpret_cast<uintptr_t>(before) : 0;
  Context::release(before);
  return answer;
}

hp_handle hp_current_place(void) noexcept { return reinterpret_cast<uintptr_t>(&st::t_current); }

void hp_context_destroy(hp_handle handle) noexcept {
  Context *context = Context::of(handle);
  if (context == nullptr) return;
  if (st::ThreadState *state = st::t_state) {
    for (Context **place : {&state->bound, &state->cached}) {
      if (*place != context) continue;
      *place = nullptr;
      Context::release(context);
    }
    if (st::t_current == context) st::t_current = nullptr;
  }
  Context::release(context);
}

const char *hp_last_error(void) noexcept {
  const st::ThreadState *state = st::t_state;
  if (state == nullptr || state->status == HP_OK) return "";
  return state->fixed_message != nullptr ? state->fixed_message : state->message.c_str();
}

hp_status hp_last_status(void) noexcept {
  return st::t_state == nullptr ? HP_OK : st::t_state->status;
}

void hp_clear_error(void) noexcept {
  if (st::t_state != nullptr) st::t_state->status = HP_OK;
}

}  // extern "C"
