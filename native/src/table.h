// The open-addressed table behind every context, scope and snapshot.
//
// A table answers one question as fast as memory allows: what is the value of
// this 64-bit hash? It is laid out for readers that cannot call anything (inline
// C++ and Java reading raw addresses), which decides its shape:
//
//   slots_ -> | word value | word value | ... |   16 bytes each, mask_ + 1 of them
//   refs_  -> | ref | ref | ref | ...         |   4 bytes each: where the key's text is
//
// * The hash is already mixed (XXH64), so the home slot is hash & mask_. A probe
//   moves on by four slots, which keeps the low two bits of the index equal to
//   those of the hash. They need not be stored; the kind of the value sits in
//   their place, and one comparison of `word` checks hash and kind exactly.
// * In effect there are four sub-tables. insert() keeps one slot of each empty,
//   so a probe needs no bound, and no more than four fifths of the table full, so
//   it ends soon. Hashes that crowd one sub-table only make the table larger.
// * Key text stands apart, in an arena: see key_arena.h. A hit never touches it;
//   it refuses a second key with the same hash. A reference says which arena: the
//   table's own, or that of the base snapshot, whose keys are not copied.
// * erase() moves later members of the chain back, so there are no markers that
//   would make probes longer with time. ("Tombstone" elsewhere means a value:
//   "missing from this level on".)
//
// * A slot may be reserved: it has its key and its place in the chain, but no
//   value, because the scope that wrote it was left and is likely to come again.
//   Its word is zero, which matches no key, so readers pass it by; its value holds
//   the hash, with a tag that no value has. A key is in the table at most once,
//   either way. Keys whose own word may be zero (hashes below 4) never share a
//   table with reserved slots.
//
// * Hashes can be chosen (XXH64 is no secret), and so that all have one home. Where
//   kFar keys stand in a row the table becomes scattered: its home is then `scatter(hash) & mask_`,
//   which depends on a number drawn by the process, but for the low two bits. Readers that know
//   nothing of it still read right: a match is exact, and HP_MODE_SCATTERED sends their misses here.
//
// A table owns its keys, but not what its cells refer to; its user does.
#pragma once

#include <cstddef>

#include "cell.h"
#include "key_arena.h"
#include "scatter.h"

namespace hyperparameter::storage {

class Table {
 public:
  static constexpr uint64_t kNone = ~uint64_t{0};

  /// A table whose keys other tables may refer to, as their base's.
  struct ForBase {};

  Table() = default;
  explicit Table(ForBase) noexcept : base_keys_(&keys_), mark_(HP_KEY_IN_BASE) {}
  ~Table();
  Table(const Table &) = delete;
  Table &operator=(const Table &) = delete;

  /// Lets insert() take references to the keys of `base`, which outlives those; null: to none.
  void refer_to(const Table *base) noexcept {
    base_keys_ = base == nullptr ? nullptr : &base->keys_;
  }

  /// A key that is in the table, or was until the last write.
  struct Key {
    uint64_t hash;
    uint32_t ref;
    const hp_key *record;

    std::string_view text() const noexcept { return text_of(record); }
  };

  /// The slot of `hash`, or kNone. Finds nothing in a table without memory.
  uint64_t find(uint64_t hash) const noexcept {
    if (slots_ == nullptr) return kNone;
    for (uint64_t i = home(hash); refs_[i] != 0; i = (i + 4) & mask_)
      if (((slots_[i].word ^ hash) & ~HP_WORD_KIND_MASK) == 0 && !is_reserved(i)) return i;
    return kNone;
  }

  /// The same, but also finds the slot that is reserved for `hash`.
  uint64_t find_place(uint64_t hash) const noexcept {
    if (slots_ == nullptr) return kNone;
    for (uint64_t i = home(hash); refs_[i] != 0; i = (i + 4) & mask_) {
      if (((slots_[i].word ^ hash) & ~HP_WORD_KIND_MASK) == 0 && !is_reserved(i)) return i;
      if (slots_[i].word == 0 && slots_[i].value == reserved_value(hash)) return i;
    }
    return kNone;
  }

  bool holds(uint64_t slot) const noexcept { return refs_[slot] != 0 && !is_reserved(slot); }
  /// Of a slot with a key.
  bool is_reserved(uint64_t slot) const noexcept { return is_reserved(slots_[slot]); }
  static bool is_reserved(const hp_slot &slot) noexcept {
    return slot.word == 0 && (slot.value & HP_TAG_RESERVED) == HP_TAG_RESERVED;
  }

