// One scope object, used by two threads at once: one leaves it while the other destroys it.
#include <atomic>
#include <thread>

#include "check.h"
#include "hyperparameter/hyperparameter.h"

namespace {

// Lets the other thread go ahead by more or less.
void pause(int steps) {
  static std::atomic<int> nothing{0};
  for (int i = 0; i < 8 * steps; ++i) nothing.fetch_add(1, std::memory_order_relaxed);
}

// Whoever comes first, the object is freed once, and its level ends.
void left_here_destroyed_there() {
  for (int round = 0; round < 2000; ++round) {
    std::atomic<Storage *> handed{nullptr};
    std::atomic<int> ready{0};
    std::thread other([&] {
      Storage *scope;
      while ((scope = handed.load(std::memory_order_acquire)) == nullptr) std::this_thread::yield();
      ready.fetch_add(1);
      while (ready.load() < 2) {}
      pause(round % 64);
      param_scope_destroy(scope);
    });
    Storage *scope = param_scope_create();
    param_scope_put_i64(scope, "handle.value", round);
    {
      hp::scope outer;  // ends what `scope` opens, without touching a handle that may be gone
      param_scope_enter(scope);
      CHECK_EQ(GET_PARAM(handle.value, -1), round);
      handed.store(scope, std::memory_order_release);
      ready.fetch_add(1);
      while (ready.load() < 2) {}
    }
    CHECK_EQ(GET_PARAM(handle.value, -1), -1);
    other.join();
  }
}

}  // namespace

int main() {
  left_here_destroyed_there();
  return check::result("handle_test");
}
