// How many nanoseconds a read and a scope cost, without any framework.
//
//   hp_bench            the table of figures: the best of many short runs each
//   hp_bench count WHAT N   N times WHAT and nothing else: for valgrind --tool=callgrind, whose
//                           counts do not depend on the load; see instructions.sh
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

namespace {

template <class T>
inline void keep(T value) {
  asm volatile("" : : "r,m"(value) : "memory");
}

thread_local int64_t *reference_pointer = nullptr;

constexpr int kRuns = 200;
constexpr int kPerRun = 20000;

template <class Body>
double best_ns(Body &&body) {
  double best = 1e9;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kPerRun; ++i) body();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count() / kPerRun);
  }
  return best;
}

void fill(int parameters) {
  hp::put("bench.wanted", int64_t{42});
  for (int i = 1; i < parameters; ++i) hp::put("bench.param." + std::to_string(i), int64_t{i});
}

void line(const char *what, double ns) { std::printf("%-44s %7.2f ns\n", what, ns); }

void scope_and_read() {
  auto guard = WITH_PARAMS(bench.wanted, 7);
  keep(GET_PARAM(bench.wanted, 0));
}

void figures() {
  int64_t number = 1;
  reference_pointer = &number;
  line("thread_local read + dependent load", best_ns([] { keep(*reference_pointer); keep(0); }));
  line("hp_current()", best_ns([] { keep(hp_current()); }));
  for (int parameters : {1, 16, 1000}) {
    const hp::scope level;
    fill(parameters);
    char what[64];
    std::snprintf(what, sizeof what, "GET_PARAM long, %d parameters", parameters);
    line(what, best_ns([] { keep(GET_PARAM(bench.wanted, int64_t{0})); }));
    if (parameters == 16) {
      hp::put("bench.text", "a text");
      line("GET_PARAM text, borrowed, 17 parameters",
           best_ns([] { keep(GET_PARAM(bench.text, "d").data()); }));
    }
    if (parameters != 1000) continue;
    line("GET_PARAM int, 1000 parameters", best_ns([] { keep(GET_PARAM(bench.wanted, 0)); }));
    line("GET_PARAM missing, 1000 parameters", best_ns([] { keep(GET_PARAM(bench.none, 0)); }));
    line("GET_PARAM long as double (conversion)", best_ns([] { keep(GET_PARAM(bench.wanted, 0.0)); }));
    hp::put("bench.text", "a text");
    // The last key in, and with this name at the end of a long chain.
    line("GET_PARAM text, borrowed, 1001 parameters",
         best_ns([] { keep(GET_PARAM(bench.text, "d").data()); }));
    // Reads of many keys: chains and cache misses as a program meets them.
    std::vector<hp::key> keys;
    std::vector<std::string> names;
    for (int i = 1; i < parameters; ++i) names.push_back("bench.param." + std::to_string(i));
    for (const std::string &name : names) keys.emplace_back(name);
    size_t at = 0;
    line("hp::get, 999 keys in turn, 1000 parameters", best_ns([&] {
           keep(hp::get(keys[at], int64_t{0}));
           at = at + 1 == keys.size() ? 0 : at + 1;
         }));
    line("WITH_PARAMS(1) + GET_PARAM, 1000 parameters", best_ns(scope_and_read));
  }
  line("WITH_PARAMS(1) + GET_PARAM", best_ns(scope_and_read));
  line("WITH_PARAMS()", best_ns([] { auto guard = WITH_PARAMS(); keep(guard.is_open()); }));
  line("WITH_PARAMS(4)", best_ns([] {
         auto guard = WITH_PARAMS(bench.a, 1, bench.b, 2.0, bench.c, true, bench.d, 4);
         keep(guard.is_open());
       }));
}

int count(const std::string &what, long times) {
  const hp::scope level;
  fill(1000);
  hp::put("bench.text", "a text");
  const hp_handle context = reinterpret_cast<uintptr_t>(hp_current());
  const hp_handle key = hp_context_key(context, KEYHASH(bench.scoped), "bench.scoped", 12);
  const auto repeat = [&](auto &&body) {
    for (long i = 0; i < times; ++i) body();
    return 0;
  };
  if (what == "nothing") return repeat([] { keep(0); });
  if (what == "get_long") return repeat([] { keep(GET_PARAM(bench.wanted, int64_t{0})); });
  if (what == "get_text") return repeat([] { keep(GET_PARAM(bench.text, "d").data()); });
  if (what == "scope") return repeat(scope_and_read);
  if (what == "scope_new")
    return repeat([] {
      auto guard = WITH_PARAMS(bench.scoped, 7);
      keep(GET_PARAM(bench.scoped, 0));
    });
  if (what == "enter_one_exit")
    return repeat([&] {
      hp_context_enter_one(context, key, HP_LONG, 7);
      hp_context_exit(context, 1, 0);
    });
  std::fprintf(stderr, "nothing to count is named %s\n", what.c_str());
  return 2;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc == 4 && std::strcmp(argv[1], "count") == 0) return count(argv[2], std::atol(argv[3]));
  figures();
  return 0;
}
