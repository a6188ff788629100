// The only thread-local state of the library.
//
// hp_current() reads one pointer. When that is null the slow path asks, in this
// order: the context bound to the thread, the runtime with threads of its own, the context the thread made for itself earlier; and makes one last.
// Everything else a thread needs is behind one more pointer, because a library
// loaded late finds little room for thread-local data.
//
// When a runtime has gone, its bindings are those of a context nobody uses any more, on threads that
// go on. Reads pay nothing for that: hp_end_runtime() empties each thread's pointer, so that its next
// read goes the slow way, which knows how many runtimes have gone. Only the thread itself lets go of
// what it was bound to, and not as long as it may have something of it borrowed.
#include "thread_state.h"

#include <mutex>
#include <new>
#include <string>
#include <thread>

#include "failure.h"
#include "runtime.h"

namespace hyperparameter::storage {

HP_THREAD_LOCAL std::atomic<Context *> t_current{nullptr};

namespace {

struct ThreadState {
  std::atomic<Context *> *const current = &t_current;
  ThreadState *after = nullptr;  // of all threads; guarded by threads.mutex, as is `link`
  ThreadState **link = nullptr;
  std::atomic<uint64_t> asking{0};  // Askings that live
  Context *own = nullptr;
  Context *bound = nullptr;     // by hp_context_bind; holds a reference
  bool is_of_runtime = false;   // ... which a runtime called
  Context *cached = nullptr;    // the runtime's cacheable answer; holds a reference
  uint64_t gone = runtimes_gone();  // when that was last looked at
  // Of runtimes that have gone, as something may be borrowed from them; each holds a reference.
  Context *was_bound = nullptr;
  Context *was_cached = nullptr;
  std::atomic<Context *> was_lent{nullptr};
  Context *swept = nullptr;  // what was in `current` when a runtime went; only compared
  hp_status status = HP_OK;
  const char *fixed_message = nullptr;  // where there was no memory for `message`
  std::string message;
};

HP_THREAD_LOCAL ThreadState *t_state = nullptr;
HP_THREAD_LOCAL bool t_ended = false;

// Initialised at compile time and trivial to destroy: threads may outlive main().
struct Threads {
  std::mutex mutex;
  ThreadState *first = nullptr;

