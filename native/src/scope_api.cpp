// Scope objects with lengths and statuses, lists, and what threads do with scopes.
#include "scope_api.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "hyperparameter/c_api.h"
#include "thread_state.h"
#include "typed_read.h"

namespace st = hyperparameter::storage;
using st::Cell;
using st::Context;
using st::Failure;

namespace hyperparameter::storage {

hp_status put_cell(Storage *scope, const char *key, size_t length, Cell cell) noexcept {
  return guarded([&] {
    check_key(key, length);
    checked(scope).put(xxh64::hash(key, length), {key, length}, cell);
    return HP_OK;
  });
}

char *heap_copy(std::string_view text) {
  char *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (copy == nullptr) throw std::bad_alloc();
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  return copy;
}

}  // namespace hyperparameter::storage

/// Entries copied out, so that they stay whatever happens to the scope.
struct hp_list {
  struct Item {
    std::string key;
    std::string text;
    hp_value value;
  };
  std::vector<Item> items;
};

namespace {

hp_value value_of(const Context::Found &found) noexcept {
  hp_value value{};
  if (st::is_absent(found)) return value;
  value.kind = found.cell.kind();
  switch (value.kind) {
    case HP_DOUBLE: value.f64 = found.cell.as_double(); break;
    case HP_TEXT:
      value.text = hp_text_bytes(found.cell.text());
      value.text_length = found.cell.text()->length;
      break;
    case HP_LONG:
    case HP_BOOLEAN: value.i64 = static_cast<int64_t>(found.cell.value); break;
    default: break;
  }
  return value;
}

Context::Found find(Storage *scope, const char *key, size_t length) {
  st::check_key(key, length);
  return st::checked(scope).find(hyperparameter::xxh64::hash(key, length));
}

template <class As>
hp_status required(Storage *scope, const char *key, size_t length, typename As::Value *value) {
  Context::Found found = find(scope, key, length);
  const uint64_t hash = hyperparameter::xxh64::hash(key, length);
  switch (st::typed_read<As>(found, {hash, st::source_of(scope, hash), false}, value)) {
    case HP_READ_VALUE: return HP_OK;
    case HP_READ_ABSENT:
      throw Failure{HP_E_MISSING, "the parameter '" + std::string(key, length) +
                                      "' is missing and the read has no default"};
    case HP_READ_NULL:
      throw Failure{HP_E_CONVERSION, st::describe_misfit({key, length}, found.cell, As::name)};
    default: return HP_E_CONVERSION;
  }
}

template <class As>
hp_status required_or_status(Storage *scope, const char *key, size_t length,
                             typename As::Value *value) noexcept {
  return st::guarded([&]() -> hp_status {
    if (value == nullptr) throw Failure{HP_E_ARGUMENT, "nowhere to put the value"};
    return required<As>(scope, key, length, value);
  });
}

void add(hp_list &list, const st::Table::Key &key, Cell cell) {
  hp_list::Item item{std::string(key.text()), {}, value_of({key.record, cell})};
  if (cell.is_text()) item.text.assign(item.value.text, item.value.text_length);
  list.items.push_back(std::move(item));
}

}  // namespace

