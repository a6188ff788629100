// Replays the language-neutral contract cases through the C functions alone.
//
//   contract_test DIRECTORY GROUP...
//
// Objects, lists and lazy values live in the caller's language, and so do maps with their rule V2,
// which C never sees but flattened; a case that uses the former, or whose map gives one key twice,
// is counted as not expressible in C. Nothing else is left out.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <set>
#include <thread>

#include "check.h"
#include "hyperparameter/c_api.h"
#include "hyperparameter/context.h"
#include "json.h"

namespace {

using json::Value;

const char *error_class(hp_status status) {
  switch (status) {
    case HP_OK: return "";
    case HP_E_MISSING: return "missing_key";
    case HP_E_CONVERSION: return "conversion";
    case HP_E_INVALID_KEY: return "invalid_key";
    case HP_E_STATE: return "state";
    case HP_E_ARGUMENT: return "argument";
    default: return hp_status_name(status);
  }
}

struct Refused {
  hp_status status;
};
void need(hp_status status) {
  if (status != HP_OK) throw Refused{status};
}

// Whether a map (of a case, or the value of a member) gives one of its keys twice when flattened.
bool gives_a_key_twice(const Value &map, const std::string &path, std::set<std::string> &seen) {
  for (const auto &member : map.members) {
    const Value &typed = member.second;
    if (typed.at("type").text == "map") {
      if (gives_a_key_twice(typed.at("value"), path + member.first + ".", seen)) return true;
    } else if (!seen.insert(path + member.first).second) {
      return true;
    }
  }
  return false;
}

bool only_in_java(const Value &value) {
  std::set<std::string> seen;
  if (value.has("op") && value.has("map") && gives_a_key_twice(value.at("map"), "", seen)) return true;
  if (const Value *type = value.find("type"))
    if (type->text == "object" || type->text == "list" || type->text == "lazy") return true;
  if (const Value *op = value.find("op"))
    if (op->text == "call" || op->text == "config" || value.has("config")) return true;
  for (const auto &member : value.members)
    if (only_in_java(member.second)) return true;
  for (const Value &item : value.items)
    if (only_in_java(item)) return true;
  return false;
}

int64_t long_of(const Value &typed) { return std::stoll(typed.at("value").text); }
double double_of(const Value &typed) {
  const std::string &text = typed.at("value").text;
  if (text == "Infinity") return HUGE_VAL;
  if (text == "-Infinity") return -HUGE_VAL;
  return std::strtod(text.c_str(), nullptr);  // denormals included, which std::stod refuses
}

// Kind and value as text: what "strict in kind" compares.
std::string canonical(double number) {
  if (number != number) return "double NaN";
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof bits);
  return "double " + std::to_string(number) + " " + std::to_string(bits);
}
std::string canonical(const Value &typed) {
  const std::string &type = typed.at("type").text;
  if (type == "long") return "long " + std::to_string(long_of(typed));
  if (type == "double") return canonical(double_of(typed));
  if (type == "bool") return typed.at("value").boolean ? "bool true" : "bool false";
  if (type == "null") return "null";
  return "string " + typed.at("value").text;
}
std::string canonical(const hp_value &value) {
  switch (value.kind) {
    case HP_LONG: return "long " + std::to_string(value.i64);
    case HP_DOUBLE: return canonical(value.f64);
    case HP_BOOLEAN: return value.i64 != 0 ? "bool true" : "bool false";
    case HP_NULL: return "null";
    case HP_TEXT: return "string " + std::string(value.text, value.text_length);
    default: return "absent";
  }
}

struct Key {
  const char *bytes;
  size_t length;
  explicit Key(const Value &value)
      : bytes(value.kind == Value::kNull ? nullptr : value.text.data()),
        length(value.text.size()) {}
  explicit Key(const std::string &text) : bytes(text.data()), length(text.size()) {}
};

