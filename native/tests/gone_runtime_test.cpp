// A runtime goes and leaves threads behind that are bound to its contexts, or were lent one.
#include <atomic>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "check.h"
#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

namespace {

std::atomic<hp_handle> its_context{0};
std::atomic<int> cacheable_answers{0};

uint64_t current(int *cacheable) {
  *cacheable = cacheable_answers.load();
  return its_context.load();
}
void leave_inside(hp_handle, uint64_t) {}
hp_status freeze() { return HP_NOT_MINE; }
int32_t read(hp_foreign_read *) { return HP_READ_WRONG; }

const hp_runtime first{sizeof(hp_runtime), current, leave_inside, freeze, read};
const hp_runtime second{sizeof(hp_runtime), current, leave_inside, freeze, read};

hp_handle context_with(int64_t value) {
  const hp_handle context = hp_context_create(0);
  const uint64_t hash = hp_hash("a", 1);
  CHECK_EQ(hp_context_put(context, hash, hp_context_key(context, hash, "a", 1), HP_LONG, value),
           HP_OK);
  return context;
}

hp_handle context_with(const std::string &text) {
  const hp_handle context = hp_context_create(0);
  hp_entry entry{hp_hash("text", 4), reinterpret_cast<uintptr_t>(text.data()), text.size(), "text", 4,
                 0, HP_TEXT, 0};
  CHECK_EQ(hp_context_put_entry(context, &entry), HP_OK);
  return context;
}

// As a runtime does it, whose stores are whole: another thread may empty the word.
void lend(hp_handle context) {
  reinterpret_cast<std::atomic<uint64_t> *>(static_cast<uintptr_t>(hp_current_place()))
      ->store(context, std::memory_order_relaxed);
}

// Runs steps on a thread of its own, one after the other.
class Other {
 public:
  Other() : thread_([this] { serve(); }) {}
  ~Other() {
    state_.store(kOver);
    thread_.join();
  }
  template <class Step>
  void run(Step &&step) {
    step_ = std::forward<Step>(step);
    state_.store(kReady);
    while (state_.load() == kReady) std::this_thread::yield();
  }

