// Mirrors operations on contexts, scope objects and guards into a model made of std::map.
//
// With a fuzzer: -fsanitize=fuzzer -DHP_FUZZER. Without one this is a program:
//   fuzz FILE...              replays inputs
//   fuzz --seed FIRST COUNT   that many random inputs, the same ones each time
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

namespace {

#define MUST(condition)                                                        \
  do {                                                                         \
    if (!(condition)) {                                                        \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);     \
      std::abort();                                                            \
    }                                                                          \
  } while (false)

constexpr int kKeys = 48;

// A value as text, "" for a tombstone.
using Values = std::map<int, std::string>;

struct Input {
  const uint8_t *at;
  const uint8_t *end;
  unsigned next(unsigned below) { return at == end ? 0 : *at++ % below; }
};

std::string name_of(int key) { return "key." + std::to_string(key * 7919); }

std::string show(const hp_value &value) {
  switch (value.kind) {
    case HP_LONG: return "l" + std::to_string(value.i64);
    case HP_DOUBLE: return "d" + std::to_string(value.f64);
    case HP_BOOLEAN: return value.i64 != 0 ? "b1" : "b0";
    case HP_TEXT: return "t" + std::string(value.text, value.text_length);
    case HP_NULL: return "n";
    default: return "";
  }
}

// A scope object: its values, and whether entering it hides everything else.
struct Object {
  Storage *storage = nullptr;
  Values values;
  bool isolating = false;
  bool open = false;
};

struct Level {
  Values before;  // what was visible, with tombstones, when it was opened
  Values changes;
  int object;  // -1: a guard
  hp_level guard;
};

class Model {
 public:
  explicit Model(Input input) : in_(input) {
    for (Object &object : objects_) object.storage = param_scope_create();
    context_ = hp_context_create(0);
    hp_context_bind(context_);
  }
  ~Model() {
    hp_context_bind(0);
    hp_context_destroy(context_);
    for (Object &object : objects_) param_scope_destroy(object.storage);
    hp_set_frozen(0);
  }

  void run() {
    while (in_.at != in_.end) {
      step();
      const int key = static_cast<int>(in_.next(kKeys));
      check_key(key);
      if (++steps_ % 16 == 0) check_all();
    }
    while (!levels_.empty()) close(levels_.size() - 1);
    check_all();
  }

 private:
  void step() {
    switch (in_.next(12)) {
      case 0: case 1: case 2: case 3: write(hp_current_scope(), &visible_, true); break;
      case 4: {
        Object &object = objects_[in_.next(kObjects)];
        if (object.open) write(object.storage, &visible_, true);
        else write(object.storage, &object.values, false);
        break;
      }
      case 5: enter(static_cast<int>(in_.next(kObjects))); break;
      case 6: open_guard(); break;
      case 7:
        if (!levels_.empty()) close(levels_.size() - 1);
        break;
      case 8:
        if (!levels_.empty()) close(in_.next(static_cast<unsigned>(levels_.size())));
        break;
      case 9: clear(); break;
      case 10: rebase(); break;
      case 11: read_much(); break;
    }
  }

  void changed(int key, const std::string &value) {
    visible_[key] = value;
    if (!levels_.empty()) levels_.back().changes[key] = value;
  }

  void write(Storage *scope, Values *values, bool into_context) {
    const int key = static_cast<int>(in_.next(kKeys));
    const std::string name = name_of(key);
    const unsigned number = in_.next(250);
    std::string value;
    switch (in_.next(6)) {
      case 0:
        MUST(hp_scope_put_i64(scope, name.data(), name.size(), number) == HP_OK);
        value = "l" + std::to_string(number);
        break;
      case 1:
        MUST(hp_scope_put_f64(scope, name.data(), name.size(), number / 4.0) == HP_OK);
        value = "d" + std::to_string(number / 4.0);
        break;
      case 2:
        MUST(hp_scope_put_bool(scope, name.data(), name.size(), number % 2 != 0) == HP_OK);
        value = number % 2 != 0 ? "b1" : "b0";
        break;
      case 3: {
        const std::string text(number, 'x');
        MUST(hp_scope_put_text(scope, name.data(), name.size(), text.data(), text.size()) == HP_OK);
        value = "t" + text;
        break;
      }
      case 4:
        MUST(hp_scope_put_null(scope, name.data(), name.size()) == HP_OK);
        value = "n";
        break;
      default: MUST(hp_scope_remove(scope, name.data(), name.size()) == HP_OK); break;
    }
    if (into_context) changed(key, value);
    else (*values)[key] = value;
  }

  void lay(const Values &values, bool isolating) {
    if (isolating)
      for (auto &entry : Values(visible_))
        if (!entry.second.empty()) changed(entry.first, "");
    for (const auto &entry : values) changed(entry.first, entry.second);
  }

  void enter(int index) {
    Object &object = objects_[index];
    const hp_status status = hp_scope_enter(object.storage);
    MUST(status == (object.open ? HP_E_STATE : HP_OK));
    if (object.open) return;
    object.open = true;
    levels_.push_back({visible_, {}, index, {}});
    lay(object.values, object.isolating);
  }

