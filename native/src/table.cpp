#include "table.h"

#include <new>
#include <utility>

#include "memory.h"

namespace hyperparameter::storage {
namespace {

constexpr uint64_t kSmallest = 8;
constexpr uint64_t kLargest = uint64_t{1} << 40;
constexpr uint64_t kKept = 256;  // what a cleared table keeps: five kilobytes
constexpr uint64_t kKeptKeys = 4096;

// One block: the slots, and the references behind them.
constexpr uint64_t bytes_for(uint64_t capacity) {
  return capacity * (sizeof(hp_slot) + sizeof(uint32_t));
}

}  // namespace

const hp_slot kEmptySlots[4] = {};
const uint32_t kEmptyRefs[4] = {};

// A table of more slots, with fewer than one in so many used, is worth the work of shrinking it.
constexpr uint64_t kLarge = 4096, kSparse = 16;

Table::~Table() { give_back(slots_, bytes_for(capacity())); }

bool Table::has_room(uint64_t hash) const noexcept {
  const uint64_t capacity = mask_ + 1;
  return count_ + reserved_ + 1 <= limit(capacity) &&
         fill_[hash & 3] < quarter_limit(capacity, scattered_) && !scatter_due_;
}

bool Table::fits(uint64_t capacity, uint64_t hash, bool scattered) const noexcept {
  if (count_ + reserved_ + 1 > limit(capacity)) return false;
  const uint64_t most = quarter_limit(capacity, scattered);
  for (uint64_t quarter = 0; quarter < 4; ++quarter)
    if (fill_[quarter] + (quarter == (hash & 3) ? 1 : 0) > most) return false;
  return true;
}

uint64_t Table::probes(uint64_t hash) const noexcept {
  if (slots_ == nullptr) return 0;
  uint64_t count = 1;
  for (uint64_t i = home(hash); refs_[i] != 0; i = (i + 4) & mask_, ++count)
    if (((slots_[i].word ^ hash) & ~HP_WORD_KIND_MASK) == 0 && !is_reserved(i)) break;
  return count;
}

bool Table::reserve(uint64_t hash) {
  if (slots_ != nullptr && has_room(hash)) return false;
  const bool is_full = slots_ != nullptr && !fits(mask_ + 1, hash, scattered_);
  rebuild(slots_ == nullptr ? kSmallest : (mask_ + 1) << (is_full ? 1 : 0), hash);
  return true;
}

bool Table::reserve_many(uint64_t count) {
  uint64_t capacity = slots_ == nullptr ? kSmallest : mask_ + 1;
  if (count > kLargest) throw std::bad_alloc();
  while (limit(capacity) < count_ + reserved_ + count) capacity *= 2;
  if (slots_ != nullptr && capacity == mask_ + 1) return false;
  rebuild(capacity, 0);
  return true;
}

bool Table::shrink() noexcept {
  if (capacity() <= kLarge || count_ >= capacity() / kSparse) return false;
  purge();
  uint64_t smaller = kSmallest;
  while (limit(smaller) < 2 * (count_ + 1)) smaller *= 2;
  try {
    rebuild(smaller, 0);
  } catch (const std::bad_alloc &) {
    return false;  // it stays as large as it is
  }
  return true;
}

// Doubles further as long as a sub-table has no room.
void Table::rebuild(uint64_t capacity, uint64_t hash) {
  const bool scattered = scattered_ || scatter_due_;
  while (!fits(capacity, hash, scattered)) capacity *= 2;
  if (capacity > kLargest) throw std::bad_alloc();
  void *memory = make_zeroed(bytes_for(capacity));  // an empty slot is two zero words
  hp_slot *old_slots = slots_;
  const uint32_t *old_refs = refs_;
  const uint64_t old_capacity = this->capacity();
  ++moves_;
  slots_ = static_cast<hp_slot *>(memory);
  refs_ = reinterpret_cast<uint32_t *>(slots_ + capacity);
  mask_ = capacity - 1;
  scattered_ = scattered;
  scatter_due_ = false;
  for (uint64_t &fill : fill_) fill = 0;
  for (uint64_t i = 0; i < old_capacity; ++i)
    if (old_refs[i] != 0) place(hash_of(old_slots[i], i), old_refs[i], old_slots[i]);
  give_back(old_slots, bytes_for(old_capacity));
}

// Also the keys around count, not only the way from home: where they stand close, a search for a
// key that is missing goes past all of them.
bool Table::is_in_long_run(uint64_t slot) const noexcept {
  uint64_t run = 1;
  for (uint64_t i = (slot - 4) & mask_; refs_[i] != 0 && run < kFar; i = (i - 4) & mask_) ++run;
  for (uint64_t i = (slot + 4) & mask_; refs_[i] != 0 && run < kFar; i = (i + 4) & mask_) ++run;
  return run >= kFar;
}

uint64_t Table::place(uint64_t hash, uint32_t ref, const hp_slot &slot) noexcept {
  uint64_t i = home(hash);
  while (refs_[i] != 0) i = (i + 4) & mask_;
  slots_[i] = slot;
  refs_[i] = ref;
  // For reserve(), which may allocate.
  if (!scattered_ && !scatter_due_) scatter_due_ = is_in_long_run(i);
  ++fill_[i & 3];
  return i;
}

uint64_t Table::room_of(uint32_t ref) const noexcept {
  return (ref & HP_KEY_IN_BASE) == mark_ ? KeyArena::room_for(text_of(record(ref))) : 0;
}

uint64_t Table::insert(uint64_t hash, uint32_t ref, Cell cell) noexcept {
  if (hash < 4) has_tiny_hash_ = true;
  ++count_;
  used_by_keys_ += room_of(ref);
  return place(hash, ref, {(hash & ~HP_WORD_KIND_MASK) | cell.kind2, cell.value});
}

void Table::erase(uint64_t slot) noexcept {
  ++moves_;
  --(is_reserved(slot) ? reserved_ : count_);
  used_by_keys_ -= room_of(refs_[slot]);
  uint64_t hole = slot;
  for (uint64_t i = (slot + 4) & mask_; refs_[i] != 0; i = (i + 4) & mask_) {
    uint64_t from_home = (i - home(hash(i))) & mask_;
    uint64_t from_hole = (i - hole) & mask_;
    if (from_home >= from_hole) {
      slots_[hole] = slots_[i];
      refs_[hole] = refs_[i];
      hole = i;
    }
  }
  slots_[hole] = {};
  refs_[hole] = 0;
  --fill_[hole & 3];
}

void Table::purge() noexcept {
  for (uint64_t i = 0; reserved_ != 0 && i <= mask_; ++i)
    while (refs_[i] != 0 && is_reserved(i)) erase(i);
}

void Table::compact_keys() noexcept {
  KeyArena kept;
  try {
    kept.reserve(used_by_keys_);
  } catch (...) {
    return;
  }
  for (uint64_t i = 0; i < capacity(); ++i)
    if (refs_[i] != 0 && (refs_[i] & HP_KEY_IN_BASE) == mark_) refs_[i] = kept.add(text(i)) | mark_;
  keys_.swap(kept);
}

void Table::swap(Table &other) noexcept {
  ++moves_;
  ++other.moves_;
  std::swap(slots_, other.slots_);
  std::swap(refs_, other.refs_);
  std::swap(mask_, other.mask_);
  std::swap(count_, other.count_);
  std::swap(reserved_, other.reserved_);
  std::swap(has_tiny_hash_, other.has_tiny_hash_);
  std::swap(scattered_, other.scattered_);
  std::swap(scatter_due_, other.scatter_due_);
  std::swap(fill_, other.fill_);
  keys_.swap(other.keys_);
  std::swap(used_by_keys_, other.used_by_keys_);
}

void Table::clear() noexcept {
  ++moves_;
  for (uint64_t i = 0, n = count_ + reserved_ == 0 ? 0 : capacity(); i < n; ++i) {
    slots_[i] = {};
    refs_[i] = 0;
  }
  count_ = 0;
  reserved_ = 0;
  has_tiny_hash_ = scattered_ = scatter_due_ = false;
  for (uint64_t &fill : fill_) fill = 0;
  keys_.clear();
  used_by_keys_ = 0;
}

void Table::clear_and_shrink() noexcept {
  if (capacity() > kKept || keys_.size() > kKeptKeys) {
    const KeyArena *base_keys = base_keys_;
    Table none;
    swap(none);
    base_keys_ = base_keys;
  } else {
    clear();
  }
}

}  // namespace hyperparameter::storage
