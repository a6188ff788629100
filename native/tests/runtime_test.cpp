// A runtime with threads of its own: what it is asked and told.
#include <stdlib.h>
#include <string.h>

#include <string>
#include <thread>
#include <vector>

#include "check.h"
#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

namespace {

hp_handle context = 0;
std::vector<uint64_t> its_levels;  // serials, outermost first
bool closes = true;
std::vector<std::string> told;
int32_t answer = HP_READ_VALUE;
hp_status freezing = HP_NOT_MINE;

uint64_t current(int *cacheable) {
  *cacheable = 0;
  return context;
}

void leave_inside(hp_handle of, uint64_t serial) {
  told.push_back("leave inside");
  CHECK_EQ(of, context);
  while (closes && !its_levels.empty() && its_levels.back() > serial) {
    CHECK(hp_context_leave(of, its_levels.back(), 1) >= 0);
    its_levels.pop_back();
  }
}

hp_status freeze() { return freezing; }

int32_t read(hp_foreign_read *question) {
  told.push_back(std::string(question->key, question->key_length) + " as " +
                 std::to_string(question->wanted) + (question->message == nullptr ? "?" : "!"));
  if (question->message != nullptr) return HP_READ_WRONG;
  // It may write to the context it is asked about.
  for (int i = 0; i < 100; ++i) hp::put("grown." + std::to_string(i), i);
  if (question->wanted == HP_TEXT) {
    question->text = strdup("computed");
    question->text_length = 8;
  }
  question->bits = 42;
  if (question->wanted == HP_DOUBLE) {
    const double value = 0.5;
    memcpy(&question->bits, &value, sizeof value);
  }
  if (answer == HP_READ_WRONG) strcpy(question->error, "the supplier said no");
  return answer;
}

const hp_runtime runtime{sizeof(hp_runtime), current, leave_inside, freeze, read};

uint64_t enter(const char *name, int64_t value) {
  const uint64_t hash = hp_hash(name, strlen(name));
  hp_entry entry{hash, static_cast<uint64_t>(value), 0, name, static_cast<uint32_t>(strlen(name)), 0,
                 HP_LONG, 0};
  CHECK_EQ(hp_context_enter(context, &entry, 1, 0), HP_OK);
  its_levels.push_back(hp_current()->level_serial);
  return its_levels.back();
}

void leave() {
  CHECK(hp_context_leave(context, its_levels.back(), 0) >= 0);
  its_levels.pop_back();
}

void levels_of_both_end_one_by_one() {
  {
    auto guard = WITH_PARAMS(a, 10);
    enter("b", 1);
    CHECK_EQ(GET_PARAM(a, 0), 10);
    leave();
    CHECK_EQ(GET_PARAM(a, 0), 10);
    CHECK_EQ(GET_PARAM(b, 0), 0);
    CHECK_EQ(guard.close(), HP_OK);
  }
  CHECK_EQ(hp_current()->depth, uint64_t{0});
  CHECK_EQ(hp_current()->level_serial, uint64_t{0});
  CHECK(told.empty());
}

void it_is_told_before_its_levels_are_closed() {
  for (bool close : {true, false}) {
    closes = close;
    auto guard = WITH_PARAMS(a, 10);
    const uint64_t inner = enter("b", 1);
    auto between = WITH_PARAMS(a, 11);
    const uint64_t innermost = enter("c", 1);
    told.clear();
    CHECK_EQ(guard.close(), HP_E_STATE);
    CHECK_EQ(told.size(), size_t{1});
    CHECK_EQ(hp_current()->depth, uint64_t{0});
    CHECK_EQ(its_levels.empty(), close);
    its_levels.clear();
    CHECK_EQ(hp_context_leave(context, inner, 0), -int64_t{HP_E_STATE});
    CHECK_EQ(hp_context_leave(context, innermost, 0), -int64_t{HP_E_STATE});
    CHECK_EQ(GET_PARAM(a, 0), 0);
  }
  closes = true;
  Storage *scope = param_scope_create();
  param_scope_enter(scope);
  enter("b", 1);
  told.clear();
  CHECK_EQ(hp_scope_exit(scope), HP_E_STATE);
  CHECK_EQ(told.size(), size_t{1});
  CHECK(its_levels.empty());
  param_scope_destroy(scope);
  // What C++ forgot inside is nothing it has to know.
  {
    auto guard = WITH_PARAMS(a, 10);
    hp_level open;
    CHECK_EQ(hp_level_open(nullptr, 0, 0, &open), HP_OK);
    told.clear();
    CHECK_EQ(guard.close(), HP_E_STATE);
    CHECK(told.empty());
  }
}

void what_kernels_init_stays() {
  CHECK_EQ(hp_init(nullptr), HP_OK);
  hp::put("kept", 5);
  enter("b", 1);
  leave();
  CHECK_EQ(GET_PARAM(kept, 0), 5);
  CHECK_EQ(hp_context_exit(context, 0, 0), int64_t{0});
}

void it_computes_its_values() {
  const uint64_t hash = hp_hash("lazy", 4);
  CHECK_EQ(hp_context_put(context, hash, hp_context_key(context, hash, "lazy", 4), HP_OBJECT, 7),
           HP_OK);
  told.clear();
  const uint64_t before = hp_misread_count();
  CHECK_EQ(GET_PARAM(lazy, 1), 42);
  CHECK_EQ(GET_PARAM(lazy, 1.0), 0.5);
  CHECK_EQ(GET_PARAM(lazy, "").str(), "computed");
  CHECK_EQ(told.size(), size_t{3});
  int64_t required = 0;
  CHECK_EQ(hp_scope_read_i64(hp_current_scope(), "lazy", 4, &required), HP_OK);
  CHECK_EQ(required, int64_t{42});
  answer = HP_READ_NULL;
  CHECK_EQ(GET_PARAM(lazy, 1), 1);
  CHECK_EQ(hp_misread_count(), before);
  answer = HP_READ_WRONG;
  hp_clear_error();
  CHECK_EQ(GET_PARAM(lazy, 1), 1);
  CHECK_EQ(std::string(hp_last_error()), "the supplier said no");
  CHECK_EQ(hp_misread_count(), before + 1);
  CHECK_EQ(hp_scope_read_i64(hp_current_scope(), "lazy", 4, &required), HP_E_CONVERSION);
  CHECK_EQ(hp_misread_count(), before + 1);
  answer = HP_READ_VALUE;
}

void it_hears_of_defaults_for_wrong_values() {
  auto guard = WITH_PARAMS(word, "fast", big, 300);
  told.clear();
  const uint64_t before = hp_misread_count();
  hp_clear_error();
  CHECK_EQ(GET_PARAM(word, 3), 3);
  CHECK_EQ(std::string(hp_last_error()),
           "the parameter 'word' holds the text 'fast', which is no 64-bit integer");
  CHECK_EQ(GET_PARAM(big, int8_t{4}), 4);
  CHECK_EQ(told.size(), size_t{2});
  CHECK_EQ(told[0], "word as 1!");
  CHECK_EQ(hp_misread_count(), before + 2);
  int64_t required;
  CHECK_EQ(hp_scope_read_i64(hp_current_scope(), "word", 4, &required), HP_E_CONVERSION);
  CHECK_EQ(told.size(), size_t{2});
}

void it_may_freeze() {
  freezing = HP_OK;
  hp::put("frozen", 1);
  CHECK_EQ(hp_freeze(), HP_OK);
  CHECK_EQ(hp_frozen(), hp_handle{0});  // it said it did
  freezing = HP_E_NO_MEMORY;
  CHECK_EQ(hp_freeze(), HP_E_NO_MEMORY);
  CHECK(*hp_last_error() != '\0');
  freezing = HP_NOT_MINE;
  CHECK_EQ(hp_freeze(), HP_OK);
  const hp_handle frozen = hp_frozen();
  CHECK(frozen != 0);
  hp_snapshot_release(frozen);
  hp_set_frozen(0);
}

}  // namespace

int main() {
  context = hp_context_create(0);
  CHECK_EQ(hp_set_runtime(&runtime), HP_OK);
  CHECK_EQ(hp_set_runtime(&runtime), HP_OK);
  const hp_runtime other = runtime;
  CHECK_EQ(hp_set_runtime(&other), HP_E_STATE);
  levels_of_both_end_one_by_one();
  it_is_told_before_its_levels_are_closed();
  what_kernels_init_stays();
  it_computes_its_values();
  it_hears_of_defaults_for_wrong_values();
  it_may_freeze();
  CHECK_EQ(hp_set_runtime(nullptr), HP_OK);
  hp_context_destroy(context);
  return check::result("runtime_test");
}