  void open_guard() {
    hp_pair pairs[3] = {};
    std::string names[3];
    Values values;
    const unsigned count = in_.next(4);
    for (unsigned i = 0; i < count; ++i) {
      const int key = static_cast<int>(in_.next(kKeys));
      names[i] = name_of(key);
      pairs[i] = {names[i].data(), names[i].size(), hp_hash(names[i].data(), names[i].size()),
                  i + 1, 0, HP_LONG, 0};
      values[key] = "l" + std::to_string(i + 1);
    }
    const bool isolating = in_.next(8) == 0;
    hp_level guard;
    MUST(hp_level_open(pairs, count, isolating, &guard) == HP_OK);
    levels_.push_back({visible_, {}, -1, guard});
    lay(values, isolating);
  }

  void close(size_t index) {
    Level &level = levels_[index];
    const bool forgotten = index + 1 != levels_.size();
    const hp_status status = level.object < 0 ? hp_level_close(&level.guard)
                                              : hp_scope_exit(objects_[level.object].storage);
    MUST(status == (forgotten ? HP_E_STATE : HP_OK));
    visible_ = level.before;
    while (levels_.size() > index) {
      Level &ended = levels_.back();
      if (ended.object >= 0) {
        objects_[ended.object].values = ended.changes;
        objects_[ended.object].open = false;
      } else if (levels_.size() - 1 != index) {
        MUST(hp_level_close(&ended.guard) == HP_E_STATE);
      }
      levels_.pop_back();
    }
  }

  void clear() {
    Object &object = objects_[in_.next(kObjects)];
    const bool here = object.open || in_.next(2) == 0;
    MUST(hp_scope_clear(here ? hp_current_scope() : object.storage) == HP_OK);
    if (here) {
      lay({}, true);
    } else {
      object.values.clear();
      object.isolating = true;
    }
  }

  // A new context over a snapshot of this one, as a bound task or a new thread has it.
  void rebase() {
    if (!levels_.empty()) return;
    const hp_handle snapshot = hp_snapshot_of(context_);
    const hp_handle next = hp_context_create(snapshot);
    hp_snapshot_release(snapshot);
    hp_context_bind(next);
    hp_context_destroy(context_);
    context_ = next;
  }

  void read_much() {
    for (int i = 0; i < 60; ++i) check_key(i % kKeys);
  }

  void check_key(int key) {
    const std::string name = name_of(key);
    hp_value value;
    MUST(hp_scope_get(hp_current_scope(), name.data(), name.size(), &value) == HP_OK);
    const auto found = visible_.find(key);
    const std::string wanted = found == visible_.end() ? "" : found->second;
    MUST(show(value) == wanted);
    // The inline reader, which goes its own way to the same bytes.
    const int64_t number = hp::get(hp::key(name), int64_t{-1});
    if (value.kind == HP_LONG) MUST(number == value.i64);
    if (value.kind == HP_ABSENT) MUST(number == -1);
    for (Object &object : objects_) {
      MUST(hp_scope_get(object.storage, name.data(), name.size(), &value) == HP_OK);
      const auto own = object.values.find(key);
      if (object.open || (own == object.values.end() && !object.isolating))
        MUST(show(value) == wanted);
      else
        MUST(show(value) == (own == object.values.end() ? "" : own->second));
    }
  }

  void check_all() {
    std::map<std::string, std::string> listed, wanted;
    hp_list *list = hp_scope_list(hp_current_scope());
    MUST(list != nullptr);
    for (size_t i = 0; i < hp_list_size(list); ++i) {
      hp_value value;
      const char *name = hp_list_at(list, i, nullptr, &value);
      MUST(listed.emplace(name, show(value)).second);
    }
    hp_list_free(list);
    for (const auto &entry : visible_)
      if (!entry.second.empty()) wanted[name_of(entry.first)] = entry.second;
    MUST(listed == wanted);
    MUST(hp_current()->depth == levels_.size());
    // Rules every table keeps: empty slots are zero, and each sub-table has one.
    const hp_context_layout *head = hp_current();
    unsigned empty[4] = {};
    for (uint64_t i = 0; i <= head->mask; ++i) {
      if (head->keys[i] != nullptr && head->slots[i].word == 0 && head->slots[i].value != 0) {
        MUST((head->slots[i].value & HP_TAG_MASK) == 0);  // reserved
      } else if (head->keys[i] != nullptr) {
        MUST(((head->slots[i].word & ~uint64_t{3}) | (i & 3)) == head->keys[i]->hash);
      } else {
        ++empty[i & 3];
        MUST(head->slots[i].word == 0 && head->slots[i].value == 0);
      }
    }
    for (unsigned count : empty) MUST(count > 0);
  }

  static constexpr unsigned kObjects = 3;
  Input in_;
  Object objects_[kObjects];
  hp_handle context_ = 0;
  Values visible_;
  std::vector<Level> levels_;
  unsigned steps_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Model({data, data + size}).run();
  return 0;
}

#ifndef HP_FUZZER
int main(int argc, char **argv) {
  if (argc == 4 && std::string(argv[1]) == "--seed") {
    const unsigned first = static_cast<unsigned>(std::atoi(argv[2]));
    for (unsigned seed = first; seed < first + static_cast<unsigned>(std::atoi(argv[3])); ++seed) {
      std::mt19937 random(seed);
      std::vector<uint8_t> data(200 + random() % 4000);
      for (uint8_t &byte : data) byte = static_cast<uint8_t>(random());
      std::fprintf(stderr, "\rseed %u", seed);
      LLVMFuzzerTestOneInput(data.data(), data.size());
    }
    std::fprintf(stderr, "\n");
    return 0;
  }
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::vector<char> data(std::istreambuf_iterator<char>(in), {});
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(data.data()), data.size());
  }
  return 0;
}
#endif
