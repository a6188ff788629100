// Writes of one value or many, by each of the functions that write.
#pragma once

#include "fuzz_pending.h"

namespace model {

class Writes {
 public:
  Writes(State &state, Pending &pending) : s(state), pending_(pending) {}

  void put_into_scope(Storage *scope, Values *own) {
    const int number = static_cast<int>(s.in.next(kKeys));
    const Key key(number);
    const Value value = s.any_value(false);
    const char *k = key.text.data();
    const size_t n = key.text.size();
    // Each kind by the function of the original or by the one with lengths.
    const bool original = s.in.next(2) == 0 && scope != hp_current_scope();
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
    if (own == nullptr) s.model.write(number, value);
    else (*own)[number] = value;
  }

  void put_pair() {
    const int number = static_cast<int>(s.in.next(kKeys));
    const Key key(number);
    const Value value = s.any_value(false);
    const hp_pair pair{key.text.data(),        key.text.size(), key.hash, bits_of_value(value),
                       length_of_value(value), value.kind,      0};
    MUST(hp_put(&pair) == HP_OK);
    s.model.write(number, value);
  }

  void put_by_handle() {
    const int number = static_cast<int>(s.in.next(kKeys));
    const Key key(number);
    const Value value = s.any_value(true);
    if (pending_.replace(number, value)) {
      s.model.write(number, value);
      return;
    }
    if (s.in.next(3) == 0) {
      Entries entries(s.context);
      entries.add(key, value, s.in.next(2) == 0);
      MUST(hp_context_put_entry(s.context, entries.data()) == HP_OK);
      entries.check_references();
    } else {
      const uint32_t ref = known_key(s.context, key);
      if (value.kind == HP_TEXT) {
        hp_entry text{key.hash, bits_of_value(value), length_of_value(value), nullptr, 0, ref,
                      HP_TEXT, 0};
        MUST(hp_context_put_entry(s.context, &text) == HP_OK && text.key_ref == ref);
      } else {
        MUST(hp_context_put(s.context, key.hash, ref, value.kind, bits_of_value(value)) == HP_OK);
      }
    }
    s.give({{number, value}});
    s.model.write(number, value);
  }

  void clear() {
    Object &object = s.any_object();
    switch (object.open ? 0 : s.in.next(3)) {
      case 0:
        MUST(hp_scope_clear(object.open ? object.storage : hp_current_scope()) == HP_OK);
        s.model.hide_all();
        break;
      case 1:
        MUST(hp_context_clear(s.context) == HP_OK);
        s.model.hide_all();
        break;
      default:
        MUST(hp_scope_clear(object.storage) == HP_OK);
        object.values.clear();
        object.isolating = true;
    }
  }

 private:
  State &s;
  Pending &pending_;
};

}  // namespace model
