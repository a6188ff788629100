// What the fuzzer believes: values, what each reads as, and the levels of one context as std::maps.
// Written without a look at the library's own conversions and undo log.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hyperparameter/c_api.h"

namespace model {

#define MUST(condition)                                                    \
  do {                                                                     \
    if (!(condition)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                        \
    }                                                                      \
  } while (false)

/// A text and what it converts to.
struct TextCase {
  const char *text;
  std::optional<int64_t> as_long;
  std::optional<double> as_double;
  std::optional<bool> as_bool;
};

inline const std::vector<TextCase> &text_cases() {
  static const std::vector<TextCase> cases = {
      {"", {}, {}, {}},
      {"12", 12, 12.0, {}},
      {"1", 1, 1.0, true},
      {"0", 0, 0.0, false},
      {"3.5", {}, 3.5, {}},
      {"-1e3", -1000, -1000.0, {}},
      {"-9007199254740993.0", {}, -9007199254740992.0, {}},
      {"0.9999999999999999999", {}, 1.0, {}},
      {"+0.09007199254740992000e17", 9007199254740992, 9007199254740992.0, {}},
      {"YES", {}, {}, true},
      {"off", {}, {}, false},
      {" 1", {}, {}, {}},
      {"a text that is longer than any small string would be", {}, {}, {}},
  };
  return cases;
}

struct Value {
  uint32_t kind = HP_ABSENT;  // HP_TOMBSTONE: absent, and written so
  int64_t number = 0;         // the long, the boolean, four times the double, the text case, the id

  bool is_there() const { return kind != HP_ABSENT && kind != HP_TOMBSTONE; }
  bool is_object() const { return kind == HP_OBJECT || kind == HP_BASE_OBJECT; }
  bool operator==(const Value &other) const {
    return kind == other.kind && (number == other.number || kind == HP_NULL || !is_there());
  }
  double as_stored_double() const { return static_cast<double>(number) / 4; }
  const TextCase &text_case() const { return text_cases()[static_cast<size_t>(number)]; }

  /// HP_READ_ABSENT and so on; *to only for HP_READ_VALUE.
  template <class T>
  int32_t outcome(const std::optional<T> &converted, T *to) const {
    if (!is_there()) return HP_READ_ABSENT;
    if (kind == HP_NULL) return HP_READ_NULL;
    if (!converted) return HP_READ_WRONG;
    *to = *converted;
    return HP_READ_VALUE;
  }
  int32_t read(int64_t *to) const {
    std::optional<int64_t> value;
    if (kind == HP_LONG || kind == HP_BOOLEAN) value = number;
    if (kind == HP_DOUBLE && number % 4 == 0) value = number / 4;
    if (kind == HP_TEXT) value = text_case().as_long;
    return outcome(value, to);
  }
  int32_t read(double *to) const {
    std::optional<double> value;
    if (kind == HP_LONG) value = static_cast<double>(number);
    if (kind == HP_DOUBLE) value = as_stored_double();
    if (kind == HP_TEXT) value = text_case().as_double;
    return outcome(value, to);
  }
  int32_t read(bool *to) const {
    std::optional<bool> value;
    if (kind == HP_LONG || kind == HP_BOOLEAN) value = number != 0;
    if (kind == HP_TEXT) value = text_case().as_bool;
    return outcome(value, to);
  }
  int32_t read(std::string *to) const {
    static const char *const quarters[] = {"", ".25", ".5", ".75"};
    std::optional<std::string> value;
    if (kind == HP_LONG) value = std::to_string(number);
    if (kind == HP_BOOLEAN) value = number != 0 ? "true" : "false";
    if (kind == HP_DOUBLE) value = std::to_string(number / 4) + quarters[number % 4];
    if (kind == HP_TEXT) value = text_case().text;
    return outcome(value, to);
  }
};

using Values = std::map<int, Value>;

/// A scope object: its values, and whether entering it hides everything else.
struct Object {
  Storage *storage = nullptr;
  Values values;
  bool isolating = false;
  bool open = false;
};

/// How a level was opened, and so how it can be closed.
enum class Opened { by_object, by_guard, by_handle, by_init };

struct Level {
  Opened opened;
  Values before;         // what was visible, with tombstones, when it was opened
  Values changes;        // its entry values as they are now, and later writes
  std::set<int> hidden;  // by an isolating entry; no changes
  Object *object = nullptr;
  hp_level guard = {};
  uint64_t serial = 0;
};

/// The levels of one context.
class Context {
 public:
  const Values &visible() const { return visible_; }
  Value get(int key) const {
    const auto found = visible_.find(key);
    return found == visible_.end() ? Value{} : found->second;
  }
  std::vector<Level> levels;

  void write(int key, Value value) {
    if (levels.empty() && value.kind == HP_TOMBSTONE && below_.count(key) == 0) {
      visible_.erase(key);
      return;
    }
    visible_[key] = value;
    if (!levels.empty()) levels.back().changes[key] = value;
  }
  void hide_all() {
    for (const auto &entry : Values(visible_))
      if (entry.second.is_there()) write(entry.first, {HP_TOMBSTONE, 0});
  }
  void open(Level level, const Values &values, bool isolating) {
    level.before = visible_;
    if (level.serial == 0) level.serial = hp_current()->level_serial;  // else it is pending
    MUST(level.serial > (levels.empty() ? 0 : levels.back().serial));
    levels.push_back(std::move(level));
    if (isolating)
      for (auto &entry : visible_) {
        if (!entry.second.is_there()) continue;
        entry.second = {HP_TOMBSTONE, 0};
        levels.back().hidden.insert(entry.first);
      }
    for (const auto &entry : values) write(entry.first, entry.second);
  }
  /// The innermost level, which ends; objects of another language stay behind.
  Level close() {
    Level ended = std::move(levels.back());
    levels.pop_back();
    visible_ = ended.before;
    if (ended.object != nullptr) {
      ended.object->open = false;
      ended.object->values.clear();
      for (const auto &entry : ended.changes)
        if (!entry.second.is_object()) ended.object->values.insert(entry);
    }
    return ended;
  }
  /// The innermost level ends, and what it changed is a change of the one around it.
  void merge() {
    const Level ended = std::move(levels.back());
    levels.pop_back();
    for (const auto &entry : ended.changes) write(entry.first, entry.second);
  }
  uint64_t level_of(int key) const {
    for (size_t i = levels.size(); i != 0; --i)
      if (levels[i - 1].changes.count(key) != 0 || levels[i - 1].hidden.count(key) != 0)
        return levels[i - 1].serial;
    return 0;
  }
  void start_over(Values values) {
    levels.clear();
    visible_ = std::move(values);
    below_.clear();
    for (const auto &entry : visible_) below_.insert(entry.first);
  }

 private:
  Values visible_;
  std::set<int> below_;  // what it started on: the only keys that a tombstone at the base hides
};

}  // namespace model
