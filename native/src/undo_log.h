// What to put back when a level ends.
#pragma once

#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <type_traits>
#include <vector>

#include "cell.h"
#include "scatter.h"

struct Storage;

namespace hyperparameter::storage {

/// The state of one key before a write.
struct Undo {
  uint64_t hash;
  uint64_t value;
  uint32_t kind2;
  uint32_t present;  // 0: the context's own table had no such key

  Cell cell() const noexcept { return {kind2, value}; }
};

/// A stack whose push is a few stores: room is made beforehand. std::vector counts its elements by
/// a division, which shows where a scope costs as little as here.
template <class T>
class Stack {
  static_assert(std::is_trivially_copyable_v<T>, "moved by realloc");

 public:
  Stack() = default;
  ~Stack() { std::free(items_); }
  Stack(const Stack &) = delete;
  Stack &operator=(const Stack &) = delete;

  uint64_t size() const noexcept { return size_; }
  uint64_t capacity() const noexcept { return capacity_; }
  /// How many may be pushed.
  uint64_t room() const noexcept { return capacity_ - size_; }
  T &operator[](uint64_t i) noexcept { return items_[i]; }
  const T &operator[](uint64_t i) const noexcept { return items_[i]; }
  T &top() noexcept { return items_[size_ - 1]; }

  void grow() {
    const uint64_t capacity = 2 * capacity_ + 4;
    T *items = static_cast<T *>(std::realloc(static_cast<void *>(items_), capacity * sizeof(T)));
    if (items == nullptr) throw std::bad_alloc();
    items_ = items;
    capacity_ = capacity;
  }
  /// Only where there is room.
  void push(const T &item) noexcept {
    assert(size_ < capacity_);
    items_[size_++] = item;
  }
  void cut(uint64_t size) noexcept { size_ = size; }
  /// Gives back what it has room for.
  void clear_and_shrink() noexcept {
    std::free(items_);
    items_ = nullptr;
    size_ = capacity_ = 0;
  }

 private:
  T *items_ = nullptr;
  uint64_t size_ = 0;
  uint64_t capacity_ = 0;
};

struct Level {
  uint64_t begin;          // its first record
  uint64_t own;            // its first change: what an isolating entry hid comes before
  uint64_t compact_at;     // the length of the log at which it is compacted
  uint64_t outer_serial;   // the header's level_serial of the level around it
  uint64_t outer_changes;  // and its level_changes
  Storage *owner;          // the C scope object that is open in it, if any
};

/// Finds repeated keys among records, with memory it keeps.
class FirstSeen {
 public:
  /// Forgets everything and makes room for `count` keys.
  void start(uint64_t count) {
    uint64_t capacity = 16;
    while (capacity < 2 * count) capacity *= 2;
    table_.assign(capacity, {0, 0});
    steps_ = 0;
  }
  void shrink() noexcept { std::vector<Seen>().swap(table_); }
  /// The probes since start().
  uint64_t steps() const noexcept { return steps_; }
  /// Whether `hash` came.
  bool has(uint64_t hash) const noexcept {
    const uint64_t mask = table_.size() - 1;
    for (uint64_t i = scatter(hash) & mask; table_[i].used != 0; i = (i + 1) & mask)
      if (table_[i].hash == hash) return true;
    return false;
  }
  /// True the first time `hash` comes.
  bool first(uint64_t hash) noexcept {
    uint64_t mask = table_.size() - 1;
    uint64_t i = scatter(hash) & mask;
    for (; ++steps_, table_[i].used != 0; i = (i + 1) & mask)
      if (table_[i].hash == hash) return false;
    table_[i] = {hash, 1};
    return true;
  }

 private:
  struct Seen {
    uint64_t hash;
    uint64_t used;
  };
  std::vector<Seen> table_;
  uint64_t steps_ = 0;
};

}  // namespace hyperparameter::storage
