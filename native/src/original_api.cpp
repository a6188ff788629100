// The functions of the original, under their own names.
#include <cstdlib>
#include <cstring>

#include "hyperparameter/c_api.h"
#include "scope_api.h"
#include "thread_state.h"
#include "typed_read.h"

namespace st = hyperparameter::storage;

namespace {

template <class As>
typename As::Value get_or(Storage *scope, uint64_t hash, typename As::Value def) noexcept {
  if (scope == nullptr) return def;
  return st::guarded_or(def, [&] {
    typename As::Value value = def;
    st::typed_read<As>(scope->find(hash), {hash, st::source_of(scope, hash), true}, &value);
    return value;
  });
}

void put(Storage *scope, const char *key, st::Cell cell) noexcept {
  if (scope != nullptr) st::put_cell(scope, key, key == nullptr ? 0 : std::strlen(key), cell);
}

}  // namespace

extern "C" {

Storage *param_scope_create(void) noexcept {
  return st::guarded_or<Storage *>(nullptr, [] { return new Storage; });
}

void param_scope_destroy(Storage *scope) noexcept { Storage::destroy(scope); }

void param_scope_enter(Storage *scope) noexcept {
  if (scope != nullptr) hp_scope_enter(scope);
}

void param_scope_exit(Storage *scope) noexcept {
  if (scope != nullptr) hp_scope_exit(scope);
}

int64_t param_scope_hget_i64(Storage *scope, uint64_t hash, int64_t def) noexcept {
  return get_or<st::AsLong>(scope, hash, def);
}

double param_scope_hget_or_f64(Storage *scope, uint64_t hash, double def) noexcept {
  return get_or<st::AsDouble>(scope, hash, def);
}

bool param_scope_hget_or_bool(Storage *scope, uint64_t hash, bool def) noexcept {
  return get_or<st::AsBool>(scope, hash, def);
}

char *param_scope_hget_or_str(Storage *scope, uint64_t hash, const char *def) noexcept {
  return st::guarded_or<char *>(nullptr, [&]() -> char * {
    std::string text;
    int32_t outcome = HP_READ_ABSENT;
    if (scope != nullptr)
      st::guarded([&] {
        outcome = st::typed_read<st::AsText>(scope->find(hash),
                                             {hash, st::source_of(scope, hash), true}, &text);
        return HP_OK;
      });
    if (outcome != HP_READ_VALUE) return st::heap_copy(def == nullptr ? "" : def);
    if (text.find('\0') != std::string::npos)
      throw st::Failure{HP_E_CONVERSION,
                        "the text holds U+0000, which a C string cannot: use hp_scope_read_text"};
    return st::heap_copy(text);
  });
}

void param_scope_free_str(char *text) noexcept { std::free(text); }

void param_scope_put_i64(Storage *scope, const char *key, int64_t value) noexcept {
  put(scope, key, st::Cell::of_long(value));
}

void param_scope_put_f64(Storage *scope, const char *key, double value) noexcept {
  put(scope, key, st::Cell::of_double(value));
}

void param_scope_put_bool(Storage *scope, const char *key, bool value) noexcept {
  put(scope, key, st::Cell::of_bool(value));
}

void param_scope_put_str(Storage *scope, const char *key, const char *value) noexcept {
  if (scope == nullptr || value == nullptr) return;
  hp_scope_put_text(scope, key, key == nullptr ? 0 : std::strlen(key), value, std::strlen(value));
}

}  // extern "C"
