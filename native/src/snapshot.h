// Immutable values that many contexts start on.
#pragma once

#include <atomic>
#include <string_view>

#include "blocks.h"
#include "held.h"
#include "table.h"

namespace hyperparameter::storage {

/// Counted by reference; written only while it is built, by one thread.
class Snapshot {
 public:
  Snapshot() = default;
  ~Snapshot();

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
  const Table &table() const noexcept { return table_; }
  /// What its slots, keys and texts take.
  uint64_t bytes() const noexcept { return table_.bytes() + text_bytes_; }

  /// Whether more than one reference is held.
  bool is_shared() const noexcept { return refs_.load(std::memory_order_acquire) > 1; }
  void retain() noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
  static void release(Snapshot *snapshot) noexcept;
  Held held{this};

 private:
  void put(uint64_t hash, std::string_view key, Cell cell);
  void forget(uint64_t slot) noexcept;

  std::atomic<uint64_t> refs_{1};
  Table table_{Table::ForBase{}};
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
