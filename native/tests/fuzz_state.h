// What one run of the fuzzer works on: the input, the library's objects, and the model of them.
#pragma once

#include "fuzz_forms.h"

namespace model {

constexpr int kKeys = 48;
constexpr unsigned kObjects = 3;

struct Input {
  const uint8_t *at;
  const uint8_t *end;
  unsigned next(unsigned below) { return at == end ? 0 : *at++ % below; }
};

struct State {
  explicit State(Input input) : in(input) {
    for (Object &object : objects) object.storage = param_scope_create();
    context = hp_context_create(0);
    hp_context_bind(context);
  }
  ~State() {
    MUST(hp_context_bind(0) == context);
    hp_context_destroy(context);
    for (Object &object : objects) param_scope_destroy(object.storage);
    hp_set_frozen(0);
  }
  State(const State &) = delete;
  State &operator=(const State &) = delete;

  Object &any_object() { return objects[in.next(kObjects)]; }

  /// A value, of a plain kind or (objects) a handle id, or a tombstone.
  Value any_value(bool objects) {
    const int64_t number = in.next(250);
    switch (in.next(objects ? 8 : 7)) {
      case 0: case 1: return {HP_LONG, number};
      case 2: return {HP_DOUBLE, number};
      case 3: return {HP_BOOLEAN, number % 2};
      case 4: return {HP_TEXT, number % static_cast<int64_t>(model::text_cases().size())};
      case 5: return {HP_NULL, 0};
      case 6: return {HP_TOMBSTONE, 0};
      default: return {HP_OBJECT, next_id++};
    }
  }

  /// The context owns these objects now.
  void give(const Values &values) {
    for (const auto &entry : values)
      if (entry.second.kind == HP_OBJECT)
        given.insert(static_cast<uint64_t>(entry.second.number));
  }

  /// Everything visible and the tombstones, in the library's order.
  std::vector<std::pair<int, Value>> listed() {
    MUST(hp_context_list(context) == static_cast<int64_t>(hp_current()->changes_count));
    std::vector<std::pair<int, Value>> order;
    for (uint64_t i = 0; i < hp_current()->changes_count; ++i)
      order.emplace_back(number_of(hp_current()->changes[i]), value_of(hp_current()->changes[i]));
    return order;
  }

  Values there() const {
    Values values;
    for (const auto &entry : model.visible())
      if (entry.second.is_there()) values.insert(entry);
    return values;
  }

  Input in;
  Object objects[kObjects];
  hp_handle context = 0;
  Context model;
  std::vector<hp_level> stale;  // guards whose levels were left by others
  std::set<uint64_t> given;     // objects that the context took over
  std::set<uint64_t> released;  // those of them that it let go of
  int64_t next_id = 1;
};

}  // namespace model
