// Snapshots and captures: what starts on what a context shows.
#pragma once

#include "fuzz_state.h"

namespace model {

class Snapshots {
 public:
  explicit Snapshots(State &state) : s(state) {}

  void capture() {
    Object &object = s.any_object();
    if (object.open) return;
    param_scope_destroy(object.storage);
    object.storage = hp_capture();
    MUST(object.storage != nullptr);
    object.isolating = false;
    object.values.clear();
    for (const auto &entry : s.model.visible())
      if (!entry.second.is_object()) object.values.insert(entry);
  }

  // A new context over what this one shows, as a bound task or a new thread has it.
  void start_over() {
    if (!s.model.levels.empty()) return;
    const unsigned how = s.in.next(6);
    hp_handle snapshot = 0;
    Values values;
    if (how == 3) {
      Entries entries(s.context);
      add_some(entries, values, nullptr);
      snapshot = hp_snapshot_from_entries(entries.data(), entries.size());
      MUST(snapshot != 0);
    } else if (how >= 4) {
      values = numbered(s.listed());
      int64_t objects = 0;
      for (const auto &entry : values) objects += entry.second.is_object() ? 1 : 0;
      snapshot = hp_snapshot_of(s.context);
      for (unsigned layers = how - 3; layers != 0; --layers) {
        Entries entries(s.context);
        add_some(entries, values, &objects);
        const hp_handle known = snapshot;
        snapshot = hp_snapshot_over(known, entries.data(), entries.size());
        MUST(snapshot != 0);
        hp_snapshot_release(known);
      }
    } else {
      values = numbered(s.listed());
      if (how == 0) {
        snapshot = hp_snapshot_of(s.context);
      } else {
        MUST(hp_freeze() == HP_OK);
        snapshot = hp_frozen();
        if (snapshot != 0) MUST(hp_snapshot_is_shared(snapshot) == 1);
        // A thread without objects of its own keeps the numbers of those it started with.
        if (hp_snapshot_numbered_by(snapshot) != snapshot) values = s.there();
      }
    }
    check_snapshot(snapshot, values);
    if (s.in.next(2) == 0)
      in_another(snapshot);
    else
      in_the_same(snapshot);
    hp_snapshot_release(snapshot);
    s.model.start_over(values);
  }

 private:
  void in_another(hp_handle snapshot) {
    const hp_handle next = hp_context_create(snapshot);
    MUST(hp_context_bind(next) == s.context);
    hp_context_destroy(s.context);
    s.context = next;
    s.released.clear();
    s.given.clear();
  }

  // What it owned it lets go of, and what C++ sees is where Java would write it.
  void in_the_same(hp_handle snapshot) {
    const uint64_t generation = hp_current()->key_generation;
    MUST(hp_context_restart(s.context, snapshot) == HP_OK);
    MUST(hp_current()->key_generation != generation);
    MUST(*reinterpret_cast<const hp_handle *>(static_cast<uintptr_t>(hp_current_place())) ==
         s.context);
    if (hp_snapshot_slots(snapshot) != nullptr)
      MUST(hp_current()->slots == hp_snapshot_slots(snapshot));
  }

  // `objects`: how many there are already; null where there must be none.
  void add_some(Entries &entries, Values &values, int64_t *objects) {
    for (unsigned i = s.in.next(4); i != 0; --i) {
      const int number = static_cast<int>(s.in.next(kKeys));
      Value value = s.any_value(objects != nullptr);
      entries.add(Key(number), value, true);
      if (value.is_object()) value = {HP_BASE_OBJECT, (*objects)++};
      if (value.kind != HP_TOMBSTONE) values[number] = value;
    }
  }

  // Objects are numbered in the order in which the context lists them.
  Values numbered(const std::vector<std::pair<int, Value>> &order) {
    Values values;
    int64_t objects = 0;
    for (const auto &entry : order) {
      if (entry.second.kind == HP_TOMBSTONE) continue;
      values[entry.first] =
          entry.second.is_object() ? Value{HP_BASE_OBJECT, objects++} : entry.second;
    }
    return values;
  }

  static void check_snapshot(hp_handle snapshot, const Values &values) {
    MUST((hp_snapshot_slots(snapshot) == nullptr) == values.empty());
    std::vector<hp_entry> entries(hp_snapshot_entries(snapshot, nullptr, 0));
    MUST(hp_snapshot_entries(snapshot, entries.data(), entries.size()) == entries.size());
    uint64_t texts = 0;
    for (const hp_entry &entry : entries) texts += entry.kind == HP_TEXT ? entry.text_length : 0;
    MUST(hp_snapshot_bytes(snapshot) >= texts + 20 * entries.size());
    MUST(hp_snapshot_own_bytes(snapshot) <= hp_snapshot_bytes(snapshot));
    Values found;
    for (const hp_entry &entry : entries)
      MUST(found.emplace(number_of(entry), value_of(entry)).second);
    MUST(found == values);
  }

  State &s;
};

}  // namespace model
