// Mirrors every operation of the C functions into a model made of std::map (fuzz_model.h).
//
// With a fuzzer: -fsanitize=fuzzer -DHP_FUZZER. Without one this is a program:
//   fuzz FILE...              replays inputs
//   fuzz --seed FIRST COUNT   that many random inputs, the same ones each time
//
// fuzz_covers.cmake checks that no exported function is left out.
#include <fstream>
#include <iterator>
#include <random>

#include "fuzz_checks.h"

namespace {

using namespace model;

constexpr int kKeys = 48;
constexpr unsigned kObjects = 3;

struct Input {
  const uint8_t *at;
  const uint8_t *end;
  unsigned next(unsigned below) { return at == end ? 0 : *at++ % below; }
};

class Run {
 public:
  explicit Run(Input input) : in_(input) {
    for (Object &object : objects_) object.storage = param_scope_create();
    context_ = hp_context_create(0);
    hp_context_bind(context_);
  }
  ~Run() {
    MUST(hp_context_bind(0) == context_);
    hp_context_destroy(context_);
    for (Object &object : objects_) param_scope_destroy(object.storage);
    hp_set_frozen(0);
  }

  void run() {
    while (in_.at != in_.end) {
      step();
      check_key(static_cast<int>(in_.next(kKeys)));
      if (++steps_ % 16 == 0) check_all();
    }
    // Levels of hp_init last as long as the thread; leaving by handle ends them, too.
    if (!model_.levels.empty()) exit_by_handle(0, true);
    check_all();
    // Once no value is left, every object has been let go of.
    for (int number = 0; number < kKeys; ++number) {
      const Key key(number);
      MUST(hp_scope_put_i64(hp_current_scope(), key.text.data(), key.text.size(), 0) == HP_OK);
      model_.write(number, {HP_LONG, 0});
    }
    check_all();
    MUST(released_ == given_);
  }

 private:
  void step() {
    switch (in_.next(16)) {
      case 0: case 1: case 2: put_into_scope(hp_current_scope(), nullptr); break;
      case 3: case 4: {
        Object &object = any_object();
        put_into_scope(object.storage, object.open ? nullptr : &object.values);
        break;
      }
      case 5: put_by_handle(); break;
      case 6: put_pair(); break;
      case 7: enter_object(any_object()); break;
      case 8: open_guard(); break;
      case 9: enter_by_handle(); break;
      case 10: if (!model_.levels.empty()) close(model_.levels.size() - 1); break;
      case 11:
        if (!model_.levels.empty()) close(in_.next(static_cast<unsigned>(model_.levels.size())));
        break;
      case 12: clear(); break;
      case 13: start_over(); break;
      case 14:
        if (in_.next(2) == 0) init();
        else capture();
        break;
      case 15:
        for (int i = 0; i < 60; ++i) check_key(i % kKeys);
        break;
    }
  }

  Object &any_object() { return objects_[in_.next(kObjects)]; }

  /// A value, of a plain kind or (objects) a handle id, or a tombstone.
  Value any_value(bool objects) {
    const int64_t number = in_.next(250);
    switch (in_.next(objects ? 8 : 7)) {
      case 0: case 1: return {HP_LONG, number};
      case 2: return {HP_DOUBLE, number};
      case 3: return {HP_BOOLEAN, number % 2};
      case 4: return {HP_TEXT, number % static_cast<int64_t>(model::text_cases().size())};
      case 5: return {HP_NULL, 0};
      case 6: return {HP_TOMBSTONE, 0};
      default: return {HP_OBJECT, next_id_++};
    }
  }

  // ---- writes ----

  void put_into_scope(Storage *scope, Values *own) {
    const int number = static_cast<int>(in_.next(kKeys));
    const Key key(number);
    const Value value = any_value(false);
    const char *k = key.text.data();
    const size_t n = key.text.size();
    // Each kind by the function of the original or by the one with lengths.
    const bool original = in_.next(2) == 0 && scope != hp_current_scope();
    switch (value.kind) {
      case HP_LONG:
        if (original) param_scope_put_i64(scope, k, value.number);
        else MUST(hp_scope_put_i64(scope, k, n, value.number) == HP_OK);
        break;
      case HP_DOUBLE:
        if (original) param_scope_put_f64(scope, k, value.as_stored_double());
        else MUST(hp_scope_put_f64(scope, k, n, value.as_stored_double()) == HP_OK);
        break;
      case HP_BOOLEAN:
        if (original) param_scope_put_bool(scope, k, value.number != 0);
        else MUST(hp_scope_put_bool(scope, k, n, value.number != 0) == HP_OK);
        break;
      case HP_TEXT: {
        const char *text = value.text_case().text;
        if (original) param_scope_put_str(scope, k, text);
        else MUST(hp_scope_put_text(scope, k, n, text, std::strlen(text)) == HP_OK);
        break;
      }
      case HP_NULL: MUST(hp_scope_put_null(scope, k, n) == HP_OK); break;
      default: MUST(hp_scope_remove(scope, k, n) == HP_OK); break;
    }
    if (own == nullptr) model_.write(number, value);
    else (*own)[number] = value;
  }