void put(Storage *scope, Key key, const Value &typed) {
  const std::string &type = typed.at("type").text;
  if (type == "long") {
    need(hp_scope_put_i64(scope, key.bytes, key.length, long_of(typed)));
  } else if (type == "double") {
    need(hp_scope_put_f64(scope, key.bytes, key.length, double_of(typed)));
  } else if (type == "bool") {
    need(hp_scope_put_bool(scope, key.bytes, key.length, typed.at("value").boolean));
  } else if (type == "null") {
    need(hp_scope_put_null(scope, key.bytes, key.length));
  } else if (type == "map") {
    for (const auto &member : typed.at("value").members)
      put(scope, Key(std::string(key.bytes, key.length) + "." + member.first), member.second);
  } else {
    const std::string &text = typed.at("value").text;
    need(hp_scope_put_text(scope, key.bytes, key.length, text.data(), text.size()));
  }
}

using Scope = std::shared_ptr<Storage>;

class Case {
 public:
  explicit Case(std::string id) : id_(std::move(id)) {}

  struct Task {  // a thread or a bound task
    std::vector<Scope> open;
  };

  void run(const Value &ops, Task &task) {
    for (const Value &op : ops.items) step(op, task);
  }

 private:
  void step(const Value &op, Task &task) {
    const Value *wanted = op.find("expect_error");
    std::string expected = wanted == nullptr ? "" : wanted->text;
    hp_clear_error();
    std::string got;
    try {
      perform(op, task);
      // Getters report nothing but the last error.
      if (op.at("op").text == "get") got = error_class(hp_last_status());
    } catch (const Refused &refused) {
      got = error_class(refused.status);
    }
    if (got != expected)
      fail(op, "error is '" + got + "' (" + hp_last_error() + "), not '" + expected + "'");
  }

  void fail(const Value &op, const std::string &what) {
    const Value *key = op.find("key");
    check::fail(id_.c_str(), 0, op.at("op").text + (key ? " " + key->text : "") + ": " + what);
  }
  void expect(const Value &op, const std::string &got, const std::string &wanted) {
    if (got != wanted) fail(op, "got " + got + ", wanted " + wanted);
  }

  Storage *target(const Value &op) {
    const Value *on = op.find("on");
    return on == nullptr ? hp_current_scope() : scopes_.at(on->text).get();
  }

  Scope create(const Value &op) {
    Scope scope(param_scope_create(), param_scope_destroy);
    if (const Value *empty = op.find("empty"))
      if (empty->boolean) need(hp_scope_clear(scope.get()));
    fill(scope.get(), op);
    if (const Value *args = op.find("args"))
      for (const Value &arg : args->items) {
        size_t equals = arg.text.find('=');
        if (equals == std::string::npos) throw Refused{HP_E_ARGUMENT};
        std::string key = arg.text.substr(0, equals), text = arg.text.substr(equals + 1);
        need(hp_scope_put_text(scope.get(), key.data(), key.size(), text.data(), text.size()));
      }
    if (const Value *id = op.find("id")) scopes_[id->text] = scope;
    return scope;
  }
  void fill(Storage *scope, const Value &op) {
    const Value *map = op.find("map");
    if (map == nullptr) return;
    for (const auto &member : map->members) {
      put(scope, Key(member.first), member.second);
    }
  }

  Scope enter(const Value &op, Task &task) {
    const Value *ref = op.find("ref");
    Scope scope = ref != nullptr ? scopes_.at(ref->text) : create(op);
    need(hp_scope_enter(scope.get()));
    task.open.push_back(scope);
    return scope;
  }

  void leave(const Scope &scope, Task &task) {
    hp_status status = hp_scope_exit(scope.get());
    for (size_t i = task.open.size(); i-- != 0;)
      if (task.open[i] == scope) {
        task.open.resize(i);
        break;
      }
    need(status);
  }

