// Keys and values of the fuzzer in the forms the C functions take and give.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>

#include "fuzz_model.h"
#include "hyperparameter/context.h"

namespace model {

/// A key in the forms the functions take.
struct Key {
  // Some are long, so that the memory of keys is worth tidying up.
  explicit Key(int number)
      : text("key." + std::to_string(number * 7919) +
             std::string(number % 3 == 0 ? 300 : 0, '-')),
        hash(hp_hash(text.data(), text.size())) {}
  static int number_of(const char *text) { return std::atoi(text + std::strlen("key.")) / 7919; }

  const std::string text;
  const uint64_t hash;
};

inline uint64_t bits_of(const void *pointer) { return reinterpret_cast<uintptr_t>(pointer); }
inline uint64_t bits_of(double number) {
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof bits);
  return bits;
}

inline int64_t case_of(std::string_view text) {
  for (size_t i = 0; i < model::text_cases().size(); ++i)
    if (text == model::text_cases()[i].text) return static_cast<int64_t>(i);
  MUST(!"a text nobody wrote");
  return -1;
}

inline Value value_of(const hp_value &value) {
  switch (value.kind) {
    case HP_LONG: case HP_BOOLEAN: return {value.kind, value.i64};
    case HP_DOUBLE: return {HP_DOUBLE, static_cast<int64_t>(value.f64 * 4)};
    case HP_TEXT: return {HP_TEXT, case_of({value.text, value.text_length})};
    default: return {value.kind, 0};
  }
}

// As an hp_value tells it: not which object it is, nor why a key is missing.
inline Value as_told(Value value) {
  if (!value.is_there()) return {};
  return value.is_object() ? Value{value.kind, 0} : value;
}

inline Value value_of(const hp_entry &entry) {
  switch (entry.kind) {
    case HP_DOUBLE: {
      double number;
      std::memcpy(&number, &entry.value, sizeof number);
      return {HP_DOUBLE, static_cast<int64_t>(number * 4)};
    }
    case HP_TEXT: {
      const hp_text *text = reinterpret_cast<const hp_text *>(static_cast<uintptr_t>(entry.value));
      return {HP_TEXT, case_of({hp_text_bytes(text), text->length})};
    }
    default: return {entry.kind, static_cast<int64_t>(entry.value)};
  }
}

inline uint64_t bits_of_value(Value value) {
  if (value.kind == HP_DOUBLE) return bits_of(value.as_stored_double());
  if (value.kind == HP_TEXT) return bits_of(static_cast<const void *>(value.text_case().text));
  return static_cast<uint64_t>(value.number);
}
inline uint64_t length_of_value(Value value) {
  return value.kind == HP_TEXT ? std::strlen(value.text_case().text) : 0;
}

inline uint32_t known_key(hp_handle context, const Key &key) {
  const uint32_t ref = hp_context_key(context, key.hash, key.text.data(), key.text.size());
  MUST(ref != 0);
  return ref;
}

inline int number_of(const hp_entry &entry) {
  return Key::number_of(std::string(entry.key, entry.key_length).c_str());
}

/// Entries with keys that the context knows or lent ones.
class Entries {
 public:
  explicit Entries(hp_handle context) : context_(context) {}
  void add(const Key &key, Value value, bool lend) {
    hp_entry entry{key.hash, bits_of_value(value), length_of_value(value), nullptr, 0, 0,
                   value.kind, 0};
    if (lend) {
      lent_.push_back(std::make_unique<std::string>(key.text));
      entry.key = lent_.back()->data();
      entry.key_length = static_cast<uint32_t>(key.text.size());
    } else {
      entry.key_ref = known_key(context_, key);
    }
    entries_.push_back(entry);
  }
  hp_entry *data() { return entries_.data(); }
  uint64_t size() const { return entries_.size(); }
  /// After a call that took them: each reference is that of the key.
  void check_references() const {
    for (const hp_entry &entry : entries_) {
      uint64_t length;
      const char *text = hp_key_text(hp_key_at(hp_current(), entry.key_ref), &length);
      MUST(hp_hash(text, length) == entry.hash);
    }
  }

 private:
  hp_handle context_;
  std::vector<std::unique_ptr<std::string>> lent_;
  std::vector<hp_entry> entries_;
};

}  // namespace model
