// Levels that a runtime opens and leaves by itself.
#pragma once

#include "fuzz_state.h"
#include "pending.h"

namespace model {

class Pending {
 public:
  explicit Pending(State &state) : s(state) {}

  uint64_t levels() const { return here().levels(); }
  void leave() { here().leave(); }

  /// The serial of the level just opened; 0, with nothing done, where these values need a call.
  uint64_t open(const Values &values) {
    PendingLevels pending = here();
    if (pending.levels() == HP_PENDING_LEVELS) return 0;
    std::vector<std::pair<hp_slot *, hp_slot>> written;
    for (const auto &[number, value] : values) {
      const Key key(number);
      hp_slot *slot = pending.slot_of(key.hash, key.text);
      const std::optional<hp_slot> now = slot == nullptr ? std::nullopt : stored(key, value);
      if (!now) return 0;
      written.emplace_back(slot, *now);
    }
    if (hp_current()->pending == nullptr || pending.writes() + written.size() > HP_PENDING_WRITES)
      return 0;
    return pending.open(written);
  }

  /// Writes a value of the same kind where the innermost level has one; whether it did.
  bool replace(int number, Value value) {
    const Key key(number);
    return value.kind <= HP_BOOLEAN && here().replace(here().slot_of(key.hash, key.text),
                                                      value.kind, bits_of_value(value));
  }

 private:
  static PendingLevels here() { return PendingLevels(hp_current()); }

  std::optional<hp_slot> stored(const Key &key, Value value) {
    const uint64_t word = key.hash & ~HP_WORD_KIND_MASK;
    if (value.kind <= HP_BOOLEAN) return hp_slot{word | value.kind, bits_of_value(value)};
    if (value.kind != HP_TEXT) return std::nullopt;
    hp_handle &text = kept_[{hp_current()->id, value.number}];
    const char *bytes = value.text_case().text;
    if (text == 0) text = hp_context_keep_text(s.context, bytes, std::strlen(bytes));
    if (text == 0) return std::nullopt;
    return hp_slot{word, text | HP_TAG_TEXT};
  }

  State &s;
  std::map<std::pair<uint64_t, int64_t>, hp_handle> kept_;  // by context and text
};

}  // namespace model
