// Everything the library shows, compared with the model.
#pragma once

#include "fuzz_checks.h"
#include "fuzz_state.h"

namespace model {

class Compare {
 public:
  explicit Compare(State &state) : s(state) {}

  /// `whole`: also by what takes pending levels on the books.
  void check_key(int number, bool whole) {
    const Key key(number);
    const Value wanted = s.model.get(number);
    check_value(hp_current_scope(), key, wanted);
    check_typed(key, wanted);
    const hp_slot *slot = hp_context_slot(s.context, key.hash);
    MUST(slot != nullptr || wanted.kind == HP_ABSENT);
    if (slot != nullptr && (slot->word & HP_WORD_KIND_MASK) != HP_REF)
      MUST((slot->word & HP_WORD_KIND_MASK) == wanted.kind);
    const uint64_t misreads = hp_misread_count();
    int64_t number_read = -5;
    const int32_t outcome = wanted.read(&number_read);
    hp_get_i64(key.hash, -5);
    MUST(hp_misread_count() == misreads + (outcome == HP_READ_WRONG ? 1 : 0));
    if (whole) {
      MUST(hp_context_level_of(s.context, key.hash) == s.model.level_of(number));
      check_history(number, key.hash);
    }
    for (Object &object : s.objects) {
      const auto own = object.values.find(number);
      if (object.open || (own == object.values.end() && !object.isolating))
        check_value(object.storage, key, wanted);
      else
        check_value(object.storage, key, own == object.values.end() ? Value{} : own->second);
    }
  }

  void check_all() {
    Values listed_values, there;
    hp_list *list = hp_scope_list(hp_current_scope());
    MUST(list != nullptr);
    for (size_t i = 0; i < hp_list_size(list); ++i) {
      hp_value value;
      const char *name = hp_list_at(list, i, nullptr, &value);
      MUST(listed_values.emplace(Key::number_of(name), value_of(value)).second);
    }
    hp_list_free(list);
    Values by_handle;
    for (const auto &entry : s.listed())
      if (entry.second.is_there()) MUST(by_handle.insert(entry).second);
    for (const auto &entry : s.model.visible())
      if (entry.second.is_there()) there.insert(entry);
    MUST(by_handle == there);
    for (auto &entry : there) entry.second = as_told(entry.second);
    MUST(listed_values == there);
    MUST(hp_current()->depth == s.model.levels.size());
    MUST(hp_current()->level_serial == (s.model.levels.empty() ? 0 : s.model.levels.back().serial));
    for (hp_level &guard : s.stale) MUST(hp_level_close(&guard) == HP_E_STATE);
    s.stale.clear();
    // Without its context the thread sees another one.
    MUST(hp_context_bind(0) == s.context && bits_of(hp_current()) != s.context);
    MUST(hp_context_bind(s.context) == 0 && bits_of(hp_current()) == s.context);
    for (size_t depth = 0; depth <= s.model.levels.size(); ++depth) check_inside(depth);
    MUST(hp_context_steady_level(s.context) == -1);  // so little is visible
    check_released();
    check_table(hp_current());
  }

 private:
  /// What the levels inside of one wrote, and what is there without them.
  void check_inside(size_t depth) {
    const auto &levels = s.model.levels;
    const uint64_t serial = depth == 0 ? 0 : levels[depth - 1].serial;
    Values inside;
    for (size_t level = depth; level < levels.size(); ++level) {
      for (const auto &entry : levels[level].changes) inside[entry.first] = s.model.get(entry.first);
      for (const int number : levels[level].hidden) inside[number] = s.model.get(number);
    }
    MUST(hp_context_list_inside(s.context, serial) == static_cast<int64_t>(inside.size()));
    MUST(told() == inside);
    MUST(hp_context_list_outside(s.context, serial) >= 0);
    MUST(told() == (depth == levels.size() ? s.model.visible() : levels[depth].before));
  }

  /// What was collected.
  Values told() const {
    Values values;
    for (uint64_t i = 0; i < hp_current()->changes_count; ++i) {
      const hp_entry &entry = hp_current()->changes[i];
      MUST(values.emplace(number_of(entry), value_of(entry)).second);
    }
    return values;
  }

  /// Each level that wrote the key, innermost first, then the base and the snapshot once at most.
  void check_history(int number, uint64_t hash) {
    const int64_t count = hp_context_history(s.context, hash);
    MUST(count >= 0);
    const hp_entry *told = hp_current()->changes;
    int64_t i = 0;
    const auto &levels = s.model.levels;
    for (size_t level = levels.size(); level != 0; --level) {
      const auto changed = levels[level - 1].changes.find(number);
      const bool is_changed = changed != levels[level - 1].changes.end();
      if (!is_changed && levels[level - 1].hidden.count(number) == 0) continue;
      MUST(i < count && told[i].hash == levels[level - 1].serial);
      MUST((told[i].kind == HP_TOMBSTONE) == (!is_changed || !changed->second.is_there()));
      ++i;
    }
    if (i < count && told[i].hash == 0) ++i;
    if (i < count && told[i].hash == HP_IN_SNAPSHOT) ++i;
    MUST(i == count);
  }

  /// No object is let go of twice, nor while a value has it, nor before it was given.
  void check_released() {
    hp_context_layout *head = const_cast<hp_context_layout *>(hp_current());
    for (uint64_t i = 0; i < head->released_count; ++i) {
      MUST(s.given.count(head->released[i]) != 0);
      MUST(s.released.insert(head->released[i]).second);
    }
    head->released_count = 0;
    for (const auto &entry : s.model.visible())
      if (entry.second.kind == HP_OBJECT)
        MUST(s.released.count(static_cast<uint64_t>(entry.second.number)) == 0);
  }

  State &s;
};

}  // namespace model