extern "C" {

Storage *hp_current_scope(void) noexcept { return Storage::current(); }

uint64_t hp_hash(const char *key, size_t length) noexcept {
  return hyperparameter::xxh64::hash(key == nullptr ? "" : key, key == nullptr ? 0 : length);
}

hp_status hp_scope_enter(Storage *scope) noexcept {
  return st::guarded([&] {
    st::checked(scope).enter(st::current_context());
    return HP_OK;
  });
}

hp_status hp_scope_exit(Storage *scope) noexcept {
  return st::guarded([&] {
    st::checked(scope).leave(st::current_context());
    return HP_OK;
  });
}

hp_status hp_scope_put_i64(Storage *scope, const char *key, size_t length, int64_t value) noexcept {
  return st::put_cell(scope, key, length, Cell::of_long(value));
}

hp_status hp_scope_put_f64(Storage *scope, const char *key, size_t length, double value) noexcept {
  return st::put_cell(scope, key, length, Cell::of_double(value));
}

hp_status hp_scope_put_bool(Storage *scope, const char *key, size_t length, bool value) noexcept {
  return st::put_cell(scope, key, length, Cell::of_bool(value));
}

hp_status hp_scope_put_null(Storage *scope, const char *key, size_t length) noexcept {
  return st::put_cell(scope, key, length, Cell::of_null());
}

hp_status hp_scope_remove(Storage *scope, const char *key, size_t length) noexcept {
  return st::put_cell(scope, key, length, Cell::tombstone());
}

hp_status hp_scope_put_text(Storage *scope, const char *key, size_t length, const char *text,
                            size_t text_length) noexcept {
  return st::guarded([&] {
    st::check_key(key, length);
    if (text == nullptr) throw Failure{HP_E_ARGUMENT, "a text must not be null: hp_scope_put_null"};
    st::checked(scope).put_text(hyperparameter::xxh64::hash(key, length), {key, length},
                                {text, text_length});
    return HP_OK;
  });
}

hp_status hp_scope_clear(Storage *scope) noexcept {
  return st::guarded([&] {
    st::checked(scope).clear();
    return HP_OK;
  });
}

hp_status hp_scope_get(Storage *scope, const char *key, size_t length, hp_value *value) noexcept {
  return st::guarded([&] {
    if (value == nullptr) throw Failure{HP_E_ARGUMENT, "nowhere to put the value"};
    *value = value_of(find(scope, key, length));
    return HP_OK;
  });
}

hp_status hp_scope_contains(Storage *scope, const char *key, size_t length,
                            bool *present) noexcept {
  return st::guarded([&] {
    if (present == nullptr) throw Failure{HP_E_ARGUMENT, "nowhere to put the answer"};
    *present = !st::is_absent(find(scope, key, length));
    return HP_OK;
  });
}

hp_status hp_scope_read_i64(Storage *scope, const char *key, size_t length,
                            int64_t *value) noexcept {
  return required_or_status<st::AsLong>(scope, key, length, value);
}

hp_status hp_scope_read_f64(Storage *scope, const char *key, size_t length,
                            double *value) noexcept {
  return required_or_status<st::AsDouble>(scope, key, length, value);
}

hp_status hp_scope_read_bool(Storage *scope, const char *key, size_t length, bool *value) noexcept {
  return required_or_status<st::AsBool>(scope, key, length, value);
}

hp_status hp_scope_read_text(Storage *scope, const char *key, size_t length, char **text,
                             size_t *text_length) noexcept {
  return st::guarded([&]() -> hp_status {
    if (text == nullptr) throw Failure{HP_E_ARGUMENT, "nowhere to put the text"};
    std::string value;
    hp_status status = required<st::AsText>(scope, key, length, &value);
    if (status != HP_OK) return status;
    *text = st::heap_copy(value);
    if (text_length != nullptr) *text_length = value.size();
    return HP_OK;
  });
}

hp_list *hp_scope_list(Storage *scope) noexcept {
  hp_list *list = nullptr;
  hp_status status = st::guarded([&] {
    Context *context = st::checked(scope).target();
    list = new hp_list;
    bool idle = context == nullptr;
    if (idle) {
      const st::Table &own = scope->values();
      for (uint64_t i = 0; i < own.capacity(); ++i)
        if (own.holds(i) && !own.cell(i).is_tombstone())
          add(*list, own.key(i), own.cell(i));
    }
    if (!idle || !scope->isolating()) {
      if (idle) context = &st::current_context();
      context->for_each([&](const st::Table::Key &key, Cell cell) {
        if (cell.is_tombstone()) return;
        if (idle && scope->find_own(key.hash).key != nullptr) return;
        add(*list, key, cell);
      });
    }
    std::sort(list->items.begin(), list->items.end(),
              [](const hp_list::Item &a, const hp_list::Item &b) { return a.key < b.key; });
    // Items move while the list grows and is sorted; short texts move with them.
    for (hp_list::Item &item : list->items)
      if (item.value.kind == HP_TEXT) item.value.text = item.text.c_str();
    return HP_OK;
  });
  if (status == HP_OK) return list;
  delete list;
  return nullptr;
}

size_t hp_list_size(const hp_list *list) noexcept {
  return list == nullptr ? 0 : list->items.size();
}

const char *hp_list_at(const hp_list *list, size_t index, size_t *key_length,
                       hp_value *value) noexcept {
  if (index >= hp_list_size(list)) return nullptr;
  const hp_list::Item &item = list->items[index];
  if (key_length != nullptr) *key_length = item.key.size();
  if (value != nullptr) *value = item.value;
  return item.key.c_str();
}

void hp_list_free(hp_list *list) noexcept { delete list; }

hp_status hp_init(Storage *scope) noexcept {
  return st::guarded([&] {
    Context &context = st::current_context();
    // The level has no owner, so nothing but the thread's end (or an outer exit) closes it.
    Storage none;
    (scope == nullptr ? none : *scope).open_level(context, nullptr);
    return HP_OK;
  });
}

hp_status hp_freeze(void) noexcept {
  const st::Asking asking;
  if (const hp_runtime *runtime = asking.runtime()) {
    const hp_status status = runtime->freeze();
    if (status > HP_OK)
      st::report(status, "the runtime that shares its threads with this library could not freeze "
                         "what this one sees");
    if (status != HP_NOT_MINE) return status;
  }
  return st::guarded([] {
    st::Snapshot *snapshot = st::current_context().snapshot(true);
    st::set_frozen(snapshot);
    st::Snapshot::release(snapshot);
    return HP_OK;
  });
}

Storage *hp_capture(void) noexcept {
  Storage *scope = nullptr;
  hp_status status = st::guarded([&] {
    Context &context = st::current_context();
    scope = new Storage;
    context.for_each([&](const st::Table::Key &key, Cell cell) { scope->copy_in(key, cell); });
    return HP_OK;
  });
  if (status == HP_OK) return scope;
  delete scope;
  return nullptr;
}

}  // extern "C"