  /// Makes room so that insert(hash, ...) cannot fail; true when the slots moved.
  bool reserve(uint64_t hash);
  /// Makes room for `count` more entries at once; true when the slots moved.
  bool reserve_many(uint64_t count);
  /// Gives back what keys that are gone made a large table take; whether the slots moved.
  bool shrink() noexcept;
  /// Keeps a copy of a key's text, for insert(). The texts of other keys may move.
  uint32_t add_key(std::string_view text) { return keys_.add(text) | mark_; }
  /// Adds a key that is not there; reserve() came before.
  uint64_t insert(uint64_t hash, uint32_t ref, Cell cell) noexcept;
  void erase(uint64_t slot) noexcept;
  void swap(Table &other) noexcept;
  void clear() noexcept;
  /// The same, and gives its memory back where that is much.
  void clear_and_shrink() noexcept;

  /// Whether most of the keys' memory is of keys that are gone.
  bool is_compaction_due() const noexcept { return keys_.size() > 2 * used_by_keys_ + 1024; }
  /// Gives that memory back; all references to keys change. Does nothing without memory for it.
  void compact_keys() noexcept;

  /// Takes the value and keeps the slot, if `may_reserve()`.
  void reserve_for_key(uint64_t slot) noexcept {
    slots_[slot] = {0, reserved_value(hash(slot))};
    --count_;
    ++reserved_;
  }
  /// Puts a value into a reserved slot.
  void fill(uint64_t slot, Cell cell) noexcept {
    slots_[slot] = {(hash(slot) & ~HP_WORD_KIND_MASK) | cell.kind2, cell.value};
    filled();
  }
  /// A runtime has put a value into a reserved slot.
  void filled() noexcept {
    ++count_;
    --reserved_;
  }
  bool may_reserve() const noexcept { return !has_tiny_hash_; }
  bool has_tiny_hash() const noexcept { return has_tiny_hash_; }
  /// Whether there is no room for `hash`, but would be enough, and for long enough, without the
  /// reserved slots.
  bool is_purge_due(uint64_t hash) const noexcept {
    return hash < 4 ? reserved_ != 0
                    : reserved_ >= 8 && reserved_ >= (mask_ + 1) / 8 && !has_room(hash);
  }
  /// Empties the reserved slots.
  void purge() noexcept;

  Cell cell(uint64_t slot) const noexcept {
    return Cell::in(slots_[slot]);
  }
  void set(uint64_t slot, Cell cell) noexcept {
    slots_[slot].word = (slots_[slot].word & ~HP_WORD_KIND_MASK) | cell.kind2;
    slots_[slot].value = cell.value;
  }
  /// Of a slot with a key.
  uint64_t hash(uint64_t slot) const noexcept { return hash_of(slots_[slot], slot); }
  uint32_t ref(uint64_t slot) const noexcept { return refs_[slot]; }
  const hp_key *record(uint32_t ref) const noexcept {
    return (ref & HP_KEY_IN_BASE) != 0 ? base_keys_->at(ref & ~HP_KEY_IN_BASE) : keys_.at(ref);
  }
  std::string_view text(uint64_t slot) const noexcept { return text_of(record(refs_[slot])); }
  Key key(uint64_t slot) const noexcept { return {hash(slot), refs_[slot], record(refs_[slot])}; }

  bool is_scattered() const noexcept { return scattered_; }
  /// The slots a search for `hash` looks at.
  uint64_t probes(uint64_t hash) const noexcept;

  uint64_t size() const noexcept { return count_; }
  /// What its slots and keys take.
  uint64_t bytes() const noexcept {
    return capacity() * (sizeof(hp_slot) + sizeof(uint32_t)) + keys_.size();
  }
  /// Slots to go through when listing those that hold something.
  uint64_t capacity() const noexcept { return slots_ == nullptr ? 0 : mask_ + 1; }
  uint64_t mask() const noexcept { return mask_; }
  const hp_slot *slots() const noexcept { return slots_; }
  hp_slot *slots() noexcept { return slots_; }
  const uint32_t *refs() const noexcept { return refs_; }
  const char *key_bytes() const noexcept { return keys_.bytes(); }
  /// Whoever remembers where a key is has to look for it again.
  void forget_places() noexcept { ++moves_; }
  /// Counts what may give a key that is there another slot.
  const uint64_t *moves() const noexcept { return &moves_; }

