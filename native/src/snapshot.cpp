#include "snapshot.h"

#include <mutex>

#include "keys.h"

namespace hyperparameter::storage {

// Of what is laid over something itself only the own values are copied, which are few.
Snapshot *Snapshot::over(Snapshot *known) {
  Snapshot *under = known->under_ != nullptr ? known->under_ : known;
  Snapshot *made = under->table_.size() == 0 ? new Snapshot : new Snapshot(under);
  made->objects_ = known->objects_;
  if (known->numbers_ != nullptr) made->keep_numbers_of(known);
  try {
    if (known != under) made->add_all_of(known->table_);
  } catch (...) {
    release(made);
    throw;
  }
  return made;
}

// Objects keep their numbers.
void Snapshot::add_all_of(const Table &table) {
  visit_table(table, [&](const Table::Key &key, Cell cell) {
    if (cell.is_text())
      add(key.hash, key.text(), cell);
    else
      put(key.hash, key.text(), cell);
  });
}

Snapshot::~Snapshot() {
  for (uint64_t i = 0; i < table_.capacity(); ++i)
    if (table_.holds(i)) forget(i);
  release(under_);
  release(numbers_);
}

uint64_t Snapshot::size() const noexcept {
  uint64_t size = table_.size();
  if (under_ == nullptr) return size;
  size += under_->table_.size();
  visit_table(table_, [&](const Table::Key &key, Cell) {
    if (under_->table_.find(key.hash) != Table::kNone) --size;
  });
  return size;
}

void Snapshot::keep_numbers_of(Snapshot *base) noexcept {
  numbers_ = base->numbers_ != nullptr ? base->numbers_ : base;
  numbers_->retain();
}

void Snapshot::forget(uint64_t slot) noexcept {
  if (!table_.cell(slot).is_text()) return;
  text_bytes_ -= table_.cell(slot).text()->length;
  free_block(table_.cell(slot).text());
}

void Snapshot::add(uint64_t hash, std::string_view key, Cell cell) {
  if (cell.is_tombstone()) return;
  if (cell.is_text()) {
    add_text(hash, key, {hp_text_bytes(cell.text()), cell.text()->length});
    return;
  }
  if (cell.tag() == HP_TAG_OBJECT || (cell.tag() == HP_TAG_BASE_OBJECT && numbers_ == nullptr))
    cell = Cell::of_base_object(objects_++);
  put(hash, key, cell);
}

void Snapshot::add_text(uint64_t hash, std::string_view key, std::string_view text) {
  check_text(text.data(), text.size());
  hp_text *copy = blocks_.make_text(text.data(), text.size());
  copy->flags |= HP_TEXT_SHARED;
  put(hash, key, Cell::of_text(copy));
}

// Takes over the text in `cell`, also on failure.
void Snapshot::put(uint64_t hash, std::string_view key, Cell cell) {
  try {
    uint64_t slot = table_.find(hash);
    if (slot != Table::kNone) {
      check_same_key(table_.text(slot), key);
      forget(slot);
      table_.set(slot, cell);
    } else {
      const uint64_t below = under_ == nullptr ? Table::kNone : under_->table_.find(hash);
      if (below != Table::kNone) check_same_key(under_->table_.text(below), key);
      table_.reserve(hash);
      table_.insert(hash, table_.add_key(key), cell);
    }
    if (cell.is_text()) text_bytes_ += cell.text()->length;
  } catch (...) {
    if (cell.is_text()) free_block(cell.text());
    throw;
  }
}

void Snapshot::release(Snapshot *snapshot) noexcept {
  if (snapshot != nullptr && snapshot->refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete snapshot;
}

namespace {

// Initialised at compile time and trivial to destroy: threads may outlive main().
struct Frozen {
  std::mutex mutex;
  Snapshot *snapshot = nullptr;
};
Frozen place;

}  // namespace

Snapshot *frozen() noexcept {
  std::lock_guard<std::mutex> lock(place.mutex);
  if (place.snapshot != nullptr) place.snapshot->retain();
  return place.snapshot;
}

void set_frozen(Snapshot *snapshot) noexcept {
  if (snapshot != nullptr) snapshot->retain();
  Snapshot *old;
  {
    std::lock_guard<std::mutex> lock(place.mutex);
    old = place.snapshot;
    place.snapshot = snapshot;
  }
  Snapshot::release(old);
}

}  // namespace hyperparameter::storage