 private:
  enum { kIdle, kReady, kOver };
  void serve() {
    for (int state; (state = state_.load()) != kOver; std::this_thread::yield()) {
      if (state != kReady) continue;
      step_();
      state_.store(kIdle);
    }
  }
  std::function<void()> step_;
  std::atomic<int> state_{kIdle};
  std::thread thread_;
};

void a_binding_ends_with_the_runtime() {
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  Other other;
  hp_handle old = 0;
  other.run([&] {
    CHECK_EQ(hp_context_bind(old = context_with(1)), hp_handle{0});
    CHECK_EQ(GET_PARAM(a, -1), 1);
  });
  hp_end_runtime();
  other.run([] { CHECK_EQ(GET_PARAM(a, -1), -1); });
  // The next runtime is not told of it either, so it will not be bound again.
  CHECK_EQ(hp_set_runtime(&second), HP_OK);
  other.run([] {
    const hp_handle now = context_with(2);
    CHECK_EQ(hp_context_bind(now), hp_handle{0});
    CHECK_EQ(GET_PARAM(a, -1), 2);
    CHECK_EQ(hp_context_bind(0), now);
    CHECK_EQ(GET_PARAM(a, -1), -1);
    hp_context_destroy(now);
  });
  hp_end_runtime();
}

void so_does_what_was_lent() {
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  Other other;
  other.run([] {
    lend(context_with(1));
    CHECK_EQ(GET_PARAM(a, -1), 1);
  });
  hp_end_runtime();
  other.run([] { CHECK_EQ(GET_PARAM(a, -1), -1); });
}

void and_what_it_said_may_be_cached() {
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  its_context = context_with(1);
  cacheable_answers = 1;
  Other other;
  other.run([] { CHECK_EQ(GET_PARAM(a, -1), 1); });
  its_context = 0;
  other.run([] { CHECK_EQ(GET_PARAM(a, -1), 1); });
  hp_end_runtime();
  other.run([] { CHECK_EQ(GET_PARAM(a, -1), -1); });
  cacheable_answers = 0;
}

void what_no_runtime_bound_stays() {
  const hp_handle own = context_with(3);
  hp_context_bind(own);
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  hp_end_runtime();
  CHECK_EQ(GET_PARAM(a, -1), 3);
  CHECK_EQ(hp_context_bind(0), own);
  hp_context_destroy(own);
}

// So it does where a runtime is only taken away, which may come back.
void what_a_runtime_bound_that_has_not_gone_stays() {
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  const hp_handle own = context_with(3);
  hp_context_bind(own);
  CHECK_EQ(hp_set_runtime(nullptr), HP_OK);
  CHECK_EQ(GET_PARAM(a, -1), 3);
  CHECK_EQ(hp_context_bind(0), own);
  hp_context_destroy(own);
}

// A kernel may be at work meanwhile, and have borrowed what it read.
void what_was_borrowed_stays_readable() {
  const std::string text(1000, 'x');
  for (const char *how : {"bound", "lent", "bound, to be found out"}) {
    const bool lent = *how == 'l';
    CHECK_EQ(hp_set_runtime(&first), HP_OK);
    Other other;
    hyperparameter::text borrowed{std::string_view()};
    other.run([&] {
      const hp_handle context = context_with(text);
      if (lent)
        lend(context);
      else
        hp_context_bind(context);
      borrowed = GET_PARAM(text, "none");
      if (std::strchr(how, ',') != nullptr) lend(0);
    });
    hp_end_runtime();
    other.run([&] {
      CHECK_EQ(GET_PARAM(text, "none").str(), "none");
      CHECK_EQ(borrowed.str(), text);
    });
  }
}

// Levels and scopes that are open in the context of a runtime that goes are told.
void what_is_open_in_it_is_left() {
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  Other other;
  Storage *scope = param_scope_create();
  param_scope_put_i64(scope, "a", 5);
  hp_level level{};
  other.run([&] {
    hp_context_bind(context_with(1));
    CHECK_EQ(hp_level_open(nullptr, 0, 0, &level), HP_OK);
    param_scope_enter(scope);
    CHECK_EQ(GET_PARAM(a, -1), 5);
  });
  hp_end_runtime();
  other.run([&] {
    CHECK_EQ(GET_PARAM(a, -1), -1);
    CHECK_EQ(hp_level_close(&level), HP_E_STATE);
    hp_context_bind(0);
  });
  int64_t kept = 0;
  CHECK_EQ(hp_scope_read_i64(scope, "a", 1, &kept), HP_OK);
  CHECK_EQ(kept, int64_t{5});
  param_scope_destroy(scope);
}

// With the address sanitizer: nothing of all this is in memory at the end.
void its_snapshots_go_with_it() {
  CHECK_EQ(hp_set_runtime(&first), HP_OK);
  const hp_handle context = context_with(std::string(1000, 'y'));
  const hp_handle captured = hp_snapshot_of(context);
  hp_set_frozen(captured);
  hp_frozen();  // one more reference to the same
  hp_entry entry{hp_hash("a", 1), 7, 0, "a", 1, 0, HP_LONG, 0};
  hp_context_create(hp_snapshot_from_entries(&entry, 1));
  hp_set_frozen(0);
  hp_end_runtime();
  hp_end_runtime();  // there is none
}

std::atomic<bool> over{false};

// Kernels read on threads that go on, while one runtime after another comes, works there and goes.
void while_kernels_read() {
  constexpr int kThreads = 3, kRounds = 300;
  std::atomic<int> working{0};
  std::atomic<int> round{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      int seen = 0;
      while (!over.load()) {
        const int now = round.load();
        if (now != seen) {  // the runtime's own code, which has ended when it goes
          seen = now;
          if (now % 3 == i) {
            lend(context_with(now));
          } else {
            hp_context_bind(context_with(now));
          }
          working.fetch_add(1);
        }
        for (int j = 0; j < 50; ++j) {
          const int value = GET_PARAM(a, -1);
          CHECK(value == -1 || value == seen);
          hyperparameter::scope guard{{hyperparameter::key("b"), value}};
          const int inside = GET_PARAM(b, -2);
          CHECK(inside == value || inside == -2);
        }
      }
    });
  }
  for (int now = 1; now <= kRounds; ++now) {
    CHECK_EQ(hp_set_runtime(now % 2 == 0 ? &first : &second), HP_OK);
    working = 0;
    round = now;
    while (working.load() != kThreads) std::this_thread::yield();
    hp_end_runtime();
  }
  over = true;
  for (std::thread &thread : threads) thread.join();
}

}  // namespace

int main() {
  a_binding_ends_with_the_runtime();
  so_does_what_was_lent();
  and_what_it_said_may_be_cached();
  what_no_runtime_bound_stays();
  what_a_runtime_bound_that_has_not_gone_stays();
  what_was_borrowed_stays_readable();
  what_is_open_in_it_is_left();
  its_snapshots_go_with_it();
  while_kernels_read();
  return check::result("gone_runtime_test");
}
