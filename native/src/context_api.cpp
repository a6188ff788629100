// Contexts by explicit handle: see hyperparameter/context.h.
#include "hyperparameter/context.h"

#include "context.h"
#include "failure.h"
#include "keys.h"

namespace st = hyperparameter::storage;
using st::Cell;
using st::Context;
using st::Failure;
using st::Snapshot;

namespace {

hp_handle handle_of(const void *pointer) noexcept { return reinterpret_cast<uintptr_t>(pointer); }

// A reference that goes to the caller.
hp_handle handed_out(Context *context) noexcept {
  context->held.hand_out(st::Held::Kind::context);
  return handle_of(&context->head);
}
hp_handle handed_out(Snapshot *snapshot) noexcept {
  if (snapshot != nullptr) snapshot->held.hand_out(st::Held::Kind::snapshot);
  return handle_of(snapshot);
}

Context::KeyName known_key(uint64_t hash, uint32_t ref) {
  if (ref == 0) st::fail(HP_E_ARGUMENT, "the reference of the key is 0");
  return {hash, {}, ref};
}

Context &context_of(hp_handle handle) {
  if (handle == 0) st::fail(HP_E_ARGUMENT, "the context handle is 0");
  return *Context::of(handle);
}

Snapshot *snapshot_of(hp_handle handle) noexcept {
  return reinterpret_cast<Snapshot *>(static_cast<uintptr_t>(handle));
}

[[noreturn]] HP_COLD void unknown_kind(uint32_t kind) {
  throw Failure{HP_E_ARGUMENT, "no plain kind of value has the number " + std::to_string(kind)};
}

[[noreturn]] HP_COLD void nothing_to_leave(uint64_t depth) {
  throw Failure{HP_E_STATE, "there is no open scope to leave: " + std::to_string(depth) +
                                " level(s) are open"};
}

// Undoes an enter that failed, and passes the failure on; the handles stay the caller's.
[[noreturn]] HP_COLD void give_up(Context &context, uint64_t depth, uint64_t released) {
  context.unwind(depth);
  context.head.released_count = released;
  throw;
}

inline Cell plain_cell(uint32_t kind, uint64_t bits) {
  if (kind == HP_LONG || kind == HP_DOUBLE) return {kind, bits};
  switch (kind) {
    case HP_BOOLEAN: return Cell::of_bool(bits != 0);
    case HP_NULL: return Cell::of_null();
    case HP_TOMBSTONE: return Cell::tombstone();
    case HP_OBJECT: return Cell::of_object(bits);
    case HP_BASE_OBJECT: return Cell::of_base_object(bits);
    default: unknown_kind(kind);
  }
}

const char *bytes_of(const hp_entry &entry) noexcept {
  return reinterpret_cast<const char *>(static_cast<uintptr_t>(entry.value));
}

void write(Context &context, hp_entry &entry) {
  if (entry.key != nullptr)
    entry.key_ref = context.intern(entry.hash, {entry.key, entry.key_length});
  const Context::KeyName key = known_key(entry.hash, entry.key_ref);
  context.write(key, entry.kind == HP_TEXT
                         ? Cell::of_text(context.make_text({bytes_of(entry), entry.text_length}))
                         : plain_cell(entry.kind, entry.value));
}

// A snapshot of its own, or what another has and these values are over that.
Snapshot *snapshot_with(Snapshot *known, const hp_entry *entries, uint64_t count) {
  if (entries == nullptr && count != 0) st::fail(HP_E_ARGUMENT, "the entries are null");
  const auto unchanged = [known] {
    known->retain();
    return known;
  };
  if (known != nullptr && count == 0) return unchanged();
  Snapshot *snapshot = known == nullptr ? new Snapshot : Snapshot::over(known);
  try {
    snapshot->expect(count);
    for (uint64_t i = 0; i < count; ++i) {
      const hp_entry &entry = entries[i];
      if (entry.key == nullptr) st::fail(HP_E_ARGUMENT, "an entry has no key");
      const std::string_view key(entry.key, entry.key_length);
      if (entry.kind == HP_TEXT) {
        snapshot->add_text(entry.hash, key, {bytes_of(entry), entry.text_length});
        continue;
      }
      const Cell cell = plain_cell(entry.kind, entry.value);
      if (cell.is_object() && !snapshot->numbers_objects())
        st::fail(HP_E_ARGUMENT, "objects of another snapshot have the numbers");
      snapshot->add(entry.hash, key, cell);
    }
  } catch (...) {
    Snapshot::release(snapshot);
    throw;
  }
  if (snapshot->table().size() != 0 || snapshot->under() == nullptr) return snapshot;
  Snapshot::release(snapshot);  // of tombstones alone, so nothing is different
  return unchanged();
}

uint64_t depth_of(Context &context, uint64_t serial) {
  context.settle();
  const uint64_t depth = serial == 0 ? 0 : context.depth_of(serial);
  if (serial != 0 && depth == 0) st::fail(HP_E_STATE, "the level is not open any more");
  return depth;
}

// How many, or minus the status of the failure.
template <class Collect>
int64_t collected(hp_handle handle, Collect &&collect) noexcept {
  uint64_t count = 0;
  const hp_status status = st::guarded([&] {
    count = collect(context_of(handle));
    return HP_OK;
  });
  return status == HP_OK ? static_cast<int64_t>(count) : -int64_t{status};
}

// The changes of the level above `target`; without memory for them it is left all the same.
HP_COLD int64_t collect_last(Context &context, uint64_t target) {
  context.unwind(target + 1);
  try {
    return static_cast<int64_t>(context.collect_changes());
  } catch (...) {
    context.unwind(target);
    throw;
  }
}

// Opens a level and lets `fill` write into it; on failure neither level nor handles stay.
template <class Fill>
hp_status enter(hp_handle handle, Fill &&fill) noexcept {
  return st::guarded([&] {
    Context &context = context_of(handle);
    context.begin();
    uint64_t before = context.depth();
    uint64_t released = context.head.released_count;
    context.push(nullptr, Context::By::runtime);
    try {
      fill(context);
    } catch (...) {
      give_up(context, before, released);
    }
    context.filled();
    context.expect_pending();
    return HP_OK;
  });
}

}  // namespace

