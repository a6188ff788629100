// Immutable values that many contexts start on.
#pragma once

#include <atomic>
#include <string_view>

#include "blocks.h"
#include "held.h"
#include "table.h"

namespace hyperparameter::storage {

/// Counted by reference; written only while it is built, by one thread. Either all is in one table, or
/// it is laid over another one, whose table it looks into for what its own, small one has not.
class Snapshot {
 public:
  Snapshot() : table_(Table::ForBase{}) {}
  ~Snapshot();
  /// A new one with the values of `known`, whose objects keep their numbers, until others are added.
  static Snapshot *over(Snapshot *known);

  /// Copies one value in (a later one of the same key wins). Tombstones are left out. Every object
  /// of either kind gets the next number, also one that a later value replaces.
  void add(uint64_t hash, std::string_view key, Cell cell);
  void add_text(uint64_t hash, std::string_view key, std::string_view text);
  /// Makes room for `count` values at once.
  void expect(uint64_t count) { table_.reserve_many(count); }
  /// Objects of the base of a context keep the numbers that `base` knows them by.
  void keep_numbers_of(Snapshot *base) noexcept;
  /// Whose numbers the objects have: this one's, or those of one it was made over.
  const Snapshot *numbered_by() const noexcept { return numbers_ != nullptr ? numbers_ : this; }
  /// The table to look into first.
  const Table &table() const noexcept { return table_; }
  /// What that is laid over; null for nothing. Never empty, nor laid over another one.
  Snapshot *under() const noexcept { return under_; }
  /// Whether objects may be added.
  bool numbers_objects() const noexcept { return numbers_ == nullptr; }
  /// Calls visit(key, cell) for every value.
  template <class Visit>
  void for_each(Visit &&visit) const {
    visit_tables(table_, under_ == nullptr ? nullptr : &under_->table_, visit);
  }
  uint64_t size() const noexcept;
  /// What its slots, keys and texts take.
  uint64_t own_bytes() const noexcept { return table_.bytes() + text_bytes_; }
  /// The same with those of what it is laid over.
  uint64_t bytes() const noexcept {
    return own_bytes() + (under_ == nullptr ? 0 : under_->own_bytes());
  }

  /// Whether more than one reference is held.
  bool is_shared() const noexcept { return refs_.load(std::memory_order_acquire) > 1; }
  void retain() noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
  static void release(Snapshot *snapshot) noexcept;
  Held held{this};

 private:
  explicit Snapshot(Snapshot *under) noexcept : under_(under) { under->retain(); }

  void add_all_of(const Table &table);
  void put(uint64_t hash, std::string_view key, Cell cell);
  void forget(uint64_t slot) noexcept;

  std::atomic<uint64_t> refs_{1};
  Table table_;
  Snapshot *under_ = nullptr;  // retained
  Blocks blocks_;
  uint64_t objects_ = 0;
  uint64_t text_bytes_ = 0;
  Snapshot *numbers_ = nullptr;  // retained
};

/// The frozen snapshot, retained for the caller; null when it is empty.
Snapshot *frozen() noexcept;
/// Replaces it, retaining the new one.
void set_frozen(Snapshot *snapshot) noexcept;

}  // namespace hyperparameter::storage
