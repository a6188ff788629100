#include "key_arena.h"

#include <cstring>
#include <utility>

#include "failure.h"
#include "memory.h"

namespace hyperparameter::storage {
namespace {

constexpr uint64_t kLargest = HP_KEY_IN_BASE;

}  // namespace

KeyArena::~KeyArena() { give_back(bytes_, capacity_); }

uint64_t KeyArena::room_for(std::string_view text) noexcept {
  uint64_t room = 1 + text.size();
  for (uint64_t rest = text.size() >> 7; rest != 0; rest >>= 7) ++room;
  return room;
}

void KeyArena::reserve(uint64_t bytes) {
  const uint64_t needed = size_ + bytes + 1;
  if (needed <= capacity_) return;
  if (bytes >= kLargest || needed >= kLargest)
    throw Failure{HP_E_NO_MEMORY, "the keys of one table are longer than 2 GiB together"};
  // An eighth more: most keys of a program are written once, and room that is never used costs
  // more than copying them now and then.
  const uint64_t capacity = needed + needed / 8 + 48;
  bytes_ = static_cast<char *>(grow(bytes_, capacity_, capacity));
  capacity_ = capacity;
}

uint32_t KeyArena::add(std::string_view text) {
  reserve(room_for(text));
  if (size_ == 0) size_ = 1;  // no key is at 0
  const uint64_t offset = size_;
  char *at = bytes_ + offset;
  uint64_t length = text.size();
  for (; length >= 0x80; length >>= 7) *at++ = static_cast<char>(length | 0x80);
  *at++ = static_cast<char>(length);
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  size_ = static_cast<uint64_t>(at - bytes_) + text.size();
  return static_cast<uint32_t>(offset);
}

void KeyArena::swap(KeyArena &other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
}

}  // namespace hyperparameter::storage
