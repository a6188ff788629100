#include "table.h"

#include <cstdlib>
#include <new>
#include <utility>

namespace hyperparameter::storage {
namespace {

constexpr uint64_t kSmallest = 8;
constexpr uint64_t kLargest = uint64_t{1} << 40;

}  // namespace

const hp_slot kEmptySlots[4] = {};
const hp_key *const kEmptyKeys[4] = {};

Table::~Table() { std::free(slots_); }

bool Table::has_room(uint64_t hash) const noexcept {
  uint64_t capacity = mask_ + 1;
  return count_ + reserved_ + 1 <= capacity / 2 && fill_[hash & 3] + 1 < capacity / 4;
}

bool Table::reserve(uint64_t hash) {
  if (keys_ != nullptr && has_room(hash)) return false;
  rebuild(keys_ == nullptr ? kSmallest : 2 * (mask_ + 1), hash);
  return true;
}

bool Table::reserve_many(uint64_t count) {
  uint64_t capacity = keys_ == nullptr ? kSmallest : mask_ + 1;
  if (count > kLargest) throw std::bad_alloc();
  while (capacity / 2 < count_ + reserved_ + count) capacity *= 2;
  if (keys_ != nullptr && capacity == mask_ + 1) return false;
  rebuild(capacity, 0);
  return true;
}

// Doubles further as long as the sub-table of `hash` has no room.
void Table::rebuild(uint64_t capacity, uint64_t hash) {
  while (count_ + reserved_ + 1 > capacity / 2 || fill_[hash & 3] + 1 >= capacity / 4) capacity *= 2;
  if (capacity > kLargest) throw std::bad_alloc();
  // One zeroed block, keys behind the slots: an empty slot is two zero words.
  void *memory = std::calloc(capacity, sizeof(hp_slot) + sizeof(hp_key *));
  if (memory == nullptr) throw std::bad_alloc();
  hp_slot *old_slots = slots_;
  const hp_key **old_keys = keys_;
  uint64_t old_capacity = this->capacity();
  slots_ = static_cast<hp_slot *>(memory);
  keys_ = reinterpret_cast<const hp_key **>(slots_ + capacity);
  mask_ = capacity - 1;
  for (uint64_t &fill : fill_) fill = 0;
  for (uint64_t i = 0; i < old_capacity; ++i)
    if (old_keys[i] != nullptr) place(old_keys[i], old_slots[i]);
  std::free(old_slots);
}

uint64_t Table::place(const hp_key *key, const hp_slot &slot) noexcept {
  uint64_t i = key->hash & mask_;
  while (keys_[i] != nullptr) i = (i + 4) & mask_;
  slots_[i] = slot;
  keys_[i] = key;
  ++fill_[i & 3];
  return i;
}

uint64_t Table::insert(const hp_key *key, Cell cell) noexcept {
  if (key->hash < 4) has_tiny_hash_ = true;
  ++count_;
  return place(key, {(key->hash & ~HP_WORD_KIND_MASK) | cell.kind2, cell.value});
}

void Table::erase(uint64_t slot) noexcept {
  uint64_t hole = slot;
  for (uint64_t i = (slot + 4) & mask_; keys_[i] != nullptr; i = (i + 4) & mask_) {
    uint64_t from_home = (i - keys_[i]->hash) & mask_;
    uint64_t from_hole = (i - hole) & mask_;
    if (from_home >= from_hole) {
      slots_[hole] = slots_[i];
      keys_[hole] = keys_[i];
      hole = i;
    }
  }
  slots_[hole] = {};
  keys_[hole] = nullptr;
  --count_;
  --fill_[hole & 3];
}

void Table::swap(Table &other) noexcept {
  std::swap(slots_, other.slots_);
  std::swap(keys_, other.keys_);
  std::swap(mask_, other.mask_);
  std::swap(count_, other.count_);
  std::swap(reserved_, other.reserved_);
  std::swap(has_tiny_hash_, other.has_tiny_hash_);
  std::swap(fill_, other.fill_);
}

void Table::clear() noexcept {
  for (uint64_t i = 0, n = capacity(); i < n; ++i) {
    slots_[i] = {};
    keys_[i] = nullptr;
  }
  count_ = 0;
  reserved_ = 0;
  has_tiny_hash_ = false;
  for (uint64_t &fill : fill_) fill = 0;
}

}  // namespace hyperparameter::storage
