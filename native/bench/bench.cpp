// How many nanoseconds a read and a scope cost, without any framework.
//
//   hp_bench                a table: the best of many short runs each, beside a reference measured in
//                           the same run; the exit status is 1 where a limit is not kept
//   hp_bench json [RUNS]    the same for programs, one object a line; RUNS instead of 300
//   hp_bench count WHAT N   N times WHAT and nothing else: for valgrind --tool=callgrind, whose
//                           counts do not depend on the load; see instructions.sh
//
// The reference is what the least thread-bound value costs: a thread_local pointer is read, and
// what it points at is loaded. Figures named "chained" start when the one before is known, so that
// reads do not overlap; the reference is measured like that too. The others may overlap, as in a
// loop whose turns do not wait for one another.
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
  asm volatile("" : : "r"(value) : "memory");
}

// Where a caller computes with it.
inline void keep_double(double value) {
#if defined(__x86_64__)
  asm volatile("" : : "x"(value) : "memory");
#else
  asm volatile("" : : "w"(value) : "memory");
#endif
}

// Zero, but only once `value` is known: what the next step adds to its address or hash.
inline int64_t after(int64_t value) {
#if defined(__x86_64__)
  asm volatile("and $0, %0" : "+r"(value) : : "memory", "cc");
#elif defined(__aarch64__)
  asm volatile("and %0, %0, xzr" : "+r"(value) : : "memory");
#else
#error "an instruction is needed here that makes zero of a value and waits for it"
#endif
  return value;
}

thread_local int64_t *reference_pointer = nullptr;

int runs = 300;
constexpr int kPerRun = 10000;

template <class Body>
double best_ns(Body &&body) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kPerRun; ++i) body();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count() / kPerRun);
  }
  return best;
}

/// body(zero) is what the next turn waits for.
template <class Body>
double best_chained_ns(Body &&body) {
  int64_t value = 0;
  const double best = best_ns([&] { value = body(after(value)); });
  keep(value);
  return best;
}

class Report {
 public:
  Report(bool json, double reference) : json_(json), reference_(reference) {
    if (!json_) std::printf("%-48s %9s %9s %9s\n", "", "ns", "ratio", "at most");
    line("reference", "thread_local read + dependent load, chained", reference);
  }

  /// `limit` is a ratio to the reference; 0: none.
  void line(const char *name, const char *what, double ns, double limit = 0) {
    const double ratio = ns / reference_;
    const bool kept = limit == 0 || ratio <= limit;
    all_kept_ = all_kept_ && kept;
    if (json_) {
      std::printf("{\"name\": \"%s\", \"ns\": %.3f, \"ratio\": %.3f", name, ns, ratio);
      if (limit != 0) std::printf(", \"limit\": %.2f, \"kept\": %s", limit, kept ? "true" : "false");
      std::printf("}\n");
      return;
    }
    std::printf("%-48s %9.2f %9.2f", what, ns, ratio);
    if (limit != 0) std::printf(" %9.2f%s", limit, kept ? "" : "  NOT KEPT");
    std::printf("\n");
  }
  bool all_kept() const { return all_kept_; }

 private:
  bool json_;
  double reference_;
  bool all_kept_ = true;
};

// 4 ns and 50 ns where the reference costs 1.5 ns.
constexpr double kReadLimit = 4 / 1.5;
constexpr double kScopeLimit = 50 / 1.5;

void fill(int parameters) {
  hp::put("bench.wanted", int64_t{42});
  hp::put("bench.rate", 0.5);
  hp::put("bench.flag", true);
  hp::put("bench.text", "a text");
  for (int i = 4; i < parameters; ++i) hp::put("bench.param." + std::to_string(i), int64_t{i});
}

void scope_and_read() {
  auto guard = WITH_PARAMS(bench.wanted, 7);
  keep(GET_PARAM(bench.wanted, 0));
}

// What the next read waits for: the bits of a number, the address of a text.
template <class T>
int64_t bits_of(T value) {
  int64_t bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  return bits;
}
int64_t bits_of(const hp::text &text) { return bits_of(text.data()); }

template <class T>
double chained_read(uint64_t hash, T def) {
  return best_chained_ns([=](int64_t zero) {
    return bits_of(hyperparameter::detail::read(hash + static_cast<uint64_t>(zero), def));
  });
}