  void get(const Value &op) {
    Storage *scope = target(op);
    Key key(op.at("key"));
    const std::string &as = op.at("as").text;
    const Value &def = op.at("default");
    // The getters of the original know hashes only; the key itself is checked by its own call.
    bool present;
    need(hp_scope_contains(scope, key.bytes, key.length, &present));
    uint64_t hash = hp_hash(key.bytes, key.length);
    std::string got;
    if (as == "raw" || def.at("type").text == "null") {
      hp_value value;
      need(hp_scope_get(scope, key.bytes, key.length, &value));
      got = value.kind == HP_ABSENT ? canonical(def) : canonical(value);
      if (as != "raw" && value.kind != HP_ABSENT) {
        // A typed read whose default is null: C says the same with a status.
        hp_status status = HP_OK;
        int64_t number = 0;
        double real = 0;
        bool truth = false;
        char *text = nullptr;
        if (as == "long") status = hp_scope_read_i64(scope, key.bytes, key.length, &number);
        if (as == "double") status = hp_scope_read_f64(scope, key.bytes, key.length, &real);
        if (as == "bool") status = hp_scope_read_bool(scope, key.bytes, key.length, &truth);
        if (as == "string") status = hp_scope_read_text(scope, key.bytes, key.length, &text, nullptr);
        if (value.kind == HP_NULL) hp_clear_error(), got = "null";
        else if (status != HP_OK) throw Refused{status};
        else if (as == "long") got = "long " + std::to_string(number);
        else if (as == "double") got = canonical(real);
        else if (as == "bool") got = truth ? "bool true" : "bool false";
        else got = std::string("string ") + text;
        param_scope_free_str(text);
      }
    } else if (as == "long") {
      got = "long " + std::to_string(param_scope_hget_i64(scope, hash, long_of(def)));
    } else if (as == "double") {
      got = canonical(param_scope_hget_or_f64(scope, hash, double_of(def)));
    } else if (as == "bool") {
      got = param_scope_hget_or_bool(scope, hash, def.at("value").boolean) ? "bool true"
                                                                           : "bool false";
    } else {
      char *text = param_scope_hget_or_str(scope, hash, def.at("value").text.c_str());
      size_t length = text == nullptr ? 0 : std::strlen(text);
      if (text == nullptr) {  // it holds U+0000
        hp_clear_error();
        need(hp_scope_read_text(scope, key.bytes, key.length, &text, &length));
      }
      got = "string " + std::string(text, length);
      param_scope_free_str(text);
    }
    if (op.has("expect")) expect(op, got, canonical(op.at("expect")));
    // With an error the C getter still returns, and it must be the default.
    else expect(op, got, canonical(def));
  }

  void require(const Value &op) {
    Storage *scope = target(op);
    Key key(op.at("key"));
    const std::string &as = op.at("as").text;
    std::string got;
    if (as == "long") {
      int64_t value = 0;
      need(hp_scope_read_i64(scope, key.bytes, key.length, &value));
      got = "long " + std::to_string(value);
    } else if (as == "double") {
      double value = 0;
      need(hp_scope_read_f64(scope, key.bytes, key.length, &value));
      got = canonical(value);
    } else if (as == "bool") {
      bool value = false;
      need(hp_scope_read_bool(scope, key.bytes, key.length, &value));
      got = value ? "bool true" : "bool false";
    } else if (as == "string") {
      char *text = nullptr;
      size_t length = 0;
      need(hp_scope_read_text(scope, key.bytes, key.length, &text, &length));
      got = "string " + std::string(text, length);
      param_scope_free_str(text);
    } else {
      hp_value value;
      need(hp_scope_get(scope, key.bytes, key.length, &value));
      if (value.kind == HP_ABSENT) throw Refused{HP_E_MISSING};
      got = canonical(value);
    }
    expect(op, got, canonical(op.at("expect")));
  }

  void listing(const Value &op, bool values) {
    std::unique_ptr<hp_list, void (*)(hp_list *)> list(hp_scope_list(target(op)), hp_list_free);
    if (list == nullptr) throw Refused{hp_last_status()};
    std::map<std::string, std::string> got, wanted;
    for (size_t i = 0; i < hp_list_size(list.get()); ++i) {
      size_t length;
      hp_value value;
      const char *key = hp_list_at(list.get(), i, &length, &value);
      if (!got.emplace(std::string(key, length), values ? canonical(value) : "").second)
        fail(op, "listed twice: " + std::string(key, length));
    }
    if (values)
      for (const auto &member : op.at("expect").members)
        wanted[member.first] = canonical(member.second);
    else
      for (const Value &item : op.at("expect").items) wanted[item.text] = "";
    if (got == wanted) return;
    std::string text;
    for (const auto &entry : got) text += " " + entry.first + "=" + entry.second;
    fail(op, "listed" + text);
  }