  void put_pair() {
    const int number = static_cast<int>(in_.next(kKeys));
    const Key key(number);
    const Value value = any_value(false);
    const hp_pair pair{key.text.data(),        key.text.size(), key.hash, bits_of_value(value),
                       length_of_value(value), value.kind,      0};
    MUST(hp_put(&pair) == HP_OK);
    model_.write(number, value);
  }

  void put_by_handle() {
    const int number = static_cast<int>(in_.next(kKeys));
    const Key key(number);
    const Value value = any_value(true);
    if (in_.next(3) == 0) {
      Entries entries(context_);
      entries.add(key, value, in_.next(2) == 0);
      MUST(hp_context_put_entry(context_, entries.data()) == HP_OK);
      entries.check_references();
    } else {
      const uint32_t ref = known_key(context_, key);
      if (value.kind == HP_TEXT)
        MUST(hp_context_put_text(context_, key.hash, ref, value.text_case().text,
                                 length_of_value(value)) == HP_OK);
      else if (value.kind == HP_TOMBSTONE)
        MUST(hp_context_remove(context_, key.hash, ref) == HP_OK);
      else
        MUST(hp_context_put(context_, key.hash, ref, value.kind, bits_of_value(value)) == HP_OK);
    }
    give({{number, value}});
    model_.write(number, value);
  }

  /// The context owns these objects now.
  void give(const Values &values) {
    for (const auto &entry : values)
      if (entry.second.kind == HP_OBJECT)
        given_.insert(static_cast<uint64_t>(entry.second.number));
  }

  void clear() {
    Object &object = any_object();
    switch (object.open ? 0 : in_.next(3)) {
      case 0:
        MUST(hp_scope_clear(object.open ? object.storage : hp_current_scope()) == HP_OK);
        model_.hide_all();
        break;
      case 1:
        MUST(hp_context_clear(context_) == HP_OK);
        model_.hide_all();
        break;
      default:
        MUST(hp_scope_clear(object.storage) == HP_OK);
        object.values.clear();
        object.isolating = true;
    }
  }

  // ---- levels ----

  void enter_object(Object &object) {
    if (in_.next(2) == 0 && !object.open) {
      param_scope_enter(object.storage);
    } else {
      MUST(hp_scope_enter(object.storage) == (object.open ? HP_E_STATE : HP_OK));
    }
    if (object.open) return;
    object.open = true;
    Level level{Opened::by_object, {}, {}, {}, &object, {}};
    model_.open(level, object.values, object.isolating);
  }

  void open_guard() {
    std::vector<Key> keys;
    Values values;
    const unsigned count = in_.next(4);
    for (unsigned i = 0; i < count; ++i) {
      const int number = static_cast<int>(in_.next(kKeys));
      keys.emplace_back(number);
      values[number] = any_value(false);
    }
    hp_pair pairs[4] = {};
    for (unsigned i = 0; i < count; ++i) {
      const Value value = values[Key::number_of(keys[i].text.c_str())];
      pairs[i] = {keys[i].text.data(), keys[i].text.size(),    keys[i].hash,
                  bits_of_value(value), length_of_value(value), value.kind, 0};
    }
    const bool isolating = in_.next(8) == 0;
    Level level{Opened::by_guard, {}, {}, {}, nullptr, {}};
    if (in_.next(8) == 0) {  // one that fails leaves nothing behind
      pairs[count].key = nullptr;
      MUST(hp_level_open(pairs, count + 1, isolating, &level.guard) == HP_E_INVALID_KEY);
      return;
    }
    MUST(hp_level_open(pairs, count, isolating, &level.guard) == HP_OK);
    model_.open(level, values, isolating);
  }

