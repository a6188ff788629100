#include "held.h"

#include <mutex>

#include "runtime.h"

namespace hyperparameter::storage {
namespace {

// Initialised at compile time and trivial to destroy: threads may outlive main().
std::mutex mutex;
Held *first[2] = {};

}  // namespace

void Held::hand_out(Kind kind) noexcept {
  if (runtime() == nullptr) return;
  std::lock_guard<std::mutex> lock(mutex);
  if (references_++ != 0) return;
  link_ = &first[static_cast<int>(kind)];
  after_ = *link_;
  if (after_ != nullptr) after_->link_ = &after_;
  *link_ = this;
}

void Held::take_back() noexcept {
  std::lock_guard<std::mutex> lock(mutex);
  if (references_ != 0 && --references_ == 0) unlink();
}

void Held::unlink() noexcept {
  *link_ = after_;
  if (after_ != nullptr) after_->link_ = link_;
  link_ = nullptr;
  after_ = nullptr;
}

void *Held::next(Kind kind, uint64_t *references) noexcept {
  std::lock_guard<std::mutex> lock(mutex);
  Held *held = first[static_cast<int>(kind)];
  if (held == nullptr) return nullptr;
  *references = held->references_;
  held->references_ = 0;
  held->unlink();
  return held->owner_;
}

}  // namespace hyperparameter::storage
