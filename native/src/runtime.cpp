#include "runtime.h"

#include <cstdlib>

#include "convert.h"
#include "failure.h"
#include "hyperparameter/c_api.h"
#include "keys.h"
#include "thread_state.h"

namespace hyperparameter::storage {
namespace {

std::atomic<const hp_runtime *> present{nullptr};
std::atomic<uint64_t> gone{0};
std::atomic<uint64_t> misreads{0};

// In the place of one that is going: no other can come yet, and nobody asks it.
constexpr hp_runtime kGoing{};

bool is_object(Cell cell) noexcept {
  return cell.kind() == HP_OBJECT || cell.kind() == HP_BASE_OBJECT;
}

/// The runtime may write to the context, so nothing here is borrowed from it.
struct Question {
  std::string key;
  hp_foreign_read read{};

  explicit Question(const Misread &of)
      : key(of.found.key == nullptr ? std::string("?") : std::string(text_of(of.found.key))) {
    read.context = reinterpret_cast<uintptr_t>(of.context);
    read.hash = of.hash;
    read.kind = of.found.cell.kind();
    read.wanted = of.wanted;
    read.has_default = of.has_default ? 1 : 0;
    read.key = key.data();
    read.key_length = key.size();
  }
  ~Question() { std::free(read.text); }
  Question(const Question &) = delete;
  Question &operator=(const Question &) = delete;

  /// HP_READ_ABSENT where the calling thread is none of the runtime's.
  int32_t ask() noexcept {
    const Asking asking;
    return asking.runtime() == nullptr ? HP_READ_ABSENT : asking.runtime()->read(&read);
  }
};

void count(const Misread &read) noexcept {
  if (read.has_default) misreads.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

const hp_runtime *runtime() noexcept {
  const hp_runtime *found = present.load();
  return found == &kGoing ? nullptr : found;
}

uint64_t runtimes_gone() noexcept { return gone.load(); }

uint64_t misread_count() noexcept { return misreads.load(std::memory_order_relaxed); }

HP_COLD int32_t misread(const Misread &read, Converted *converted) {
  std::string message = describe_misfit(text_of(read.found.key), read.found.cell, read.wanted_name);
  Question question(read);
  const bool object = is_object(read.found.cell);
  if (!object) {
    question.read.message = message.data();
    question.read.message_length = message.size();
  }
  const int32_t outcome = object || read.has_default ? question.ask() : HP_READ_ABSENT;
  if (object && outcome == HP_READ_VALUE) {
    converted->bits = question.read.bits;
    if (question.read.text != nullptr)
      converted->text.assign(question.read.text, question.read.text_length);
    return HP_READ_VALUE;
  }
  if (object && outcome == HP_READ_NULL) return HP_READ_NULL;
  count(read);
  if (object && question.read.error[0] != '\0') message = question.read.error;
  throw Failure{HP_E_CONVERSION, std::move(message)};
}

HP_COLD void misfit(const Misread &read, const std::string &message) noexcept {
  count(read);
  guarded([&] {
    Question question(read);
    question.read.context = 0;
    question.read.message = message.data();
    question.read.message_length = message.size();
    question.ask();
    return HP_OK;
  });
}

void Context::leave_inside(uint64_t depth) noexcept {
  const Asking asking;
  const hp_runtime *told = asking.runtime();
  if (told == nullptr) return;
  bool has_its_own = false;
  for (uint64_t inner = depth + 1; inner <= head.depth; ++inner)
    has_its_own |= (serial_at(inner) & static_cast<uint64_t>(By::runtime)) != 0;
  if (has_its_own) told->leave_inside(reinterpret_cast<uintptr_t>(&head), serial_at(depth));
}

}  // namespace hyperparameter::storage

extern "C" {

hp_status hp_set_runtime(const hp_runtime *runtime) noexcept {
  using hyperparameter::storage::present;
  if (runtime == nullptr) {
    present.store(nullptr, std::memory_order_release);
    return HP_OK;
  }
  const hp_runtime *before = nullptr;
  if (present.compare_exchange_strong(before, runtime, std::memory_order_acq_rel) ||
      before == runtime)
    return HP_OK;
  hyperparameter::storage::report(HP_E_STATE,
                                  "another runtime in this process shares its threads already");
  return HP_E_STATE;
}

void hp_end_runtime(void) noexcept {
  namespace st = hyperparameter::storage;
  const hp_runtime *ending = st::runtime();
  if (ending == nullptr) return;
  // In this order: no thread gets an answer of it any more; then none takes its binding for a valid
  // one any more; then none sees what it saw until now.
  st::present.store(&st::kGoing);
  st::wait_for_asking();
  st::gone.fetch_add(1);
  st::wait_for_asking();
  st::empty_currents();
  uint64_t references;
  while (void *held = st::Held::next(st::Held::Kind::context, &references)) {
    st::Context *context = static_cast<st::Context *>(held);
    if (!st::hand_over(context)) st::Context::release(context);
  }
  while (void *held = st::Held::next(st::Held::Kind::snapshot, &references))
    while (references-- != 0) st::Snapshot::release(static_cast<st::Snapshot *>(held));
  st::present.store(nullptr);
}

uint64_t hp_misread_count(void) noexcept { return hyperparameter::storage::misread_count(); }

}  // extern "C"
