#include "keys.h"

#include <cstring>
#include <string>

#include "failure.h"

namespace hyperparameter::storage {
namespace {

constexpr uint64_t kLongest = INT32_MAX - 64;  // what a reader with arrays of 2^31 bytes can take

}  // namespace

bool is_utf8(const char *bytes, uint64_t length) noexcept {
  const unsigned char *p = reinterpret_cast<const unsigned char *>(bytes);
  const unsigned char *end = p + length;
  while (p != end) {
    uint64_t block;
    if (end - p >= 8 && (std::memcpy(&block, p, 8), (block & 0x8080808080808080u) == 0)) {
      p += 8;
      continue;
    }
    unsigned lead = *p++;
    if (lead < 0x80) continue;
    int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || end - p < more) return false;
    // The second byte's range rules out overlong forms, surrogates and beyond U+10FFFF.
    unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (*p < low || *p > high) return false;
    for (int i = 1; i < more; ++i)
      if ((p[i] & 0xc0) != 0x80) return false;
    p += more;
  }
  return true;
}

void check_key(const char *bytes, uint64_t length) {
  if (bytes == nullptr) throw Failure{HP_E_INVALID_KEY, "a key must not be null"};
  if (length != 0 && std::memchr(bytes, 0, length) != nullptr)
    throw Failure{HP_E_INVALID_KEY,
                  "the key '" + std::string(bytes) + "' has U+0000 inside; a key is text without it"};
  if (!is_utf8(bytes, length))
    throw Failure{HP_E_INVALID_KEY, "a key must be UTF-8; these " + std::to_string(length) +
                                        " bytes are not"};
}

void check_text(const char *bytes, uint64_t length) {
  if (bytes == nullptr && length != 0) throw Failure{HP_E_ARGUMENT, "a text must not be null"};
  if (length > kLongest)  // before it is looked at
    throw Failure{HP_E_ARGUMENT, "a text of 2 GiB or more: a value holds 64 bytes less"};
  if (!is_utf8(bytes, length))
    throw Failure{HP_E_ARGUMENT, "a text must be UTF-8; these " + std::to_string(length) +
                                     " bytes are not"};
}

void check_same_key(std::string_view known, std::string_view text) {
  if (known == text) return;
  throw Failure{HP_E_KEY_COLLISION, "the keys '" + std::string(known) + "' and '" +
                                        std::string(text) +
                                        "' have the same hash; rename one of them"};
}

}  // namespace hyperparameter::storage
