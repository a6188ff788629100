// Reads of what a thread sees, and levels without an object: what inline code calls.
#include "scope_api.h"
#include "thread_state.h"
#include "typed_read.h"

namespace st = hyperparameter::storage;
using st::Cell;
using st::Context;
using st::Failure;

namespace {

template <class As>
int32_t find(const hp_context_layout *header, uint64_t hash, typename As::Value *value) noexcept {
  return st::guarded_or<int32_t>(HP_READ_WRONG, [&] {
    return st::typed_read<As>(Context::of(header)->find(hash), {hash, header, true}, value);
  });
}

[[noreturn]] HP_COLD void unknown_kind(uint32_t kind) {
  throw Failure{HP_E_ARGUMENT, "no kind of value has the number " + std::to_string(kind)};
}

[[noreturn]] HP_COLD void inner_scopes_were_open(uint64_t count) {
  throw Failure{HP_E_STATE,
                std::to_string(count) + " inner scope(s) were still open and have been left first"};
}

// Undoes an open that failed, and passes the failure on.
[[noreturn]] HP_COLD void give_up(Context &context, uint64_t depth) {
  context.unwind(depth);
  throw;
}

inline Cell cell_of(Context &context, const hp_pair &pair) {
  if (pair.kind == HP_LONG || pair.kind == HP_DOUBLE) return {pair.kind, pair.bits};
  switch (pair.kind) {
    case HP_BOOLEAN: return Cell::of_bool(pair.bits != 0);
    case HP_NULL: return Cell::of_null();
    case HP_TOMBSTONE: return Cell::tombstone();
    case HP_TEXT:
      if (pair.bits == 0) st::fail(HP_E_ARGUMENT, "a text must not be null");
      return Cell::of_text(context.make_text(
          {reinterpret_cast<const char *>(static_cast<uintptr_t>(pair.bits)), pair.text_length}));
    default: unknown_kind(pair.kind);
  }
}

inline void write(Context &context, const hp_pair &pair) {
  if (pair.key == nullptr) st::fail(HP_E_INVALID_KEY, "a key must not be null");
  context.write({pair.hash, {pair.key, pair.key_length}, 0}, cell_of(context, pair));
}

}  // namespace

extern "C" {

int32_t hp_find_i64(const hp_context_layout *context, uint64_t hash, int64_t *value) noexcept {
  return find<st::AsLong>(context, hash, value);
}

int32_t hp_find_f64(const hp_context_layout *context, uint64_t hash, double *value) noexcept {
  return find<st::AsDouble>(context, hash, value);
}

int32_t hp_find_bool(const hp_context_layout *context, uint64_t hash, bool *value) noexcept {
  return find<st::AsBool>(context, hash, value);
}

int32_t hp_find_text(const hp_context_layout *header, uint64_t hash, const char **text,
                     size_t *length, char **owned) noexcept {
  *owned = nullptr;
  return st::guarded_or<int32_t>(HP_READ_WRONG, [&]() -> int32_t {
    Context::Found found = Context::of(header)->find(hash);
    if (found.key != nullptr && found.cell.is_text()) {
      *text = hp_text_bytes(found.cell.text());
      *length = found.cell.text()->length;
      return HP_READ_VALUE;
    }
    std::string value;
    int32_t outcome = st::typed_read<st::AsText>(found, {hash, header, true}, &value);
    if (outcome != HP_READ_VALUE) return outcome;
    *text = *owned = st::heap_copy(value);
    *length = value.size();
    return HP_READ_VALUE;
  });
}

void hp_report_range(const hp_context_layout *header, uint64_t hash, const char *wanted) noexcept {
  st::guarded([&]() -> hp_status {
    if (header == nullptr)
      throw Failure{HP_E_CONVERSION, std::string("the value is no ") + wanted};
    Context::Found found = Context::of(header)->find(hash);
    std::string_view key = found.key == nullptr ? std::string_view("?") : st::text_of(found.key);
    Failure failure{HP_E_CONVERSION, st::describe_misfit(key, found.cell, wanted)};
    st::misfit({header, hash, found, found.cell.kind(), wanted, true}, failure.message);
    throw failure;
  });
}

int64_t hp_get_i64(uint64_t hash, int64_t def) noexcept {
  hp_find_i64(hp_current(), hash, &def);
  return def;
}

double hp_get_f64(uint64_t hash, double def) noexcept {
  hp_find_f64(hp_current(), hash, &def);
  return def;
}

bool hp_get_bool(uint64_t hash, bool def) noexcept {
  hp_find_bool(hp_current(), hash, &def);
  return def;
}

hp_status hp_level_open(const hp_pair *pairs, size_t count, int32_t isolating,
                        hp_level *level) noexcept {
  if (level == nullptr || (pairs == nullptr && count != 0)) {
    st::report(HP_E_ARGUMENT, "hp_level_open needs a level and its pairs");
    return HP_E_ARGUMENT;
  }
  level->context = nullptr;
  return st::guarded([&] {
    Context &context = st::current_context();
    context.begin();
    uint64_t before = context.depth();
    uint64_t serial = context.push(nullptr);
    try {
      if (isolating != 0) context.hide_inherited();
      for (size_t i = 0; i < count; ++i) write(context, pairs[i]);
    } catch (...) {
      give_up(context, before);
    }
    context.filled();
    *level = {&context.head, context.head.id, before + 1, serial};
    return HP_OK;
  });
}

hp_status hp_level_close(hp_level *level) noexcept {
  if (level == nullptr || level->context == nullptr) return HP_OK;
  const hp_level closing = *level;
  level->context = nullptr;
  return st::guarded([&] {
    // The context may have ended since; only after the comparison is it safe to touch.
    Context *context = st::context_if_any();
    if (context == nullptr || &context->head != closing.context ||
        context->head.id != closing.context_id)
      st::fail(HP_E_STATE, "the scope is open on another thread, or its thread has ended");
    context->settle();
    if (!context->has_level(closing.depth, closing.serial))
      st::fail(HP_E_STATE, "the scope has already been left, by an outer one");
    const uint64_t forgotten = context->depth() - closing.depth;
    if (forgotten != 0) context->leave_inside(closing.depth);
    context->begin_leaving();
    context->unwind(closing.depth - 1);
    if (forgotten != 0) inner_scopes_were_open(forgotten);
    return HP_OK;
  });
}

hp_status hp_put(const hp_pair *pair) noexcept {
  return st::guarded([&] {
    if (pair == nullptr) throw Failure{HP_E_ARGUMENT, "hp_put needs a pair"};
    Context &context = st::current_context();
    context.begin();
    write(context, *pair);
    return HP_OK;
  });
}

}  // extern "C"
