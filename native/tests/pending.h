// Levels opened and left by stores, as a runtime does it: the rules of hp_pending in layout.h.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "hyperparameter/context.h"

/// Those of one context, as the tests open and leave them.
class PendingLevels {
 public:
  explicit PendingLevels(const hp_context_layout *context)
      : head_(const_cast<hp_context_layout *>(context)) {}

  uint64_t count() const { return head_->pending == nullptr ? 0 : head_->pending->count; }
  uint64_t levels() const { return count() & UINT32_MAX & ~HP_PENDING_SHOWN; }
  uint64_t writes() const { return count() >> 32; }

  /// Where the context's own table has a key; null where it has not, or may not be written to.
  hp_slot *slot_of(uint64_t hash, std::string_view key) const {
    if (head_->pending == nullptr) return nullptr;
    const hp_pending &pending = *head_->pending;
    for (uint64_t i = hash & pending.mask; pending.keys[i] != 0; i = (i + 4) & pending.mask) {
      uint64_t length;
      const char *text = hp_key_text(hp_key_at(head_, pending.keys[i]), &length);
      if (std::string_view(text, length) == key) return &pending.slots[i];
    }
    return nullptr;
  }

  /// Up to the store that opens a level; returns its serial.
  uint64_t begin(const std::vector<std::pair<hp_slot *, hp_slot>> &values) {
    hp_pending &pending = *head_->pending;
    const uint64_t level = levels(), first = writes();
    for (size_t i = 0; i < values.size(); ++i)
      pending.writes[first + i] = {values[i].first, *values[i].first};
    pending.levels[level] = first << 2 | (is_shared() || is_shown() ? HP_PENDING_SHARED : 0);
    pending.count = (first + values.size()) << 32 | (level + 1);
    return head_->next_serial + 2 * level + 1;
  }
  uint64_t open(const std::vector<std::pair<hp_slot *, hp_slot>> &values) {
    const uint64_t serial = begin(values);
    const hp_pending &pending = *head_->pending;
    if (is_shared()) show(pending.slots, pending.keys, pending.mask, HP_MODE_OVERLAY);
    for (const auto &[slot, value] : values) *slot = value;
    return serial;
  }

  /// Gives the innermost level another value where it has one of this kind; whether it did.
  bool replace(hp_slot *slot, uint64_t kind, uint64_t value) {
    if (levels() == 0 || slot == nullptr || (slot->word & HP_WORD_KIND_MASK) != kind) return false;
    uint64_t &level = head_->pending->levels[levels() - 1];
    for (uint64_t i = level >> 2; i < writes(); ++i) {
      if (head_->pending->writes[i].slot != slot) continue;
      level |= HP_PENDING_CHANGED;
      slot->value = value;
      return true;
    }
    return false;
  }

  /// Leaves the innermost level, which is pending.
  void leave() {
    hp_pending &pending = *head_->pending;
    const uint64_t outer = levels() - 1, level = pending.levels[outer], first = level >> 2;
    for (uint64_t i = writes(); i != first; --i)
      *pending.writes[i - 1].slot = pending.writes[i - 1].before;
    pending.count = (level & HP_PENDING_SHARED) != 0 ? HP_PENDING_SHOWN : first << 32 | outer;
  }

  /// Whether readers see the own table, which holds nothing.
  bool is_shown() const { return count() == HP_PENDING_SHOWN; }

 private:
  bool is_shared() const {
    return (head_->mode & ~uint64_t{HP_MODE_SCATTERED}) == HP_MODE_SHARED;
  }
  void show(const hp_slot *slots, const uint32_t *keys, uint64_t mask, uint64_t mode) {
    head_->slots = slots;
    head_->keys = keys;
    head_->mask = mask;
    head_->mode = mode | (head_->mode & HP_MODE_SCATTERED);
  }

  hp_context_layout *head_;
};