  // Runs `ops` on a new thread, bound to `context` where that is not 0.
  void elsewhere(const Value &op, hp_handle context) {
    std::thread([&] {
      Task task;
      hp_context_bind(context);
      run(op.at("ops"), task);
      hp_context_bind(0);
    }).join();
  }

  void perform(const Value &op, Task &task) {
    const std::string &name = op.at("op").text;
    if (name == "new") {
      create(op);
    } else if (name == "enter") {
      enter(op, task);
    } else if (name == "scoped") {
      Scope scope = enter(op, task);
      run(op.at("ops"), task);
      leave(scope, task);
    } else if (name == "exit") {
      if (const Value *ref = op.find("ref")) {
        leave(scopes_.at(ref->text), task);
      } else {
        leave(task.open.empty() ? Scope(param_scope_create(), param_scope_destroy)
                                : task.open.back(),
              task);
      }
    } else if (name == "put") {
      put(target(op), Key(op.at("key")), op.at("value"));
    } else if (name == "update" || name == "init") {
      // An idle object takes the map first, so that a refused key changes nothing.
      Scope all(param_scope_create(), param_scope_destroy);
      fill(all.get(), op);
      if (name == "update")
        fill(target(op), op);
      else
        need(hp_init(op.has("map") ? all.get() : nullptr));
    } else if (name == "delete") {
      Key key(op.at("key"));
      need(hp_scope_remove(target(op), key.bytes, key.length));
    } else if (name == "clear") {
      need(hp_scope_clear(target(op)));
    } else if (name == "get") {
      get(op);
    } else if (name == "require") {
      require(op);
    } else if (name == "contains") {
      Key key(op.at("key"));
      bool present = false;
      need(hp_scope_contains(target(op), key.bytes, key.length, &present));
      expect(op, present ? "true" : "false", op.at("expect").boolean ? "true" : "false");
    } else if (name == "keys" || name == "to_map") {
      listing(op, name == "to_map");
    } else if (name == "frozen") {
      need(hp_freeze());
    } else if (name == "thread") {
      elsewhere(op, 0);
    } else if (name == "bind") {
      hp_handle snapshot = hp_snapshot_of(reinterpret_cast<uintptr_t>(hp_current()));
      hp_handle context = hp_context_create(snapshot);
      hp_snapshot_release(snapshot);
      elsewhere(op, context);
      hp_context_destroy(context);
    } else if (name == "capture") {
      scopes_[op.at("id").text] = Scope(hp_capture(), param_scope_destroy);
    } else if (name == "hash") {
      Key key(op.at("key"));
      bool present;  // hp_hash takes any bytes; whether they are a key is for others to say
      need(hp_scope_contains(hp_current_scope(), key.bytes, key.length, &present));
      expect(op, std::to_string(hp_hash(key.bytes, key.length)), op.at("expect").text);
    } else {
      fail(op, "the replay does not know this operation");
    }
  }

  std::string id_;
  std::map<std::string, Scope> scopes_;
};

void hash_vectors(const std::string &directory) {
  const Value file = json::read_file(directory + "/hash_vectors.json");
  for (const Value &vector : file.at("vectors").items) {
    const std::string &key = vector.at("key").text;
    if (std::to_string(hp_hash(key.data(), key.size())) != vector.at("xxh64").text)
      check::fail("hash_vectors.json", 0, "hash of '" + key + "'");
  }
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  const std::string directory = argv[1];
  hash_vectors(directory);
  int run = 0, left_out = 0;
  for (int i = 2; i < argc; ++i) {
    const Value file = json::read_file(directory + "/" + argv[i] + ".json");
    if (!file.has("cases")) continue;  // the hash vectors, which are checked in any case
    for (const Value &one : file.at("cases").items) {
      if (only_in_java(one)) {
        ++left_out;
        continue;
      }
      ++run;
      hp_set_frozen(0);
      std::thread([&] {
        Case replay(one.at("id").text);
        Case::Task task;
        try {
          replay.run(one.at("ops"), task);
        } catch (const std::exception &e) {
          check::fail(one.at("id").text.c_str(), 0, e.what());
        }
      }).join();
    }
  }
  hp_set_frozen(0);
  std::printf("%d cases replayed, %d not expressible in C\n", run, left_out);
  return check::result("contract_test");
}
