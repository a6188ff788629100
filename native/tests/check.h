// Checks for test programs: report the place, count, and fail the program at its end.
#pragma once

#include <cstdio>
#include <sstream>
#include <string>

namespace check {

inline int &failures() {
  static int count = 0;
  return count;
}

inline void fail(const char *file, int line, const std::string &what) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
  ++failures();
}

template <class A, class B>
void equal(const char *file, int line, const char *expression, const A &actual, const B &expected) {
  if (actual == expected) return;
  std::ostringstream text;
  text << expression << " is " << actual << ", not " << expected;
  fail(file, line, text.str());
}

inline int result(const char *name) {
  if (failures() != 0) std::fprintf(stderr, "%s: %d check(s) failed\n", name, failures());
  return failures() == 0 ? 0 : 1;
}

}  // namespace check

#define CHECK(condition) \
  ((condition) ? void() : check::fail(__FILE__, __LINE__, "not true: " #condition))
#define CHECK_EQ(actual, expected) \
  check::equal(__FILE__, __LINE__, #actual, (actual), (expected))