 private:
  // The word lacks the two bits that the index has; a reserved value has its third bit in the tag.
  static uint64_t hash_of(const hp_slot &slot, uint64_t index) noexcept {
    const uint64_t high = is_reserved(slot) ? (slot.value & ~HP_TAG_MASK) | (slot.value & 1) << 2
                                            : slot.word & ~HP_WORD_KIND_MASK;
    return high | (index & 3);
  }
  static uint64_t reserved_value(uint64_t hash) noexcept {
    return (hash & ~HP_TAG_MASK) | HP_TAG_RESERVED | (hash >> 2 & 1);
  }
  // How many keys so many slots take. Small tables stay half empty, for few displaced keys.
  static uint64_t limit(uint64_t capacity) noexcept {
    return capacity <= 1024 ? capacity / 2 : capacity / 5 * 4;
  }
  // Honest hashes in a table that is four fifths full stand in rows of 25 or so; of these, in one of
  // 10^10.
  static constexpr uint64_t kFar = 1024;

  uint64_t home(uint64_t hash) const noexcept {
    if (HP_LIKELY(!scattered_)) return hash & mask_;
    return ((scatter(hash) & ~uint64_t{3}) | (hash & 3)) & mask_;
  }
  /// How many keys a quarter of the table takes. One quarter may have all the keys.
  static uint64_t quarter_limit(uint64_t capacity, bool scattered) noexcept {
    return scattered ? capacity / 5 : capacity / 4 - 1;
  }
  bool has_room(uint64_t hash) const noexcept;
  bool fits(uint64_t capacity, uint64_t hash, bool scattered) const noexcept;
  void rebuild(uint64_t capacity, uint64_t hash);
  bool is_in_long_run(uint64_t slot) const noexcept;
  uint64_t place(uint64_t hash, uint32_t ref, const hp_slot &slot) noexcept;
  uint64_t room_of(uint32_t ref) const noexcept;

  hp_slot *slots_ = nullptr;
  uint32_t *refs_ = nullptr;
  uint64_t mask_ = 0;
  uint64_t count_ = 0;     // slots with a value
  uint64_t reserved_ = 0;  // slots with a key and no value
  uint64_t fill_[4] = {};  // slots with a key, by sub-table
  uint64_t moves_ = 0;
  bool has_tiny_hash_ = false;
  bool scattered_ = false;
  bool scatter_due_ = false;  // kFar keys stand in a row
  KeyArena keys_;
  uint64_t used_by_keys_ = 0;  // bytes of keys_ that slots refer to
  const KeyArena *base_keys_ = nullptr;
  uint32_t mark_ = 0;  // in the references to keys_
};

/// Calls visit(key, cell) for all that a table has.
template <class Visit>
void visit_table(const Table &table, Visit &&visit) {
  for (uint64_t i = 0; i < table.capacity(); ++i)
    if (table.holds(i)) visit(table.key(i), table.cell(i));
}
/// The same, and for what is below it of other keys; null: nothing.
template <class Visit>
void visit_tables(const Table &table, const Table *below, Visit &&visit) {
  visit_table(table, visit);
  for (uint64_t i = 0; below != nullptr && i < below->capacity(); ++i)
    if (below->holds(i) && table.find(below->hash(i)) == Table::kNone)
      visit(below->key(i), below->cell(i));
}

/// The entry that shows `cell` to a caller; texts as the address of their hp_text.
inline hp_entry entry_of(uint64_t hash, Cell cell) noexcept {
  hp_entry entry{hash, cell.value, 0, nullptr, 0, 0, cell.kind(), 0};
  if (cell.is_text()) {
    entry.value = reinterpret_cast<uintptr_t>(cell.text());
    entry.text_length = cell.text()->length;
  } else if (cell.kind2 == HP_REF) {
    entry.value = cell.value >> 3;
  }
  return entry;
}
inline hp_entry entry_of(const Table::Key &key, Cell cell) noexcept {
  const std::string_view text = key.text();
  hp_entry entry = entry_of(key.hash, cell);
  entry.key = text.data();
  entry.key_length = static_cast<uint32_t>(text.size());
  entry.key_ref = key.ref;
  return entry;
}

/// An empty table with valid addresses, for readers that do not check for null.
extern const hp_slot kEmptySlots[4];
extern const uint32_t kEmptyRefs[4];

}  // namespace hyperparameter::storage