  void enter_by_handle() {
    Values values;
    const unsigned count = in_.next(4);
    for (unsigned i = 0; i < count; ++i)
      values[static_cast<int>(in_.next(kKeys))] = any_value(true);
    const Level level{Opened::by_handle, {}, {}, {}, nullptr, {}};
    if (values.size() == 1 && values.begin()->second.kind != HP_TEXT) {
      const Value value = values.begin()->second;
      const Key key(values.begin()->first);
      MUST(hp_context_enter_one(context_, key.hash, known_key(context_, key), value.kind,
                                bits_of_value(value)) == HP_OK);
      give(values);
      model_.open(level, values, false);
      return;
    }
    Entries entries(context_);
    for (const auto &entry : values)
      entries.add(Key(entry.first), entry.second, in_.next(2) == 0);
    const bool isolating = in_.next(8) == 0;
    if (in_.next(8) == 0) {  // one that fails leaves nothing behind
      entries.add(Key(0), {99, 0}, true);
      MUST(hp_context_enter(context_, entries.data(), entries.size(), isolating) == HP_E_ARGUMENT);
      return;
    }
    MUST(hp_context_enter(context_, entries.data(), entries.size(), isolating) == HP_OK);
    entries.check_references();
    give(values);
    model_.open(level, values, isolating);
  }

  void init() {
    Object &object = any_object();
    const bool with_values = in_.next(2) == 0;
    MUST(hp_init(with_values ? object.storage : nullptr) == HP_OK);
    const Level level{Opened::by_init, {}, {}, {}, nullptr, {}};
    model_.open(level, with_values ? object.values : Values{}, with_values && object.isolating);
  }

  // Whatever was opened inside is closed with it.
  void close(size_t index) {
    Level &level = model_.levels[index];
    const bool forgotten = index + 1 != model_.levels.size();
    if (level.opened == Opened::by_handle || level.opened == Opened::by_init) {
      exit_by_handle(index, in_.next(2) == 0);
      return;
    }
    if (level.opened == Opened::by_object && !forgotten && in_.next(2) == 0)
      param_scope_exit(level.object->storage);
    else
      MUST((level.opened == Opened::by_guard ? hp_level_close(&level.guard)
                                             : hp_scope_exit(level.object->storage)) ==
           (forgotten ? HP_E_STATE : HP_OK));
    close_in_model(index, level.opened == Opened::by_guard);
  }

  void exit_by_handle(size_t index, bool collect) {
    while (model_.levels.size() > index + 1) close_innermost(true);
    const Values changes = model_.levels.back().changes;
    const int64_t count = hp_context_exit(context_, index, collect ? 1 : 0);
    MUST(count == (collect ? static_cast<int64_t>(changes.size()) : 0));
    if (collect) MUST(reported() == changes);
    close_innermost(true);
    if (index == 0) MUST(hp_context_exit(context_, 0, 0) == -int64_t{HP_E_STATE});
  }

  void close_in_model(size_t index, bool guard_is_closed) {
    while (model_.levels.size() > index)
      close_innermost(!(guard_is_closed && model_.levels.size() == index + 1));
  }
  void close_innermost(bool check_guard) {
    Level ended = model_.close();
    if (ended.opened == Opened::by_guard && check_guard) stale_.push_back(ended.guard);
  }

  // ---- snapshots ----

  void capture() {
    Object &object = any_object();
    if (object.open) return;
    param_scope_destroy(object.storage);
    object.storage = hp_capture();
    MUST(object.storage != nullptr);
    object.isolating = false;
    object.values.clear();
    for (const auto &entry : model_.visible())
      if (!entry.second.is_object()) object.values.insert(entry);
  }

