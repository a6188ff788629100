#include "blocks.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

#include "failure.h"

namespace hyperparameter::storage {
namespace {

// Ids are handed out in runs, so that writing a text is no atomic operation.
constexpr uint64_t kIdRun = 1024;
std::atomic<uint64_t> next_id_run{1};

}  // namespace

Blocks::~Blocks() {
  free_list(parked_);
  for (Block *list : free_) free_list(list);
}

void Blocks::free_list(Block *block) noexcept {
  while (block != nullptr) {
    Block *next = block->next;
    std::free(block);
    block = next;
  }
}

void free_block(const void *payload) noexcept {
  // Two words before the payload: the Block in front of it.
  if (payload != nullptr) std::free(const_cast<char *>(static_cast<const char *>(payload)) - 16);
}

void *Blocks::take(uint64_t bytes) {
  static_assert(sizeof(Block) == 16, "free_block counts on it");
  uint64_t size_class = 0;
  uint64_t size = 32;
  while (size < bytes && size_class < kClasses) {
    ++size_class;
    size *= 2;
  }
  Block *block;
  if (size_class < kClasses && free_[size_class] != nullptr) {
    block = free_[size_class];
    free_[size_class] = block->next;
    --free_count_[size_class];
  } else {
    if (size_class == kLarge) size = bytes;
    block = static_cast<Block *>(std::malloc(sizeof(Block) + size));
    if (block == nullptr) throw std::bad_alloc();
  }
  block->next = nullptr;
  block->size_class = size_class;
  return block + 1;
}

void Blocks::park(const void *payload) noexcept {
  Block *block = static_cast<Block *>(const_cast<void *>(payload)) - 1;
  block->next = parked_;
  parked_ = block;
}

void Blocks::recycle_parked() noexcept {
  Block *block = parked_;
  parked_ = nullptr;
  while (block != nullptr) {
    Block *next = block->next;
    uint64_t size_class = block->size_class;
    if (size_class < kClasses && free_count_[size_class] < kKeepFree) {
      block->next = free_[size_class];
      free_[size_class] = block;
      ++free_count_[size_class];
    } else {
      std::free(block);
    }
    block = next;
  }
}

hp_text *Blocks::make_text(const char *bytes, uint64_t length) {
  hp_text *text = new (take(sizeof(hp_text) + length + 1)) hp_text;
  if (next_text_id_ == last_text_id_) {
    next_text_id_ = next_id_run.fetch_add(kIdRun, std::memory_order_relaxed);
    last_text_id_ = next_text_id_ + kIdRun;
  }
  text->id = next_text_id_++;
  text->length = static_cast<uint32_t>(length);
  text->flags = 0;
  char *copy = reinterpret_cast<char *>(text + 1);
  if (length != 0) std::memcpy(copy, bytes, length);
  copy[length] = '\0';
  return text;
}

}  // namespace hyperparameter::storage