extern "C" {

hp_handle hp_context_create(hp_handle snapshot) noexcept {
  return st::guarded_or<hp_handle>(
      0, [&] { return handed_out(new Context(snapshot_of(snapshot))); });
}

hp_status hp_context_restart(hp_handle context, hp_handle snapshot) noexcept {
  return st::guarded([&] { return context_of(context).restart(snapshot_of(snapshot)); });
}

uint32_t hp_context_key(hp_handle context, uint64_t hash, const char *bytes,
                        uint64_t length) noexcept {
  return st::guarded_or<uint32_t>(0, [&] {
    if (bytes == nullptr) throw Failure{HP_E_INVALID_KEY, "a key must not be null"};
    context_of(context).settle();
    return Context::of(context)->intern(hash, {bytes, length});
  });
}

hp_status hp_context_put(hp_handle handle, uint64_t hash, uint32_t key, uint32_t kind,
                         uint64_t bits) noexcept {
  return st::guarded([&] {
    Context &context = context_of(handle);
    context.begin();
    context.write(known_key(hash, key), plain_cell(kind, bits));
    return HP_OK;
  });
}

hp_status hp_context_put_entry(hp_handle handle, hp_entry *entry) noexcept {
  return st::guarded([&] {
    if (entry == nullptr) st::fail(HP_E_ARGUMENT, "the entry is null");
    Context &context = context_of(handle);
    context.begin();
    write(context, *entry);
    return HP_OK;
  });
}

hp_status hp_context_clear(hp_handle handle) noexcept {
  return st::guarded([&] {
    Context &context = context_of(handle);
    context.begin();
    context.hide_all();
    return HP_OK;
  });
}

hp_status hp_context_enter(hp_handle handle, hp_entry *entries, uint64_t count,
                           int32_t isolating) noexcept {
  return enter(handle, [&](Context &context) {
    if (entries == nullptr && count != 0) st::fail(HP_E_ARGUMENT, "the entries are null");
    if (isolating != 0) context.hide_inherited();
    for (uint64_t i = 0; i < count; ++i) write(context, entries[i]);
  });
}

hp_status hp_context_enter_one(hp_handle handle, uint64_t hash, uint32_t key, uint32_t kind,
                               uint64_t bits) noexcept {
  return enter(handle, [&](Context &context) {
    context.write(known_key(hash, key), plain_cell(kind, bits));
  });
}

hp_handle hp_context_keep_text(hp_handle handle, const char *bytes, uint64_t length) noexcept {
  return st::guarded_or<hp_handle>(0, [&] {
    if (bytes == nullptr) st::fail(HP_E_ARGUMENT, "the text is null");
    return handle_of(context_of(handle).keep_text({bytes, length}));
  });
}

int64_t hp_context_exit(hp_handle handle, uint64_t target, int32_t collect) noexcept {
  int64_t changes = 0;
  hp_status status = st::guarded([&] {
    Context &context = context_of(handle);
    context.begin_leaving();
    if (target >= context.depth()) nothing_to_leave(context.depth());
    if (collect != 0) changes = collect_last(context, target);
    context.unwind(target);
    return HP_OK;
  });
  return status == HP_OK ? changes : -int64_t{status};
}

int64_t hp_context_leave(hp_handle handle, uint64_t serial, int32_t collect) noexcept {
  int64_t changes = 0;
  const hp_status status = st::guarded([&] {
    Context &context = context_of(handle);
    context.begin_leaving();
    const uint64_t depth = context.depth_of(serial);
    if (depth == 0) st::fail(HP_E_STATE, "the level is not open any more");
    if (collect != 0) changes = collect_last(context, depth - 1);
    context.unwind(depth - 1);
    return HP_OK;
  });
  return status == HP_OK ? changes : -int64_t{status};
}

hp_status hp_context_merge(hp_handle handle, uint64_t serial) noexcept {
  return st::guarded([&] {
    Context &context = context_of(handle);
    context.begin();
    if (!context.has_level(context.depth(), serial))
      st::fail(HP_E_STATE, "the level is not the innermost one");
    if (!context.may_merge())
      st::fail(HP_E_STATE, "the level hides what it inherits, or is that of a scope object");
    context.merge();
    return HP_OK;
  });
}

int64_t hp_context_list(hp_handle handle) noexcept {
  return collected(handle, [](Context &context) { return context.list(); });
}

int64_t hp_context_steady_level(hp_handle handle) noexcept {
  if (handle == 0) return -1;
  Context &context = *Context::of(handle);
  const uint64_t depth = context.steady_level();
  if (depth == Context::kNoLevel) return -1;
  return depth == 0 ? 0 : static_cast<int64_t>(context.serial_at(depth));
}

int64_t hp_context_list_inside(hp_handle handle, uint64_t serial) noexcept {
  return collected(handle, [serial](Context &context) {
    return context.list_inside(depth_of(context, serial));
  });
}

int64_t hp_context_list_outside(hp_handle handle, uint64_t serial) noexcept {
  return collected(handle, [serial](Context &context) {
    return context.list_outside(depth_of(context, serial));
  });
}

int64_t hp_context_history(hp_handle handle, uint64_t hash) noexcept {
  return collected(handle, [hash](Context &context) { return context.history(hash); });
}

uint64_t hp_context_level_of(hp_handle context, uint64_t hash) noexcept {
  return context == 0 ? 0 : Context::of(context)->level_of(hash);
}

const hp_slot *hp_context_slot(hp_handle context, uint64_t hash) noexcept {
  return context == 0 ? nullptr : Context::of(context)->slot_of(hash);
}

hp_handle hp_snapshot_of(hp_handle handle) noexcept {
  return st::guarded_or<hp_handle>(0, [&] {
    Context &context = context_of(handle);
    context.shrink();
    Snapshot *snapshot = context.snapshot();
    return handed_out(snapshot != nullptr ? snapshot : new Snapshot);
  });
}

hp_handle hp_snapshot_from_entries(const hp_entry *entries, uint64_t count) noexcept {
  return st::guarded_or<hp_handle>(
      0, [&] { return handed_out(snapshot_with(nullptr, entries, count)); });
}

hp_handle hp_snapshot_over(hp_handle known, const hp_entry *entries, uint64_t count) noexcept {
  return st::guarded_or<hp_handle>(
      0, [&] { return handed_out(snapshot_with(snapshot_of(known), entries, count)); });
}

const hp_slot *hp_snapshot_slots(hp_handle handle) noexcept {
  if (handle == 0 || snapshot_of(handle)->table().size() == 0) return nullptr;
  return snapshot_of(handle)->table().slots();
}

uint64_t hp_snapshot_entries(hp_handle handle, hp_entry *entries, uint64_t capacity) noexcept {
  if (handle == 0) return 0;
  const Snapshot &snapshot = *snapshot_of(handle);
  uint64_t written = 0;
  if (entries == nullptr || capacity == 0) return snapshot.size();
  snapshot.for_each([&](const st::Table::Key &key, Cell cell) {
    if (written < capacity) entries[written++] = st::entry_of(key, cell);
  });
  return snapshot.size();
}

uint64_t hp_snapshot_bytes(hp_handle snapshot) noexcept {
  return snapshot == 0 ? 0 : snapshot_of(snapshot)->bytes();
}

uint64_t hp_snapshot_own_bytes(hp_handle snapshot) noexcept {
  return snapshot == 0 ? 0 : snapshot_of(snapshot)->own_bytes();
}

hp_handle hp_snapshot_numbered_by(hp_handle snapshot) noexcept {
  return snapshot == 0 ? 0 : handle_of(snapshot_of(snapshot)->numbered_by());
}

int32_t hp_snapshot_is_shared(hp_handle snapshot) noexcept {
  return snapshot != 0 && snapshot_of(snapshot)->is_shared() ? 1 : 0;
}

void hp_snapshot_release(hp_handle snapshot) noexcept {
  if (snapshot == 0) return;
  snapshot_of(snapshot)->held.take_back();
  Snapshot::release(snapshot_of(snapshot));
}

hp_handle hp_frozen(void) noexcept { return handed_out(st::frozen()); }

void hp_set_frozen(hp_handle snapshot) noexcept { st::set_frozen(snapshot_of(snapshot)); }

}  // extern "C"
