// A program as one would write it for the original header.
#include "hyperparameter.h"

#include <thread>

#include "check.h"

// Keys are tokens; a macro of the same name must not get at them.
#define lr 0.5
#define layers 12345

static_assert(KEYHASH(12345) == 13461425039964245335u, "");
static_assert(KEYHASH(0123456789abcdefghijklmnopqrstuvwxyz) == 5308235351123835395u, "");
static_assert(KEYHASH(a . b) == KEYHASH(a.b), "blanks are no part of a key");

using hyperparameter::Hyperparameter;
using namespace hp::literals;

static void objects() {
  auto scope = hyperparameter::create_shared();
  scope->put("a", 1)->put("a.b", 2.0)->put("k", "str")->put(std::string("t"), true);
  CHECK_EQ(scope->get("a", 0), 1);
  CHECK_EQ(scope->get("a.b", 0.0), 2.0);
  CHECK_EQ(scope->get("k", "text"), std::string("str"));
  CHECK_EQ(scope->get("missing", "text"), std::string("text"));
  CHECK_EQ(scope->get(hyperparameter::xxhash("a", 1), 5), 1);
  CHECK_EQ(scope->get("abc", 1, 5), 1);
  CHECK_EQ(scope->get((uint64_t)1, 1), 1);
  CHECK_EQ(GET_PARAM(a, 0), 0);
  scope->enter();
  CHECK_EQ(GET_PARAM(a, 0), 1);
  CHECK_EQ(GETPARAM(a.b, 0.0), 2.0);
  scope->put("a", int64_t{1} << 40);
  CHECK_EQ(GET_PARAM(a, 7), 7);  // out of the range of int
  CHECK_EQ(hp_last_status(), HP_E_CONVERSION);
  CHECK_EQ(GET_PARAM(a, int64_t{7}), int64_t{1} << 40);
  scope->exit()->exit();  // one too many is no disaster
  CHECK_EQ(hp_last_status(), HP_E_STATE);
  CHECK_EQ(GET_PARAM(a, 0), 0);
  CHECK_EQ(scope->get("a", int64_t{0}), int64_t{1} << 40);
  Hyperparameter *raw = hyperparameter::create();
  raw->put("x", 3)->enter();
  CHECK_EQ(GET_PARAM(x, 0), 3);
  delete raw;  // leaves it first
  CHECK_EQ(GET_PARAM(x, 0), 0);
}

static void guards() {
  {
    auto guard = WITH_PARAMS(train.lr, 0.1, model . layers, 4, name, "a,b(\"", flag, true, u, 1'000u,
                             c, ',' == ',', raw, R"x(,")x");
    CHECK_EQ(GET_PARAM(train.lr, 0.0), 0.1);
    CHECK_EQ(GET_PARAM(model.layers, 0), 4);
    CHECK_EQ(GET_PARAM(u, 0), 1000);
    CHECK_EQ(GET_PARAM(c, false), true);
    CHECK_EQ(GET_PARAM(raw, ""), ",\"");
    std::string text = GET_PARAM(name, "d");
    CHECK_EQ(text, "a,b(\"");
    CHECK(GET_PARAM(name, "d") == text && text == GET_PARAM(name, "d"));
    text = GET_PARAM(none, "default");
    CHECK_EQ(text, "default");
    std::ostringstream out;
    out << GET_PARAM(model.layers, "converted");
    CHECK_EQ(out.str(), "4");
    {
      auto inner = WITH_PARAMS(train.lr, 0.2);
      CHECK_EQ(GET_PARAM(train.lr, 0.0), 0.2);
      auto moved = std::move(inner);
      CHECK_EQ(GET_PARAM(train.lr, 0.0), 0.2);
    }
    CHECK_EQ(GET_PARAM(train.lr, 0.0), 0.1);
    auto none = WITH_PARAMS();
    std::thread([] { CHECK_EQ(GET_PARAM(train.lr, 9.0), 9.0); }).join();
  }
  CHECK_EQ(GET_PARAM(train.lr, 0.0), 0.0);
  auto many = WITH_PARAMS(k1, 1, k2, 2, k3, 3, k4, 4, k5, 5, k6, 6, k7, 7, k8, 8, k9, 9, k10, 10,
                          k11, 11, k12, 12, k13, 13, k14, 14, k15, 15, k16, 16, k17, 17, k18, 18,
                          k19, 19, k20, 20, k21, 21, k22, 22, k23, 23, k24, 24, k25, 25, k26, 26,
                          k27, 27, k28, 28, k29, 29, k30, 30, k31, 31, k32, 32);
  CHECK_EQ(GET_PARAM(k1, 0) + GET_PARAM(k32, 0), 33);
}

static void today() {
  hp::scope outer{{"a"_hp, 1}, {"b", "text"}, {"n", nullptr}};
  CHECK_EQ(hp::get("a"_hp, 0), 1);
  CHECK_EQ(hp::find<int64_t>("a").value_or(0), 1);
  CHECK(!hp::find<int64_t>("b") && hp_last_status() == HP_E_CONVERSION);
  CHECK(!hp::find<double>("n") && !hp::find<double>("none"));
  CHECK_EQ(hp::find<std::string>("b").value_or(""), "text");
  {
    hp::scope hidden = hp::scope::isolated({{"c", 3}});
    CHECK_EQ(hp::get("a"_hp, 0), 0);
    CHECK_EQ(hp::get("c", 0), 3);
    hp::put("d", 4.5f);
    hp::remove("c");
    CHECK_EQ(hp::get("c", 0), 0);
    CHECK_EQ(hp::get("d", 0.0f), 4.5f);
  }
  CHECK_EQ(hp::get("a"_hp, 0), 1);
  bool refused = false;
  try {
    hp::scope bad{{"a", 2}, {std::string_view("x\0y", 3), 1}};
  } catch (const hp::error &error) {
    refused = error.status() == HP_E_INVALID_KEY;
  }
  CHECK(refused);
  CHECK_EQ(hp::get("a"_hp, 0), 1);
  refused = false;
  try {
    hp::scope bad{{"a", ~uint64_t{0}}};
  } catch (const hp::error &) {
    refused = true;
  }
  CHECK(refused);
  // Forgotten inner scopes are closed first, and reported.
  hp::scope first{{"a", 10}};
  hp::scope second{{"a", 20}};
  CHECK_EQ(first.close(), HP_E_STATE);
  CHECK_EQ(hp::get("a"_hp, 0), 1);
  CHECK_EQ(second.close(), HP_E_STATE);
  CHECK_EQ(hp::get("a"_hp, 0), 1);
}

int main() {
  objects();
  guards();
  today();
  return check::result("original_test");
}