  void add(ThreadState *state) noexcept {
    std::lock_guard<std::mutex> lock(mutex);
    state->link = &first;
    state->after = first;
    if (first != nullptr) first->link = &state->after;
    first = state;
  }
  void remove(ThreadState *state) noexcept {
    std::lock_guard<std::mutex> lock(mutex);
    *state->link = state->after;
    if (state->after != nullptr) state->after->link = state->link;
  }
  template <class Visit>
  void for_each(Visit &&visit) noexcept {
    std::lock_guard<std::mutex> lock(mutex);
    for (ThreadState *state = first; state != nullptr; state = state->after) visit(*state);
  }
};
Threads threads;

void replace(Context *&place, Context *by) noexcept {
  Context *before = place;
  place = by;
  Context::release(before);
}

// What was borrowed from them has ended.
void let_go(ThreadState &state) noexcept {
  replace(state.was_bound, nullptr);
  replace(state.was_cached, nullptr);
  Context::release(state.was_lent.exchange(nullptr));
}

// What a runtime bound that has gone is bound no more. The caller holds an Asking.
void look_who_has_gone(ThreadState &state) noexcept {
  const uint64_t gone = runtimes_gone();
  if (state.gone == gone) return;
  state.gone = gone;
  if (state.bound != nullptr && state.is_of_runtime) {
    replace(state.was_bound, state.bound);
    state.bound = nullptr;
  }
  if (state.cached != nullptr) {
    replace(state.was_cached, state.cached);
    state.cached = nullptr;
  }
}

// Runs when the thread ends. After that the thread has no state and gets none.
struct Ending {
  bool armed = false;
  ~Ending() {
    t_ended = true;
    ThreadState *state = t_state;
    t_state = nullptr;
    if (state == nullptr) return;
    threads.remove(state);
    t_current.store(nullptr, std::memory_order_relaxed);
    let_go(*state);
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
  if (t_state == nullptr) return nullptr;
  threads.add(t_state);
  t_ending.armed = true;  // touching it registers the destructor
  return t_state;
}

// What a thread sees that cannot have a context. Written by nobody.
Context *nothing() noexcept {
  alignas(Context) static unsigned char place[sizeof(Context)];
  static Context *const empty = new (place) Context(nullptr);
  return empty;
}

Context *see(Context *context) noexcept {
  t_current.store(context, std::memory_order_relaxed);
  return context;
}

Context *resolve(ThreadState &state, const hp_runtime *asked) noexcept {
  if (asked == nullptr) return nullptr;
  int cacheable = 0;
  Context *context = Context::of(asked->current(&cacheable));
  if (context != nullptr && cacheable != 0) {
    context->retain();
    Context::release(state.cached);
    state.cached = context;
    see(context);
  }
  return context;
}

Context *find_current(bool make) noexcept {
  ThreadState *state = state_or_null();
  if (state == nullptr) return nullptr;
  const Asking asking;
  look_who_has_gone(*state);
  if (state->bound != nullptr) return see(state->bound);
  if (Context *context = resolve(*state, asking.runtime())) return context;
  if (state->own == nullptr) {
    if (!make) return nullptr;
    Snapshot *base = frozen();
    state->own = new (std::nothrow) Context(base);
    Snapshot::release(base);
    if (state->own == nullptr) return nullptr;
  }
  return see(state->own);
}

}  // namespace

// Who takes a runtime away sees that a thread is asking, or the thread sees that it is gone: that
// takes the one order which all of these operations have.
Asking::Asking() noexcept : runtime_(nullptr) {
  ThreadState *state = state_or_null();
  if (state == nullptr) return;
  state->asking.fetch_add(1);
  runtime_ = storage::runtime();
}

Asking::~Asking() {
  if (t_state != nullptr) t_state->asking.fetch_sub(1, std::memory_order_release);
}

void wait_for_asking() noexcept {
  for (bool asks = true; asks;) {
    asks = false;
    threads.for_each([&](ThreadState &state) {
      asks = asks || (&state != t_state && state.asking.load() != 0);
    });
    if (asks) std::this_thread::yield();
  }
}

void empty_currents() noexcept {
  threads.for_each([](ThreadState &state) { state.swept = state.current->exchange(nullptr); });
}

bool hand_over(Context *context) noexcept {
  bool taken = false;
  threads.for_each([&](ThreadState &state) {
    if (taken || state.swept != context) return;
    Context::release(state.was_lent.exchange(context));
    taken = true;
  });
  return taken;
}

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
  const Context *context = st::t_current.load(std::memory_order_relaxed);
  return HP_LIKELY(context != nullptr) ? &context->head : st::current_header();
}

hp_handle hp_context_bind(hp_handle handle) noexcept {
  st::ThreadState *state = st::state_or_null();
  if (state == nullptr) {
    st::report(HP_E_STATE, "the thread is ending and cannot be bound");
    return 0;
  }
  const st::Asking asking;
  st::look_who_has_gone(*state);
  st::let_go(*state);
  Context *context = Context::of(handle);
  Context *before = state->bound;
  if (context != nullptr) context->retain();
  state->bound = context;
  state->is_of_runtime = asking.runtime() != nullptr;
  // Null sends the next read through the slow path, which knows what the thread falls back to.
  st::see(context != nullptr ? context : state->cached);
  // The creator's reference keeps `before` alive; one that was destroyed while bound goes here.
  const bool lives = before != nullptr && before->has_other_owner();
  const hp_handle answer = lives ? reinterpret_cast<uintptr_t>(before) : 0;
  Context::release(before);
  return answer;
}

hp_handle hp_current_place(void) noexcept {
  static_assert(sizeof st::t_current == 8 && std::atomic<Context *>::is_always_lock_free,
                "a word, to which others than C++ store");
  st::state_or_null();  // what is lent ends with the runtime, too
  return reinterpret_cast<uintptr_t>(&st::t_current);
}

void hp_context_destroy(hp_handle handle) noexcept {
  Context *context = Context::of(handle);
  if (context == nullptr) return;
  if (st::ThreadState *state = st::t_state) {
    for (Context **place : {&state->bound, &state->cached}) {
      if (*place != context) continue;
      *place = nullptr;
      Context::release(context);
    }
    if (st::t_current.load(std::memory_order_relaxed) == context) st::see(nullptr);
  }
  context->held.take_back();
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
