/*
 * The C functions. Stable: a function keeps its name, its arguments and its
 * meaning.
 *
 * A `struct Storage` is a set of parameters. Idle, it is a value: writing it
 * changes nothing else. Entered, it is a view of what the calling thread sees:
 * reads and writes go to the thread's innermost level, and leaving takes the
 * level's changes back into the object.
 *
 * A default stands in for a missing value, never for a wrong one - but getters
 * have no error channel: where a value is there and cannot be converted they
 * return the default and set hp_last_error(). Where that matters use the
 * hp_scope_read_* functions, which return a status.
 *
 * Text is UTF-8, at most 2 GiB - 64 of it in one value; so are the keys of one context together.
 * No function throws, prints or ends the process. None may be called from a signal handler, reads
 * included: one that interrupts the library would find its tables half written.
 */
#ifndef HYPERPARAMETER_C_API_H
#define HYPERPARAMETER_C_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hyperparameter/export.h"
#include "hyperparameter/layout.h"
#include "hyperparameter/status.h"

#define HP_VERSION_MAJOR 0
#define HP_VERSION_MINOR 1
#define HP_VERSION_PATCH 0
#define HP_ABI_VERSION 1

struct Storage;

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the functions of the original ---- */

/** A new idle object, owned by the caller; null when memory ends. */
HP_API struct Storage *param_scope_create(void) HP_NOEXCEPT;
/** Ends an object; null is a no-op. One that is still open is left first. */
HP_API void param_scope_destroy(struct Storage *scope) HP_NOEXCEPT;
HP_API void param_scope_enter(struct Storage *scope) HP_NOEXCEPT;
HP_API void param_scope_exit(struct Storage *scope) HP_NOEXCEPT;

HP_API int64_t param_scope_hget_i64(struct Storage *scope, uint64_t hash,
                                    int64_t def) HP_NOEXCEPT;
HP_API double param_scope_hget_or_f64(struct Storage *scope, uint64_t hash,
                                      double def) HP_NOEXCEPT;
HP_API bool param_scope_hget_or_bool(struct Storage *scope, uint64_t hash, bool def) HP_NOEXCEPT;
/** Always a fresh copy, also of the default (null: empty text), for param_scope_free_str; null
 * when the text holds U+0000 or memory ends. */
HP_API char *param_scope_hget_or_str(struct Storage *scope, uint64_t hash,
                                     const char *def) HP_NOEXCEPT;
HP_API void param_scope_free_str(char *text) HP_NOEXCEPT;

HP_API void param_scope_put_i64(struct Storage *scope, const char *key, int64_t value) HP_NOEXCEPT;
HP_API void param_scope_put_f64(struct Storage *scope, const char *key, double value) HP_NOEXCEPT;
HP_API void param_scope_put_bool(struct Storage *scope, const char *key, bool value) HP_NOEXCEPT;
HP_API void param_scope_put_str(struct Storage *scope, const char *key,
                                const char *value) HP_NOEXCEPT;

/* ---- version ---- */

HP_API uint32_t hp_abi_version(void) HP_NOEXCEPT;
HP_API const char *hp_version_string(void) HP_NOEXCEPT;

/* ---- scopes, with lengths and statuses ---- */

/** The hash of a key: XXH64, seed 42. */
HP_API uint64_t hp_hash(const char *key, size_t length) HP_NOEXCEPT;

/** Stands for "what the calling thread sees" wherever a scope is asked for; not to be entered,
 * left or destroyed. */
HP_API struct Storage *hp_current_scope(void) HP_NOEXCEPT;

HP_API hp_status hp_scope_enter(struct Storage *scope) HP_NOEXCEPT;
/** Where inner scopes were forgotten they are left first and HP_E_STATE reports it afterwards. */
HP_API hp_status hp_scope_exit(struct Storage *scope) HP_NOEXCEPT;

HP_API hp_status hp_scope_put_i64(struct Storage *scope, const char *key, size_t key_length,
                                  int64_t value) HP_NOEXCEPT;
HP_API hp_status hp_scope_put_f64(struct Storage *scope, const char *key, size_t key_length,
                                  double value) HP_NOEXCEPT;
HP_API hp_status hp_scope_put_bool(struct Storage *scope, const char *key, size_t key_length,
                                   bool value) HP_NOEXCEPT;
/** The text may hold U+0000. */
HP_API hp_status hp_scope_put_text(struct Storage *scope, const char *key, size_t key_length,
                                   const char *text, size_t text_length) HP_NOEXCEPT;
/** An explicit null: present, and no value of any type. */
HP_API hp_status hp_scope_put_null(struct Storage *scope, const char *key,
                                   size_t key_length) HP_NOEXCEPT;
/** The key is missing from now on, whatever lies further out. */
HP_API hp_status hp_scope_remove(struct Storage *scope, const char *key,
                                 size_t key_length) HP_NOEXCEPT;
/** Idle: drops the values and hides everything else once entered (an "empty" scope). Open or
 * current: hides every visible key in the innermost level. */
HP_API hp_status hp_scope_clear(struct Storage *scope) HP_NOEXCEPT;

/** A value as stored. Text is borrowed: valid until the scope or the thread's context is next
 * written, entered or left. */
