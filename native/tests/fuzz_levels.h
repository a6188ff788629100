// Levels: opened by an object, a guard, a handle or hp_init, and closed in any order.
#pragma once

#include "fuzz_pending.h"

namespace model {

class Levels {
 public:
  Levels(State &state, Pending &pending) : s(state), pending_(pending) {}

  void enter_object(Object &object) {
    if (s.in.next(2) == 0 && !object.open) {
      param_scope_enter(object.storage);
    } else {
      MUST(hp_scope_enter(object.storage) == (object.open ? HP_E_STATE : HP_OK));
    }
    if (object.open) return;
    object.open = true;
    Level level{Opened::by_object, {}, {}, {}, &object, {}};
    s.model.open(level, object.values, object.isolating);
  }

  void open_guard() {
    std::vector<Key> keys;
    Values values;
    const unsigned count = s.in.next(4);
    for (unsigned i = 0; i < count; ++i) {
      const int number = static_cast<int>(s.in.next(kKeys));
      keys.emplace_back(number);
      values[number] = s.any_value(false);
    }
    hp_pair pairs[4] = {};
    for (unsigned i = 0; i < count; ++i) {
      const Value value = values[Key::number_of(keys[i].text.c_str())];
      pairs[i] = {keys[i].text.data(), keys[i].text.size(),    keys[i].hash,
                  bits_of_value(value), length_of_value(value), value.kind, 0};
    }
    const bool isolating = s.in.next(8) == 0;
    Level level{Opened::by_guard, {}, {}, {}, nullptr, {}};
    if (s.in.next(8) == 0) {  // one that fails leaves nothing behind
      pairs[count].key = nullptr;
      MUST(hp_level_open(pairs, count + 1, isolating, &level.guard) == HP_E_INVALID_KEY);
      return;
    }
    MUST(hp_level_open(pairs, count, isolating, &level.guard) == HP_OK);
    s.model.open(level, values, isolating);
  }

  void enter_by_handle() {
    Values values;
    const unsigned count = s.in.next(4);
    for (unsigned i = 0; i < count; ++i)
      values[static_cast<int>(s.in.next(kKeys))] = s.any_value(true);
    Level level{Opened::by_handle, {}, {}, {}, nullptr, {}};
    if (s.in.next(4) != 0 && (level.serial = pending_.open(values)) != 0) {
      s.model.open(level, values, false);
      return;
    }
    if (values.size() == 1 && values.begin()->second.kind != HP_TEXT) {
      const Value value = values.begin()->second;
      const Key key(values.begin()->first);
      MUST(hp_context_enter_one(s.context, key.hash, known_key(s.context, key), value.kind,
                                bits_of_value(value)) == HP_OK);
      s.give(values);
      s.model.open(level, values, false);
      return;
    }
    Entries entries(s.context);
    for (const auto &entry : values)
      entries.add(Key(entry.first), entry.second, s.in.next(2) == 0);
    const bool isolating = s.in.next(8) == 0;
    if (s.in.next(8) == 0) {  // one that fails leaves nothing behind
      entries.add(Key(0), {99, 0}, true);
      MUST(hp_context_enter(s.context, entries.data(), entries.size(), isolating) == HP_E_ARGUMENT);
      return;
    }
    MUST(hp_context_enter(s.context, entries.data(), entries.size(), isolating) == HP_OK);
    entries.check_references();
    s.give(values);
    s.model.open(level, values, isolating);
  }

  void init() {
    Object &object = s.any_object();
    const bool with_values = s.in.next(2) == 0;
    MUST(hp_init(with_values ? object.storage : nullptr) == HP_OK);
    const Level level{Opened::by_init, {}, {}, {}, nullptr, {}};
    s.model.open(level, with_values ? object.values : Values{}, with_values && object.isolating);
  }

  // Whatever was opened inside is closed with it.
  void close(size_t index) {
    Level &level = s.model.levels[index];
    const bool forgotten = index + 1 != s.model.levels.size();
    if (!forgotten && pending_.levels() != 0 && s.in.next(8) != 0) {
      pending_.leave();
      close_innermost(true);
      return;
    }
    if (level.opened == Opened::by_handle && s.in.next(4) == 0) {
      const hp_status merged = hp_context_merge(s.context, level.serial);
      MUST(merged == (forgotten || hides(level) ? HP_E_STATE : HP_OK));
      if (merged == HP_OK) s.model.merge();
      return;
    }
    if (level.opened == Opened::by_handle || level.opened == Opened::by_init) {
      exit_by_handle(index, s.in.next(2) == 0);
      return;
    }
    if (level.opened == Opened::by_object && !forgotten && s.in.next(2) == 0)
      param_scope_exit(level.object->storage);
    else
      MUST((level.opened == Opened::by_guard ? hp_level_close(&level.guard)
                                             : hp_scope_exit(level.object->storage)) ==
           (forgotten ? HP_E_STATE : HP_OK));
    close_in_model(index, level.opened == Opened::by_guard);
  }

  void exit_by_handle(size_t index, bool collect) {
    while (s.model.levels.size() > index + 1) close_innermost(true);
    const Values changes = s.model.levels.back().changes;
    const uint64_t serial = s.model.levels.back().serial;
    const int64_t count = s.in.next(2) == 0 ? hp_context_exit(s.context, index, collect ? 1 : 0)
                                            : hp_context_leave(s.context, serial, collect ? 1 : 0);
    MUST(count == (collect ? static_cast<int64_t>(changes.size()) : 0));
    if (collect) MUST(reported() == changes);
    MUST(hp_context_leave(s.context, serial, 0) == -int64_t{HP_E_STATE});
    if (collect) MUST(hp_current()->changes_count == 0 || reported() == changes);
    close_innermost(true);
    if (index == 0) MUST(hp_context_exit(s.context, 0, 0) == -int64_t{HP_E_STATE});
  }

 private:
  void close_in_model(size_t index, bool guard_is_closed) {
    while (s.model.levels.size() > index)
      close_innermost(!(guard_is_closed && s.model.levels.size() == index + 1));
  }
  void close_innermost(bool check_guard) {
    Level ended = s.model.close();
    if (ended.opened == Opened::by_guard && check_guard) s.stale.push_back(ended.guard);
  }

  static bool hides(const Level &level) { return !level.hidden.empty(); }

  /// What the last call listed, each key once.
  Values reported() {
    const hp_context_layout *head = hp_current();
    Values values;
    for (uint64_t i = 0; i < head->changes_count; ++i)
      MUST(values.emplace(number_of(head->changes[i]), value_of(head->changes[i])).second);
    return values;
  }

  State &s;
  Pending &pending_;
};

}  // namespace model
