// XXH64, usable in constant expressions.
#ifndef HYPERPARAMETER_HASH_H
#define HYPERPARAMETER_HASH_H

#include <cstdint>

namespace hyperparameter {

class xxh64 {
 public:
  static constexpr uint64_t hash(const char *p, uint64_t len, uint64_t seed = 42) {
    const char *const end = p + len;
    uint64_t h = 0;
    if (len >= 32) {
      uint64_t v1 = seed + kP1 + kP2, v2 = seed + kP2, v3 = seed, v4 = seed - kP1;
      for (; end - p >= 32; p += 32) {
        v1 = round(v1, read64(p));
        v2 = round(v2, read64(p + 8));
        v3 = round(v3, read64(p + 16));
        v4 = round(v4, read64(p + 24));
      }
      h = rotl(v1, 1) + rotl(v2, 7) + rotl(v3, 12) + rotl(v4, 18);
      h = merge(merge(merge(merge(h, v1), v2), v3), v4);
    } else {
      h = seed + kP5;
    }
    h += len;
    for (; end - p >= 8; p += 8) h = rotl(h ^ round(0, read64(p)), 27) * kP1 + kP4;
    if (end - p >= 4) {
      h = rotl(h ^ (read32(p) * kP1), 23) * kP2 + kP3;
      p += 4;
    }
    for (; p != end; ++p) h = rotl(h ^ (byte(*p) * kP5), 11) * kP1;
    h = (h ^ (h >> 33)) * kP2;
    h = (h ^ (h >> 29)) * kP3;
    return h ^ (h >> 32);
  }

 private:
  static constexpr uint64_t kP1 = 0x9E3779B185EBCA87u;
  static constexpr uint64_t kP2 = 0xC2B2AE3D27D4EB4Fu;
  static constexpr uint64_t kP3 = 0x165667B19E3779F9u;
  static constexpr uint64_t kP4 = 0x85EBCA77C2B2AE63u;
  static constexpr uint64_t kP5 = 0x27D4EB2F165667C5u;

  static constexpr uint64_t byte(char c) { return static_cast<unsigned char>(c); }
  static constexpr uint64_t rotl(uint64_t x, int n) { return (x << n) | (x >> (64 - n)); }
  // Byte by byte, for constant expressions and either byte order; compilers make one load of it.
  static constexpr uint64_t read32(const char *p) {
    return byte(p[0]) | byte(p[1]) << 8 | byte(p[2]) << 16 | byte(p[3]) << 24;
  }
  static constexpr uint64_t read64(const char *p) { return read32(p) | read32(p + 4) << 32; }
  static constexpr uint64_t round(uint64_t acc, uint64_t lane) {
    return rotl(acc + lane * kP2, 31) * kP1;
  }
  static constexpr uint64_t merge(uint64_t h, uint64_t v) {
    return (h ^ round(0, v)) * kP1 + kP4;
  }
};

/// The hash of a key, seed 42.
constexpr uint64_t xxhash(const char *p, int len) {
  return xxh64::hash(p, static_cast<uint64_t>(len), 42);
}

}  // namespace hyperparameter

namespace hp = hyperparameter;

#endif
