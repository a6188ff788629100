// What a runtime of another language holds by handle, so that it can be given back for it when it
// has gone without a word.
#pragma once

#include <cstdint>

#include "hyperparameter/context.h"

namespace hyperparameter::storage {

/// Part of each context and snapshot: how many references to it a runtime has. Guarded by one mutex.
class Held {
 public:
  /// `owner` is what this is a part of.
  explicit Held(void *owner) noexcept : owner_(owner) {}
  Held(const Held &) = delete;
  Held &operator=(const Held &) = delete;

  /// One of a kind is handed out by handle; it is the runtime's, if there is one.
  enum class Kind { context, snapshot };
  void hand_out(Kind kind) noexcept;
  /// Such a handle comes back.
  void take_back() noexcept;
  /// One that a runtime still has, which it then has no more, and how many references it had; null
  /// when there is none.
  static void *next(Kind kind, uint64_t *references) noexcept;

 private:
  void unlink() noexcept;

  void *const owner_;
  uint64_t references_ = 0;
  Held *after_ = nullptr;
  Held **link_ = nullptr;  // what refers to this; null where nothing does
};

}  // namespace hyperparameter::storage
