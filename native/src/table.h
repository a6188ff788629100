// The open-addressed table behind every context, scope and snapshot.
//
// A table answers one question as fast as memory allows: what is the value of
// this 64-bit hash? It is laid out for readers that cannot call anything (inline
// C++ and Java reading raw addresses), which decides its shape:
//
//   slots_ -> | word value | word value | ... |   16 bytes each, mask_ + 1 of them
//   keys_  -> |   hp_key*  |   hp_key*  | ... |   null: the slot is empty
//
// * The hash is already mixed (XXH64), so the home slot is hash & mask_. A probe
//   moves on by four slots, which keeps the low two bits of the index equal to
//   those of the hash. They need not be stored; the kind of the value sits in
//   their place, and one comparison of `word` checks hash and kind exactly.
// * In effect there are four sub-tables. insert() keeps one slot of each empty,
//   so a probe needs no bound, and no more than half the table full, so it ends
//   soon. Hashes that crowd one sub-table only make the table larger.
// * Key text stands apart. A hit never touches it; it tells occupied from empty
//   and refuses a second key with the same hash.
// * erase() moves later members of the chain back, so there are no markers that
//   would make probes longer with time. ("Tombstone" elsewhere means a value:
//   "missing from this level on".)
//
// * A slot may be reserved: it has its key and its place in the chain, but no
//   value, because the scope that wrote it was left and is likely to come again.
//   Its word is zero, which matches no key, so readers pass it by; its value is
//   not zero, because two zero words end the chain for readers that do not look
//   at keys_. A key is in the table at most once, either way. Keys whose own word
//   may be zero (hashes below 4) never share a table with reserved slots.
//
// A table owns neither keys nor what its cells refer to; its user does.
#pragma once

#include <cstddef>

#include "cell.h"

namespace hyperparameter::storage {

class Table {
 public:
  static constexpr uint64_t kNone = ~uint64_t{0};

  Table() = default;
  ~Table();
  Table(const Table &) = delete;
  Table &operator=(const Table &) = delete;

  /// The slot of `hash`, or kNone. Finds nothing in a table without memory.
  uint64_t find(uint64_t hash) const noexcept {
    if (keys_ == nullptr) return kNone;
    for (uint64_t i = hash & mask_; keys_[i] != nullptr; i = (i + 4) & mask_)
      if (((slots_[i].word ^ hash) & ~HP_WORD_KIND_MASK) == 0 && !is_reserved(i)) return i;
    return kNone;
  }

  /// The same, but also finds the slot that is reserved for `hash`.
  uint64_t find_place(uint64_t hash) const noexcept {
    if (keys_ == nullptr) return kNone;
    for (uint64_t i = hash & mask_; keys_[i] != nullptr; i = (i + 4) & mask_) {
      if (((slots_[i].word ^ hash) & ~HP_WORD_KIND_MASK) == 0 && !is_reserved(i)) return i;
      if (is_reserved(i) && slots_[i].value == reserved_value(hash) && keys_[i]->hash == hash)
        return i;
    }
    return kNone;
  }

  bool holds(uint64_t slot) const noexcept {
    return keys_[slot] != nullptr && !is_reserved(slot);
  }
  /// Of a slot with a key.
  bool is_reserved(uint64_t slot) const noexcept {
    return slots_[slot].word == 0 && (slots_[slot].value & HP_TAG_MASK) == 0;
  }

  /// Makes room so that insert(hash, ...) cannot fail; true when the memory moved.
  bool reserve(uint64_t hash);
  /// Makes room for `count` more entries at once; true when the memory moved.
  bool reserve_many(uint64_t count);
  /// Adds a key that is not there; reserve() came before.
  uint64_t insert(const hp_key *key, Cell cell) noexcept;
  void erase(uint64_t slot) noexcept;
  void swap(Table &other) noexcept;
  void clear() noexcept;

  /// Takes the value and keeps the slot, if `may_reserve()`.
  void reserve_for_key(uint64_t slot) noexcept {
    slots_[slot] = {0, reserved_value(keys_[slot]->hash)};
    --count_;
    ++reserved_;
  }
  /// Puts a value into a reserved slot.
  void fill(uint64_t slot, Cell cell) noexcept {
    slots_[slot] = {(keys_[slot]->hash & ~HP_WORD_KIND_MASK) | cell.kind2, cell.value};
    ++count_;
    --reserved_;
  }
  bool may_reserve() const noexcept { return !has_tiny_hash_; }
  bool has_tiny_hash() const noexcept { return has_tiny_hash_; }
  uint64_t reserved() const noexcept { return reserved_; }
  /// Whether there is no room for `hash`, but would be enough, and for long enough, without the
  /// reserved slots.
  bool is_purge_due(uint64_t hash) const noexcept {
    return hash < 4 ? reserved_ != 0
                    : reserved_ >= 8 && reserved_ >= (mask_ + 1) / 8 && !has_room(hash);
  }
  /// Empties the reserved slots; `release` gets their keys.
  template <class Release>
  void purge(Release &&release) noexcept {
    for (uint64_t i = 0; reserved_ != 0 && i <= mask_; ++i)
      while (keys_[i] != nullptr && is_reserved(i)) {
        release(keys_[i]);
        // As if it held a value, so that erase() counts right.
        --reserved_;
        ++count_;
        erase(i);
      }
  }

  Cell cell(uint64_t slot) const noexcept {
    return {slots_[slot].word & HP_WORD_KIND_MASK, slots_[slot].value};
  }
  void set(uint64_t slot, Cell cell) noexcept {
    slots_[slot].word = (slots_[slot].word & ~HP_WORD_KIND_MASK) | cell.kind2;
    slots_[slot].value = cell.value;
  }
  const hp_key *key(uint64_t slot) const noexcept { return keys_[slot]; }
  void set_key(uint64_t slot, const hp_key *key) noexcept { keys_[slot] = key; }

  uint64_t size() const noexcept { return count_; }
  /// Slots to go through when listing those that hold something.
  uint64_t capacity() const noexcept { return keys_ == nullptr ? 0 : mask_ + 1; }
  uint64_t mask() const noexcept { return mask_; }
  const hp_slot *slots() const noexcept { return slots_; }
  const hp_key *const *keys() const noexcept { return keys_; }

 private:
  static uint64_t reserved_value(uint64_t hash) noexcept { return (hash | 8) & ~HP_TAG_MASK; }
  bool has_room(uint64_t hash) const noexcept;
  void rebuild(uint64_t capacity, uint64_t hash);
  uint64_t place(const hp_key *key, const hp_slot &slot) noexcept;

  hp_slot *slots_ = nullptr;
  const hp_key **keys_ = nullptr;
  uint64_t mask_ = 0;
  uint64_t count_ = 0;     // slots with a value
  uint64_t reserved_ = 0;  // slots with a key and no value
  uint64_t fill_[4] = {};  // slots with a key, by sub-table
  bool has_tiny_hash_ = false;
};

/// An empty table with valid addresses, for readers that do not check for null.
extern const hp_slot kEmptySlots[4];
extern const hp_key *const kEmptyKeys[4];

}  // namespace hyperparameter::storage
