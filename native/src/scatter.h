// Spreads hashes that somebody may have chosen.
#pragma once

#include <cstdint>

namespace hyperparameter::storage {

/// Drawn once by the process.
struct ScatterSeeds {
  uint64_t add;
  uint64_t multiply;  // odd
};
extern const ScatterSeeds kScatterSeeds;

inline uint64_t scatter(uint64_t hash) noexcept {
  uint64_t x = (hash ^ kScatterSeeds.add) * kScatterSeeds.multiply;
  x ^= x >> 32;
  x *= kScatterSeeds.multiply;
  return x ^ (x >> 32);
}

}  // namespace hyperparameter::storage