void reads_of_many(Report &report, int parameters) {
  report.line("get_long_chained", "GET_PARAM int64_t, chained",
              chained_read(KEYHASH(bench.wanted), int64_t{0}), kReadLimit);
  report.line("get_double_chained", "GET_PARAM double, chained",
              chained_read(KEYHASH(bench.rate), 0.0), kReadLimit);
  report.line("get_bool_chained", "GET_PARAM bool, chained", chained_read(KEYHASH(bench.flag), false),
              kReadLimit);
  report.line("get_text_chained", "GET_PARAM text, borrowed, chained",
              chained_read(KEYHASH(bench.text), "d"), kReadLimit);
  report.line("get_long", "GET_PARAM int64_t",
              best_ns([] { keep(GET_PARAM(bench.wanted, int64_t{0})); }), kReadLimit);
  report.line("get_int", "GET_PARAM int, range checked",
              best_ns([] { keep(GET_PARAM(bench.wanted, 0)); }), kReadLimit);
  report.line("get_text", "GET_PARAM text, borrowed",
              best_ns([] { keep(GET_PARAM(bench.text, "d").data()); }), kReadLimit);
  report.line("get_missing", "GET_PARAM, missing", best_ns([] { keep(GET_PARAM(bench.none, 0)); }),
              kReadLimit);
  report.line("get_converted", "GET_PARAM, integer read as double",
              best_ns([] { keep(static_cast<int64_t>(GET_PARAM(bench.wanted, 0.0))); }));
  // Chains and cache misses as a program meets them.
  std::vector<std::string> names;
  for (int i = 4; i < parameters; ++i) names.push_back("bench.param." + std::to_string(i));
  std::vector<hp::key> keys(names.begin(), names.end());
  size_t at = 0;
  report.line("get_in_turn", "hp::get, all keys in turn", best_ns([&] {
                keep(hp::get(keys[at], int64_t{0}));
                at = at + 1 == keys.size() ? 0 : at + 1;
              }));
}

bool figures(bool json) {
  int64_t number = 1;
  reference_pointer = &number;
  Report report(json, best_chained_ns([](int64_t zero) { return reference_pointer[zero]; }));
  report.line("current", "hp_current(), the one call of a read",
              best_ns([] { keep(hp_current()); }));
  for (int parameters : {4, 16, 1000}) {
    const hp::scope level;
    fill(parameters);
    if (!json) std::printf("%d parameters\n", parameters);
    if (parameters == 1000) {
      reads_of_many(report, parameters);
      report.line("scope", "WITH_PARAMS of one pair + GET_PARAM", best_ns(scope_and_read),
                  kScopeLimit);
    } else {
      char name[64];
      std::snprintf(name, sizeof name, "get_long_chained_%d", parameters);
      report.line(name, "GET_PARAM int64_t, chained",
                  chained_read(KEYHASH(bench.wanted), int64_t{0}), kReadLimit);
    }
  }
  if (!json) std::printf("nothing around\n");
  report.line("scope_alone", "WITH_PARAMS of one pair + GET_PARAM", best_ns(scope_and_read),
              kScopeLimit);
  report.line("scope_empty", "WITH_PARAMS()", best_ns([] {
                auto guard = WITH_PARAMS();
                keep(guard.is_open());
              }));
  report.line("scope_of_four", "WITH_PARAMS of four pairs", best_ns([] {
                auto guard = WITH_PARAMS(bench.a, 1, bench.b, 2.0, bench.c, true, bench.d, 4);
                keep(guard.is_open());
              }));
  return report.all_kept();
}

int count(const std::string &what, long times) {
  const hp::scope level;
  fill(1000);
  const hp_handle context = reinterpret_cast<uintptr_t>(hp_current());
  const uint32_t key = hp_context_key(context, KEYHASH(bench.scoped), "bench.scoped", 12);
  const auto repeat = [&](auto &&body) {
    for (long i = 0; i < times; ++i) body();
    return 0;
  };
  if (what == "nothing") return repeat([] { keep(0); });
  if (what == "get_long") return repeat([] { keep(GET_PARAM(bench.wanted, int64_t{0})); });
  if (what == "get_double") return repeat([] { keep_double(GET_PARAM(bench.rate, 0.0)); });
  if (what == "get_text") return repeat([] { keep(GET_PARAM(bench.text, "d").data()); });
  if (what == "scope") return repeat(scope_and_read);
  if (what == "scope_new")
    return repeat([] {
      auto guard = WITH_PARAMS(bench.scoped, 7);
      keep(GET_PARAM(bench.scoped, 0));
    });
  if (what == "enter_one_exit")
    return repeat([&] {
      hp_context_enter_one(context, KEYHASH(bench.scoped), key, HP_LONG, 7);
      hp_context_exit(context, 1, 0);
    });
  std::fprintf(stderr, "nothing to count is named %s\n", what.c_str());
  return 2;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc == 4 && std::strcmp(argv[1], "count") == 0) return count(argv[2], std::atol(argv[3]));
  const bool json = argc >= 2 && std::strcmp(argv[1], "json") == 0;
  if (argc == 3 && json) runs = std::atoi(argv[2]);
  if (argc > (json ? 3 : 1) || runs < 1) {
    std::fprintf(stderr, "usage: hp_bench | hp_bench json [RUNS] | hp_bench count WHAT N\n");
    return 2;
  }
  return figures(json) ? 0 : 1;
}
