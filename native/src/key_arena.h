// The texts of a table's keys, end to end in one block of memory.
#pragma once

#include <string_view>

#include "hyperparameter/layout.h"

namespace hyperparameter::storage {

inline std::string_view text_of(const hp_key *key) noexcept {
  uint64_t length;
  const char *bytes = hp_key_text(key, &length);
  return {bytes, length};
}

/// Keys are only added; a table that has lost many of its keys makes a new arena of the others.
class KeyArena {
 public:
  KeyArena() = default;
  ~KeyArena();
  KeyArena(const KeyArena &) = delete;
  KeyArena &operator=(const KeyArena &) = delete;

  /// Copies a key in; its offset, which is never 0. The others may move, their offsets stay.
  uint32_t add(std::string_view text);
  /// Makes room for so many bytes at once.
  void reserve(uint64_t bytes);

  const hp_key *at(uint32_t offset) const noexcept {
    return reinterpret_cast<const hp_key *>(bytes_ + offset);
  }
  const char *bytes() const noexcept { return bytes_; }
  /// In use, with the keys that nobody refers to any more.
  uint64_t size() const noexcept { return size_; }
  /// What add() takes for a key.
  static uint64_t room_for(std::string_view text) noexcept;

  void clear() noexcept { size_ = 0; }
  void swap(KeyArena &other) noexcept;

 private:
  char *bytes_ = nullptr;
  uint64_t size_ = 0;
  uint64_t capacity_ = 0;
};

}  // namespace hyperparameter::storage
