#include "scatter.h"

#include <chrono>

#if defined(__linux__)
#include <sys/random.h>
#endif

namespace hyperparameter::storage {
namespace {

uint64_t mixed(uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

ScatterSeeds drawn() noexcept {
  uint64_t random[2];
#if defined(__linux__)
  if (getrandom(random, sizeof random, GRND_NONBLOCK) == sizeof random)
    return {random[0], random[1] | 1};
#endif
  // The clock and where the system put the stack: little, but nothing a file can know.
  random[0] = mixed(static_cast<uint64_t>(
      std::chrono::high_resolution_clock::now().time_since_epoch().count()));
  random[1] = mixed(random[0] ^ reinterpret_cast<uintptr_t>(&random));
  return {random[0], random[1] | 1};
}

}  // namespace

const ScatterSeeds kScatterSeeds = drawn();

}  // namespace hyperparameter::storage
