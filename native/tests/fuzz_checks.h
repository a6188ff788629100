// One key or one table, compared with what the model says, by every function that reads.
#pragma once

#include "fuzz_forms.h"
#include "hyperparameter/hyperparameter.h"

namespace model {

inline hp_status status_of(int32_t outcome) {
  return outcome == HP_READ_VALUE    ? HP_OK
         : outcome == HP_READ_ABSENT ? HP_E_MISSING
                                     : HP_E_CONVERSION;
}

/// One key of one scope, by every function that reads scopes.
inline void check_value(Storage *scope, const Key &key, Value wanted) {
  const char *k = key.text.data();
  const size_t n = key.text.size();
  hp_value value;
  MUST(hp_scope_get(scope, k, n, &value) == HP_OK);
  MUST(value_of(value) == as_told(wanted));
  bool present = !wanted.is_there();
  MUST(hp_scope_contains(scope, k, n, &present) == HP_OK && present == wanted.is_there());

  int64_t number = 0, model_number = 0;
  MUST(hp_scope_read_i64(scope, k, n, &number) == status_of(wanted.read(&model_number)));
  MUST(number == model_number);
  double fraction = 0, model_fraction = 0;
  MUST(hp_scope_read_f64(scope, k, n, &fraction) == status_of(wanted.read(&model_fraction)));
  MUST(fraction == model_fraction);
  bool truth = false, model_truth = false;
  MUST(hp_scope_read_bool(scope, k, n, &truth) == status_of(wanted.read(&model_truth)));
  MUST(truth == model_truth);
  std::string model_text = "default";
  char *text = nullptr;
  size_t length = 0;
  const int32_t outcome = wanted.read(&model_text);
  MUST(hp_scope_read_text(scope, k, n, &text, &length) == status_of(outcome));
  if (outcome == HP_READ_VALUE) MUST(std::string(text, length) == model_text);
  param_scope_free_str(text);

  if (wanted.read(&model_number) != HP_READ_VALUE) model_number = -5;
  MUST(param_scope_hget_i64(scope, key.hash, -5) == model_number);
  if (wanted.read(&model_fraction) != HP_READ_VALUE) model_fraction = -0.5;
  MUST(param_scope_hget_or_f64(scope, key.hash, -0.5) == model_fraction);
  if (wanted.read(&model_truth) != HP_READ_VALUE) model_truth = true;
  MUST(param_scope_hget_or_bool(scope, key.hash, true) == model_truth);
  text = param_scope_hget_or_str(scope, key.hash, "default");
  MUST(text == model_text);
  param_scope_free_str(text);
}
/// What the thread sees, by hash: the inline reader, which goes its own way to the same bytes,
/// and the functions behind it.
inline void check_typed(const Key &key, Value wanted) {
  int64_t number = -5, found_number = -5;
  const int32_t as_long = wanted.read(&number);
  MUST(hp::get(hp::key(key.text), int64_t{-5}) == number);
  MUST(hp_get_i64(key.hash, -5) == number);
  MUST(hp_find_i64(hp_current(), key.hash, &found_number) == as_long && found_number == number);
  double fraction = -0.5, found_fraction = -0.5;
  const int32_t as_double = wanted.read(&fraction);
  MUST(hp::get(hp::key(key.text), -0.5) == fraction);
  MUST(hp_get_f64(key.hash, -0.5) == fraction);
  MUST(hp_find_f64(hp_current(), key.hash, &found_fraction) == as_double &&
       found_fraction == fraction);
  bool truth = true, found_truth = true;
  const int32_t as_bool = wanted.read(&truth);
  MUST(hp::get(hp::key(key.text), true) == truth);
  MUST(hp_get_bool(key.hash, true) == truth);
  MUST(hp_find_bool(hp_current(), key.hash, &found_truth) == as_bool && found_truth == truth);
  std::string text = "default";
  const int32_t as_text = wanted.read(&text);
  MUST(hp::get(hp::key(key.text), "default") == text);
  const char *bytes = nullptr;
  size_t length = 0;
  char *owned = nullptr;
  MUST(hp_find_text(hp_current(), key.hash, &bytes, &length, &owned) == as_text);
  if (as_text == HP_READ_VALUE) MUST(std::string(bytes, length) == text);
  param_scope_free_str(owned);
  hp_clear_error();
  const bool fits = as_long == HP_READ_VALUE && number >= -128 && number <= 127;
  MUST(hp::get(hp::key(key.text), int8_t{3}) == (fits ? number : 3));
  if (as_long == HP_READ_VALUE && !fits) {
    MUST(hp_last_status() == HP_E_CONVERSION && *hp_last_error() != '\0');
    hp_clear_error();
    hp_report_range(hp_current(), key.hash, "thing");
    MUST(hp_last_status() == HP_E_CONVERSION);
  }
}

/// Empty slots are zero, and each sub-table has one.
inline void check_table(const hp_context_layout *head) {
  unsigned empty[4] = {};
  for (uint64_t i = 0; i <= head->mask; ++i) {
    const hp_slot &slot = head->slots[i];
    if (head->keys[i] != 0) {
      uint64_t length;
      const char *text = hp_key_text(hp_key_at(head, head->keys[i]), &length);
      const uint64_t hash = hp_hash(text, length);
      if (slot.word == 0)  // reserved: so few hashes are below 4
        MUST((slot.value & HP_TAG_RESERVED) == HP_TAG_RESERVED &&
             (slot.value & ~HP_TAG_MASK) == (hash & ~HP_TAG_MASK));
      else
        MUST(((slot.word & ~uint64_t{3}) | (i & 3)) == hash);
    } else {
      ++empty[i & 3];
      MUST(slot.word == 0 && slot.value == 0);
    }
  }
  for (unsigned count : empty) MUST(count > 0);
}

}  // namespace model
