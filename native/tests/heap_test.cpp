// Counts calls of malloc: reads and warm scopes must make none. glibc only, and not together with
// sanitizers, which bring their own malloc.
#include "check.h"
#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

static long calls = 0;

extern "C" {
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *malloc(size_t bytes) noexcept {
  ++calls;
  return __libc_malloc(bytes);
}
void *calloc(size_t count, size_t bytes) noexcept {
  ++calls;
  return __libc_calloc(count, bytes);
}
}

template <class Body>
static void no_heap_once_warm(const char *what, Body &&body) {
  for (int i = 0; i < 100; ++i) body();
  const long before = calls;
  for (int i = 0; i < 100; ++i) body();
  if (calls != before)
    check::fail(what, 0, std::to_string(calls - before) + " calls of malloc in 100 rounds");
}

static void reads_and_scopes(const char *where) {
  no_heap_once_warm(where, [] {
    auto guard = WITH_PARAMS(a.rate, 0.1, a.text, "long enough to be no small string, surely", b, 1);
    CHECK(GET_PARAM(a.rate, 0.0) == 0.1);
    CHECK(GET_PARAM(a.text, "d").size() == 41);
    CHECK(GET_PARAM(b, 0) == 1 && GET_PARAM(none, 5) == 5 && GET_PARAM(b, 0.0) == 1.0);
    hp::put("b", 2);
    hp::put("c", true);
    auto inner = WITH_PARAMS(b, 3);
    CHECK(GET_PARAM(b, 0) == 3);
  });
  no_heap_once_warm(where, [] {
    const hp_handle context = reinterpret_cast<uintptr_t>(hp_current());
    const uint64_t hash = hp_hash("k", 1);
    const uint32_t key = hp_context_key(context, hash, "k", 1);
    hp_context_enter_one(context, hash, key, HP_LONG, 1);
    hp_entry text{hash, reinterpret_cast<uintptr_t>("text"), 4, nullptr, 0, key, HP_TEXT, 0};
    hp_context_put_entry(context, &text);
    hp_context_exit(context, hp_current()->depth - 1, 1);
  });
}

int main() {
  CHECK(calls >= 0);
  reads_and_scopes("own table");
  {
    hp::scope many{{"p.1", 1}, {"p.2", 2}};
    for (int i = 0; i < 100; ++i) hp::put("q." + std::to_string(i), i);
    hp_freeze();
  }
  const hp_handle base = hp_frozen();
  const hp_handle context = hp_context_create(base);
  hp_snapshot_release(base);
  hp_context_bind(context);
  reads_and_scopes("over a base");
  hp_context_bind(0);
  hp_context_destroy(context);
  return check::result("heap_test");
}
