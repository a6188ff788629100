// WITH_PARAMS of none to thirty-two pairs, and values and defaults of every type.
#include "hyperparameter.h"

#include <string>
#include <string_view>

#include "check.h"

static void every_number_of_pairs() {
  {
    auto guard = WITH_PARAMS();
    CHECK(guard.is_open());
  }
  {
        auto guard = WITH_PARAMS(k1, 1);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k2, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k2, 0), 2);
    CHECK_EQ(GET_PARAM(k3, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k3, 0), 3);
    CHECK_EQ(GET_PARAM(k4, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k4, 0), 4);
    CHECK_EQ(GET_PARAM(k5, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k5, 0), 5);
    CHECK_EQ(GET_PARAM(k6, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k6, 0), 6);
    CHECK_EQ(GET_PARAM(k7, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k7, 0), 7);
    CHECK_EQ(GET_PARAM(k8, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k8, 0), 8);
    CHECK_EQ(GET_PARAM(k9, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k9, 0), 9);
    CHECK_EQ(GET_PARAM(k10, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k10, 0), 10);
    CHECK_EQ(GET_PARAM(k11, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k11, 0), 11);
    CHECK_EQ(GET_PARAM(k12, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k12, 0), 12);
    CHECK_EQ(GET_PARAM(k13, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k13, 0), 13);
    CHECK_EQ(GET_PARAM(k14, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k14, 0), 14);
    CHECK_EQ(GET_PARAM(k15, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k15, 0), 15);
    CHECK_EQ(GET_PARAM(k16, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k16, 0), 16);
    CHECK_EQ(GET_PARAM(k17, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k17, 0), 17);
    CHECK_EQ(GET_PARAM(k18, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k18, 0), 18);
    CHECK_EQ(GET_PARAM(k19, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k19, 0), 19);
    CHECK_EQ(GET_PARAM(k20, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k20, 0), 20);
    CHECK_EQ(GET_PARAM(k21, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k21, 0), 21);
    CHECK_EQ(GET_PARAM(k22, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k22, 0), 22);
    CHECK_EQ(GET_PARAM(k23, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k23, 0), 23);
    CHECK_EQ(GET_PARAM(k24, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k24, 0), 24);
    CHECK_EQ(GET_PARAM(k25, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k25, 0), 25);
    CHECK_EQ(GET_PARAM(k26, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k26, 0), 26);
    CHECK_EQ(GET_PARAM(k27, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26, k27, 27);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k27, 0), 27);
    CHECK_EQ(GET_PARAM(k28, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26, k27, 27, k28, 28);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k28, 0), 28);
    CHECK_EQ(GET_PARAM(k29, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26, k27, 27, k28, 28, k29, 29);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k29, 0), 29);
    CHECK_EQ(GET_PARAM(k30, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26, k27, 27, k28, 28, k29, 29, k30, 30);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k30, 0), 30);
    CHECK_EQ(GET_PARAM(k31, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26, k27, 27, k28, 28, k29, 29, k30, 30, k31, 31);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k31, 0), 31);
    CHECK_EQ(GET_PARAM(k32, -1), -1);
  }
  {
        auto guard = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9,
                             k10, 10, k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17,
                             17, k18, 18, k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24,
                             k25, 25, k26, 26, k27, 27, k28, 28, k29, 29, k30, 30, k31, 31, k32,
                             32);
    CHECK_EQ(GET_PARAM(k1, 0), 1);
    CHECK_EQ(GET_PARAM(k32, 0), 32);
    CHECK_EQ(GET_PARAM(k33, -1), -1);
  }
}

template <class T>
static void integer(T lowest, T highest) {
  for (const T value : {lowest, highest, T{0}, T{1}}) {
    auto guard = WITH_PARAMS(type.integer, value);
    CHECK_EQ(+GET_PARAM(type.integer, T{7}), +value);
    hyperparameter::Hyperparameter object;
    object.put("type.integer", value);
    CHECK_EQ(+object.get("type.integer", T{7}), +value);
  }
}

template <class T>
static void integer() {
  integer(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
}

static void every_type() {
  integer<signed char>();
  integer<unsigned char>();
  integer<char>();
  integer<short>();
  integer<unsigned short>();
  integer<int>();
  integer<unsigned>();
  integer<long>();
  integer<unsigned long>(0, std::numeric_limits<long>::max());
  integer<long long>();
  integer<unsigned long long>(0, std::numeric_limits<long long>::max());
  const char array[] = "array";
  const char *pointer = "pointer";
  char changeable[] = "changeable";
  char *changeable_pointer = changeable;
  const std::string string = "string";
  const std::string_view view = "view";
  auto guard = WITH_PARAMS(type.f, 0.25f, type.d, 0.5, type.b, true, type.array, array, type.pointer,
                           pointer, type.changeable, changeable_pointer, type.string, string,
                           type.view, view, type.literal, "literal", type.null, nullptr);
  CHECK_EQ(GET_PARAM(type.f, 0.0f), 0.25f);
  CHECK_EQ(GET_PARAM(type.d, 0.0), 0.5);
  CHECK_EQ(GET_PARAM(type.b, false), true);
  CHECK_EQ(GET_PARAM(type.array, "d"), "array");
  CHECK_EQ(GET_PARAM(type.pointer, pointer), "pointer");
  CHECK_EQ(GET_PARAM(type.changeable, changeable_pointer), "changeable");
  CHECK_EQ(GET_PARAM(type.string, string), "string");
  CHECK_EQ(GET_PARAM(type.view, view), "view");
  CHECK_EQ(GET_PARAM(type.literal, array), "literal");
  CHECK_EQ(GET_PARAM(type.null, 5), 5);
  static_assert(std::is_same_v<decltype(GET_PARAM(type.string, string)), std::string>);
  static_assert(std::is_same_v<decltype(GET_PARAM(type.string, "d")), hp::text>);
  static_assert(std::is_same_v<decltype(GET_PARAM(type.string, 0)), int>);
  static_assert(std::is_same_v<decltype(GET_PARAM(type.string, int64_t{0})), int64_t>);
  // A null text stands for the empty one.
  const char *none = nullptr;
  CHECK_EQ(GET_PARAM(type.missing, none), "");
  CHECK_EQ(hyperparameter::Hyperparameter().get("type.missing", none), "");
}

// What does not fit the type that was asked for is not cut.
static void ranges() {
  auto guard = WITH_PARAMS(range.byte, 300, range.int, int64_t{1} << 31, range.minus, -1, range.huge,
                           1e300);
  CHECK_EQ(+GET_PARAM(range.byte, int8_t{5}), 5);
  CHECK_EQ(GET_PARAM(range.int, 5), 5);
  CHECK_EQ(GET_PARAM(range.minus, 5u), 5u);
  CHECK_EQ(GET_PARAM(range.huge, 5.0f), 5.0f);
  CHECK_EQ(hp_last_status(), HP_E_CONVERSION);
  CHECK_EQ(GET_PARAM(range.int, int64_t{5}), int64_t{1} << 31);
}

int main() {
  every_number_of_pairs();
  every_type();
  ranges();
  return check::result("with_params_test");
}