struct hp_value {
  uint32_t kind; /* HP_ABSENT when the key is missing */
  uint32_t reserved;
  int64_t i64; /* HP_LONG; 0 or 1 for HP_BOOLEAN */
  double f64;  /* HP_DOUBLE */
  const char *text;
  size_t text_length;
};

HP_API hp_status hp_scope_get(struct Storage *scope, const char *key, size_t key_length,
                              struct hp_value *value) HP_NOEXCEPT;
HP_API hp_status hp_scope_contains(struct Storage *scope, const char *key, size_t key_length,
                                   bool *present) HP_NOEXCEPT;

/* Required reads: HP_E_MISSING, or HP_E_CONVERSION (an explicit null too); *value only on HP_OK. */
HP_API hp_status hp_scope_read_i64(struct Storage *scope, const char *key, size_t key_length,
                                   int64_t *value) HP_NOEXCEPT;
HP_API hp_status hp_scope_read_f64(struct Storage *scope, const char *key, size_t key_length,
                                   double *value) HP_NOEXCEPT;
HP_API hp_status hp_scope_read_bool(struct Storage *scope, const char *key, size_t key_length,
                                    bool *value) HP_NOEXCEPT;
/** A fresh copy with a NUL after `*text_length` bytes, for param_scope_free_str. */
HP_API hp_status hp_scope_read_text(struct Storage *scope, const char *key, size_t key_length,
                                    char **text, size_t *text_length) HP_NOEXCEPT;

/** A copy of the visible entries, sorted by key; null with hp_last_error(). */
struct hp_list;
HP_API struct hp_list *hp_scope_list(struct Storage *scope) HP_NOEXCEPT;
HP_API size_t hp_list_size(const struct hp_list *list) HP_NOEXCEPT;
/** The key at `index` (NUL-terminated) or null past the end; length and value where not null. */
HP_API const char *hp_list_at(const struct hp_list *list, size_t index, size_t *key_length,
                              struct hp_value *value) HP_NOEXCEPT;
HP_API void hp_list_free(struct hp_list *list) HP_NOEXCEPT;

/* ---- threads ---- */

/** What this thread sees becomes the base of every thread that has not begun yet. */
HP_API hp_status hp_freeze(void) HP_NOEXCEPT;
/** Opens a level with the values of `scope` (null: none) that lasts as long as the thread. */
HP_API hp_status hp_init(struct Storage *scope) HP_NOEXCEPT;
/** A new idle object with everything visible now and the tombstones, to be entered anywhere. */
HP_API struct Storage *hp_capture(void) HP_NOEXCEPT;

/* ---- what inline readers and guards call ---- */

/** Reads of what the calling thread sees, by hash. */
HP_API int64_t hp_get_i64(uint64_t hash, int64_t def) HP_NOEXCEPT;
HP_API double hp_get_f64(uint64_t hash, double def) HP_NOEXCEPT;
HP_API bool hp_get_bool(uint64_t hash, bool def) HP_NOEXCEPT;

/** Outcomes of reads that say more than a default can. */
enum { HP_READ_ABSENT = 0, HP_READ_VALUE = 1, HP_READ_NULL = 2, HP_READ_WRONG = 3 };
HP_API int32_t hp_find_i64(const struct hp_context_layout *context, uint64_t hash,
                           int64_t *value) HP_NOEXCEPT;
HP_API int32_t hp_find_f64(const struct hp_context_layout *context, uint64_t hash,
                           double *value) HP_NOEXCEPT;
HP_API int32_t hp_find_bool(const struct hp_context_layout *context, uint64_t hash,
                            bool *value) HP_NOEXCEPT;
/** *owned is null where the text is the stored one, else a copy for param_scope_free_str. */
HP_API int32_t hp_find_text(const struct hp_context_layout *context, uint64_t hash,
                            const char **text, size_t *length, char **owned) HP_NOEXCEPT;
/** How many reads of this process took their default because the value that was there did not
 * convert, or did not fit the caller's type; each has set hp_last_error() on its thread. */
HP_API uint64_t hp_misread_count(void) HP_NOEXCEPT;
/** Reports a value that does not fit the caller's type, such as 300 for a byte. */
HP_API void hp_report_range(const struct hp_context_layout *context, uint64_t hash,
                            const char *wanted) HP_NOEXCEPT;

/** A key and a value for hp_level_open; `hash` is trusted to be the key's. */
struct hp_pair {
  const char *key;
  uint64_t key_length;
  uint64_t hash;
  uint64_t bits; /* as hp_context_put; HP_TEXT: address of the bytes */
  uint64_t text_length;
  uint32_t kind;
  uint32_t reserved;
};

/** An open level of the calling thread. All zero: none. */
struct hp_level {
  const struct hp_context_layout *context;
  uint64_t context_id;
  uint64_t depth;
  uint64_t serial;
};

/** Opens a level with `count` values; all or nothing. Allocates nothing once warm. */
HP_API hp_status hp_level_open(const struct hp_pair *pairs, size_t count, int32_t isolating,
                               struct hp_level *level) HP_NOEXCEPT;
/** Closes it and whatever was opened inside it (then HP_E_STATE); closing none is a no-op. */
HP_API hp_status hp_level_close(struct hp_level *level) HP_NOEXCEPT;
/** Writes one value into the innermost level of the calling thread; HP_TOMBSTONE removes. */
HP_API hp_status hp_put(const struct hp_pair *pair) HP_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
