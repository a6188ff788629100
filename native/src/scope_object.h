// The object behind `struct Storage *`: a set of parameters that can be entered.
#pragma once

#include <atomic>
#include <string_view>

#include "blocks.h"
#include "context.h"
#include "table.h"

/// Idle, it holds values of its own. Open, those stay as they were when it was entered, and every
/// operation goes to the context it is open in; leaving replaces them by the level's changes.
struct Storage {
 public:
  using Cell = hyperparameter::storage::Cell;
  using Context = hyperparameter::storage::Context;

  Storage() = default;
  ~Storage();
  Storage(const Storage &) = delete;
  Storage &operator=(const Storage &) = delete;

  /// Stands for the calling thread's context; never entered, never destroyed.
  static Storage *current() noexcept;
  bool is_current() const noexcept { return this == current(); }

  /// Null when idle. Atomic because another thread may ask (and must be told "not here").
  Context *open_in() const noexcept {
    return context_of(open_in_.load(std::memory_order_acquire));
  }
  /// The context that reads and writes go to: null when idle; throws when open elsewhere.
  Context *target() const;

  void enter(Context &context);
  /// HP_E_STATE, after unwinding, where inner levels were still open.
  void leave(Context &context);
  /// Ends the object; while it is open in another thread's context, once that closes it.
  static void destroy(Storage *scope) noexcept;

  /// The own value of an idle object; a tombstone is one.
  Context::Found find_own(uint64_t hash) const noexcept;
  /// What a read through the object sees; absent where the key is null or the cell a tombstone.
  Context::Found find(uint64_t hash) const;

  void put(uint64_t hash, std::string_view key, Cell cell);
  void put_text(uint64_t hash, std::string_view key, std::string_view text);
  void clear();

  bool isolating() const noexcept { return isolating_; }
  const hyperparameter::storage::Table &values() const noexcept { return values_; }
  /// Copies one value of a context in; objects of another language stay behind.
  void copy_in(const hyperparameter::storage::Table::Key &key, Cell cell);

  /// Called by the context when the level the object is open in ends: first the one, then the
  /// other, after which the object may be gone.
  void take_changes(Context &context);
  void closed() noexcept;

  /// Opens a level with the object's values.
  uint64_t open_level(Context &context, Storage *owner) const;

 private:
  static constexpr uintptr_t kAbandoned = 1;
  static Context *context_of(uintptr_t open_in) noexcept {
    return reinterpret_cast<Context *>(open_in & ~kAbandoned);
  }
  void set_own(uint64_t hash, std::string_view key, Cell cell);
  void drop_values() noexcept;

  hyperparameter::storage::Table values_;
  hyperparameter::storage::Table spare_;  // empty between calls; keeps its memory
  hyperparameter::storage::Blocks blocks_;
  bool isolating_ = false;
  /// The context it is open in, and kAbandoned once somebody has destroyed it meanwhile. One word,
  /// so that of two threads, one of which closes its level and the other destroys it, exactly one
  /// frees it, and the other does not look at it any more.
  std::atomic<uintptr_t> open_in_{0};
  uint64_t depth_ = 0;
};
