#include "scope_object.h"

#include "failure.h"
#include "keys.h"
#include "thread_state.h"

namespace st = hyperparameter::storage;
using st::Failure;
using st::Table;

namespace {

const char *const kElsewhere =
    "the scope is open on another thread; capture it or bind a context instead";

}  // namespace

Storage::~Storage() { drop_values(); }

Storage *Storage::current() noexcept {
  // Never destroyed: its address is a constant that callers may keep.
  alignas(Storage) static unsigned char place[sizeof(Storage)];
  static Storage *const sentinel = new (place) Storage;
  return sentinel;
}

Storage::Context *Storage::target() const {
  if (is_current()) return &st::current_context();
  Context *context = open_in();
  if (context != nullptr && context != st::context_if_any()) throw Failure{HP_E_STATE, kElsewhere};
  return context;
}

uint64_t Storage::open_level(Context &context, Storage *owner) const {
  context.begin();
  uint64_t before = context.depth();
  uint64_t serial = context.push(owner);
  try {
    if (isolating_) context.hide_inherited();
    for (uint64_t i = 0; i < values_.capacity(); ++i) {
      if (!values_.holds(i)) continue;
      Cell cell = values_.cell(i);
      if (cell.is_text())
        cell = Cell::of_text(context.make_text({hp_text_bytes(cell.text()), cell.text()->length}));
      context.write({values_.hash(i), values_.text(i), 0}, cell);
    }
  } catch (...) {
    context.forget_owner();
    context.unwind(before);
    throw;
  }
  context.filled();
  return serial;
}

void Storage::enter(Context &context) {
  if (is_current()) throw Failure{HP_E_STATE, "what the thread sees cannot be entered"};
  uintptr_t idle = 0;
  // Two threads may try to enter one object; only one gets it.
  if (!open_in_.compare_exchange_strong(idle, reinterpret_cast<uintptr_t>(&context)))
    throw Failure{HP_E_STATE, context_of(idle) == &context
                                  ? "the scope is already open: leave it first"
                                  : kElsewhere};
  try {
    open_level(context, this);
  } catch (...) {
    closed();
    throw;
  }
  depth_ = context.depth();
}

void Storage::leave(Context &context) {
  Context *open = open_in();
  if (open == nullptr) throw Failure{HP_E_STATE, "the scope is not open: enter it first"};
  if (open != &context) throw Failure{HP_E_STATE, kElsewhere};
  context.settle();
  const uint64_t forgotten = context.depth() - depth_;
  if (forgotten != 0) context.leave_inside(depth_);
  context.begin_leaving();
  const hp_status collected = context.unwind(depth_ - 1);
  if (collected != HP_OK)
    throw Failure{collected, "the scope was left, but there was no memory for its changes: it "
                             "keeps the values it was entered with"};
  if (forgotten != 0)
    throw Failure{HP_E_STATE, std::to_string(forgotten) +
                                  " inner scope(s) were still open and have been left first"};
}

void Storage::destroy(Storage *scope) noexcept {
  if (scope == nullptr || scope->is_current()) return;
  uintptr_t seen = scope->open_in_.load(std::memory_order_acquire);
  if (seen != 0 && context_of(seen) == st::context_if_any()) {
    st::guarded([&] {
      scope->leave(*context_of(seen));
      return HP_OK;
    });
    if ((seen & kAbandoned) == 0) delete scope;  // else it is gone already
    return;
  }
  // Its level belongs to another thread, which frees the object when the level ends.
  while (seen != 0) {
    if (scope->open_in_.compare_exchange_weak(seen, seen | kAbandoned, std::memory_order_acq_rel)) {
      st::report(HP_E_STATE, kElsewhere);
      return;
    }
  }
  delete scope;
}

Storage::Context::Found Storage::find_own(uint64_t hash) const noexcept {
  uint64_t slot = values_.find(hash);
  if (slot == Table::kNone) return {nullptr, Cell::tombstone()};
  return {values_.record(values_.ref(slot)), values_.cell(slot)};
}

Storage::Context::Found Storage::find(uint64_t hash) const {
  Context *context = target();
  if (context != nullptr) return context->find(hash);
  Context::Found own = find_own(hash);
  if (own.key != nullptr || isolating_) return own;
  return st::current_context().find(hash);
}

void Storage::set_own(uint64_t hash, std::string_view key, Cell cell) {
  try {
    uint64_t slot = values_.find(hash);
    if (slot != Table::kNone) {
      st::check_same_key(values_.text(slot), key);
      Cell before = values_.cell(slot);
      values_.set(slot, cell);
      if (before.is_text()) blocks_.drop_text(before.text());
      return;
    }
    st::check_key(key.data(), key.size());
    values_.reserve(hash);
    values_.insert(hash, values_.add_key(key), cell);
  } catch (...) {
    if (cell.is_text()) blocks_.drop_text(cell.text());
    throw;
  }
}

void Storage::put(uint64_t hash, std::string_view key, Cell cell) {
  if (Context *context = target()) {
    context->begin();
    context->write({hash, key, 0}, cell);
  } else {
    blocks_.recycle();
    set_own(hash, key, cell);
  }
}

void Storage::put_text(uint64_t hash, std::string_view key, std::string_view text) {
  Context *context = target();
  st::check_key(key.data(), key.size());
  if (context != nullptr) {
    context->begin();
    context->write({hash, key, 0}, Cell::of_text(context->make_text(text)));
  } else {
    st::check_text(text.data(), text.size());
    blocks_.recycle();
    set_own(hash, key, Cell::of_text(blocks_.make_text(text.data(), text.size())));
  }
}

void Storage::clear() {
  if (Context *context = target()) {
    context->begin();
    context->hide_all();
  } else {
    blocks_.recycle();
    drop_values();
    isolating_ = true;
  }
}

void Storage::drop_values() noexcept {
  for (uint64_t i = 0; i < values_.capacity(); ++i)
    if (values_.holds(i) && values_.cell(i).is_text())
      blocks_.drop_text(values_.cell(i).text());
  values_.clear();
}

void Storage::copy_in(const Table::Key &key, Cell cell) {
  if (cell.kind() == HP_OBJECT || cell.kind() == HP_BASE_OBJECT) return;
  if (cell.is_text())
    cell = Cell::of_text(blocks_.make_text(hp_text_bytes(cell.text()), cell.text()->length));
  set_own(key.hash, key.text(), cell);
}

void Storage::take_changes(Context &context) {
  if ((open_in_.load(std::memory_order_acquire) & kAbandoned) != 0) return;
  blocks_.recycle();
  values_.swap(spare_);
  try {
    context.for_each_change([this](const Table::Key &key, Cell cell) { copy_in(key, cell); });
  } catch (...) {
    drop_values();
    values_.swap(spare_);
    throw;
  }
  values_.swap(spare_);
  drop_values();
  values_.swap(spare_);
}

void Storage::closed() noexcept {
  if ((open_in_.exchange(0, std::memory_order_acq_rel) & kAbandoned) != 0) delete this;
}