  // A new context over what this one shows, as a bound task or a new thread has it.
  void start_over() {
    if (!model_.levels.empty()) return;
    const unsigned how = in_.next(4);
    hp_handle snapshot = 0;
    Values values;
    if (how == 3) {
      Entries entries(context_);
      for (unsigned i = in_.next(4); i != 0; --i) {
        const int number = static_cast<int>(in_.next(kKeys));
        const Value value = any_value(false);
        entries.add(Key(number), value, true);
        if (value.kind != HP_TOMBSTONE) values[number] = value;
      }
      snapshot = hp_snapshot_from_entries(entries.data(), entries.size());
      MUST(snapshot != 0);
    } else {
      values = numbered(listed());
      if (how == 0) {
        snapshot = hp_snapshot_of(context_);
      } else {
        MUST((how == 1 ? hp_context_freeze(context_) : hp_freeze()) == HP_OK);
        snapshot = hp_frozen();
      }
    }
    check_snapshot(snapshot, values);
    const hp_handle next = hp_context_create(snapshot);
    hp_snapshot_release(snapshot);
    MUST(hp_context_bind(next) == context_);
    hp_context_destroy(context_);
    context_ = next;
    released_.clear();
    given_.clear();
    model_.start_over(values);
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
    std::vector<hp_entry> entries(hp_snapshot_entries(snapshot, nullptr, 0));
    MUST(hp_snapshot_entries(snapshot, entries.data(), entries.size()) == entries.size());
    Values found;
    for (const hp_entry &entry : entries)
      MUST(found.emplace(number_of(entry), value_of(entry)).second);
    MUST(found == values);
    hp_snapshot_retain(snapshot);
    hp_snapshot_release(snapshot);
  }

  // ---- checks ----

  /// What the last call listed, each key once.
  Values reported() {
    const hp_context_layout *head = hp_current();
    Values values;
    for (uint64_t i = 0; i < head->changes_count; ++i)
      MUST(values.emplace(number_of(head->changes[i]), value_of(head->changes[i])).second);
    return values;
  }
  std::vector<std::pair<int, Value>> listed() {
    MUST(hp_context_list(context_) == static_cast<int64_t>(hp_current()->changes_count));
    std::vector<std::pair<int, Value>> order;
    for (uint64_t i = 0; i < hp_current()->changes_count; ++i)
      order.emplace_back(number_of(hp_current()->changes[i]), value_of(hp_current()->changes[i]));
    return order;
  }

  void check_key(int number) {
    const Key key(number);
    const Value wanted = model_.get(number);
    check_value(hp_current_scope(), key, wanted);
    check_typed(key, wanted);
    MUST(hp_context_level_of(context_, key.hash) == model_.level_of(number));
    for (Object &object : objects_) {
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
    for (const auto &entry : listed())
      if (entry.second.is_there()) MUST(by_handle.insert(entry).second);
    for (const auto &entry : model_.visible())
      if (entry.second.is_there()) there.insert(entry);
    MUST(by_handle == there);
    for (auto &entry : there) entry.second = as_told(entry.second);
    MUST(listed_values == there);
    MUST(hp_current()->depth == model_.levels.size());
    for (hp_level &guard : stale_) MUST(hp_level_close(&guard) == HP_E_STATE);
    stale_.clear();
    // Without its context the thread sees another one.
    MUST(hp_context_bind(0) == context_ && bits_of(hp_current()) != context_);
    MUST(hp_context_bind(context_) == 0 && bits_of(hp_current()) == context_);
    check_released();
    check_table(hp_current());
  }

  /// No object is let go of twice, nor while a value has it, nor before it was given.
  void check_released() {
    hp_context_layout *head = const_cast<hp_context_layout *>(hp_current());
    for (uint64_t i = 0; i < head->released_count; ++i) {
      MUST(given_.count(head->released[i]) != 0);
      MUST(released_.insert(head->released[i]).second);
    }
    head->released_count = 0;
    for (const auto &entry : model_.visible())
      if (entry.second.kind == HP_OBJECT)
        MUST(released_.count(static_cast<uint64_t>(entry.second.number)) == 0);
  }

  Input in_;
  Object objects_[kObjects];
  hp_handle context_ = 0;
  Context model_;
  std::vector<hp_level> stale_;  // guards whose levels were left by others
  std::set<uint64_t> given_;     // objects that the context took over
  std::set<uint64_t> released_;  // those of them that it let go of
  int64_t next_id_ = 1;
  unsigned steps_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Run({data, data + size}).run();
  return 0;
}

#ifndef HP_FUZZER
int main(int argc, char **argv) {
  if (argc == 4 && std::string(argv[1]) == "--seed") {
    const unsigned first = static_cast<unsigned>(std::atoi(argv[2]));
    for (unsigned seed = first; seed < first + static_cast<unsigned>(std::atoi(argv[3])); ++seed) {
      std::mt19937 random(seed);
      std::vector<uint8_t> input(random() % 3000);
      for (uint8_t &byte : input) byte = static_cast<uint8_t>(random());
      LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    return 0;
  }
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::vector<uint8_t> input{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  return 0;
}
#endif
