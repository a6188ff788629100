#include "memory.h"

#include <cstdlib>
#include <cstring>
#include <new>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#define HP_HAS_MMAP 1
#endif

namespace hyperparameter::storage {
namespace {

#if HP_HAS_MMAP
constexpr uint64_t kLarge = 16 * 1024;

void *mapped(uint64_t bytes) {
  void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return memory;
}
#else
constexpr uint64_t kLarge = UINT64_MAX;

void *mapped(uint64_t) { throw std::bad_alloc(); }
void munmap(void *, uint64_t) {}
#endif

void *checked(void *memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void *make_zeroed(uint64_t bytes) {
  return bytes >= kLarge ? mapped(bytes) : checked(std::calloc(1, bytes));
}

void *grow(void *memory, uint64_t from, uint64_t to) {
  if (to < kLarge) return checked(std::realloc(memory, to));
#if defined(__linux__)
  if (from >= kLarge) {
    void *moved = mremap(memory, from, to, MREMAP_MAYMOVE);
    if (moved == MAP_FAILED) throw std::bad_alloc();
    return moved;
  }
#endif
  void *larger = mapped(to);
  if (from != 0) std::memcpy(larger, memory, from);
  give_back(memory, from);
  return larger;
}

void give_back(void *memory, uint64_t bytes) noexcept {
  if (bytes >= kLarge)
    munmap(memory, bytes);
  else
    std::free(memory);
}

}  // namespace hyperparameter::storage
