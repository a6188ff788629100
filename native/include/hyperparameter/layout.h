/*
 * The memory a context shows to its readers.
 *
 * Writers are functions of the library; readers are inline code: GET_PARAM in
 * C++ and the Java binding, which reads the same bytes through raw addresses.
 * Everything here is therefore a contract. A reader checks `magic` and
 * `layout_version`, and takes offsets from hp_layout_describe() rather than
 * repeating numbers. Only the thread that owns a context may read it.
 *
 *   header ──> slots  [0] word value  [1] word value ...      mask + 1 of them
 *          ──> keys   [0] hp_key*     [1] hp_key* ...         null: slot empty
 *
 *   word = (hash & ~3) | kind2, home slot = hash & mask, then home + 4, + 8, ...
 *
 * A slot's index carries the two hash bits that gave way to the kind, so one
 * comparison of a word checks the whole hash and the kind. An empty slot holds
 * two zero words and its key is null: either of them ends the chain. A sub-table
 * (the slots with equal low index bits) always has an empty slot, so every probe
 * ends.
 *
 * A slot may be reserved for a key that has no value at present: its key is not
 * null, its word is zero, its value is not zero and has the tag zero. It matches
 * no key, the chain goes on behind it, and a miss stays a miss. Only who lists a
 * table has to know: a slot holds something if its key is not null and it is not
 * reserved. (Tables with a hash below 4, whose words may be zero, and contexts
 * over such a base have no reserved slots.)
 */
#ifndef HYPERPARAMETER_LAYOUT_H
#define HYPERPARAMETER_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "hyperparameter/export.h"

#define HP_LAYOUT_MAGIC UINT64_C(0x31545845544e4f43) /* "CONTEXT1" */
#define HP_LAYOUT_VERSION 1

/* Kinds as functions and entries name them. */
enum {
  HP_ABSENT = 0,
  HP_LONG = 1,
  HP_DOUBLE = 2,
  HP_BOOLEAN = 3,
  HP_TEXT = 4,
  HP_NULL = 5,
  HP_TOMBSTONE = 6,
  HP_OBJECT = 7,     /* lives in the caller's language; the value is its handle id */
  HP_BASE_OBJECT = 8 /* an object of the base snapshot; the value is its number there */
};

/* The kind inside a word: 1 to 3 are HP_LONG to HP_BOOLEAN, everything else is HP_REF. */
#define HP_REF UINT64_C(0)
#define HP_WORD_KIND_MASK UINT64_C(3)

/* The low three bits of the value of an HP_REF slot. */
#define HP_TAG_NULL UINT64_C(1)
#define HP_TAG_TOMBSTONE UINT64_C(2)
#define HP_TAG_TEXT UINT64_C(3)        /* the rest is the address of an hp_text */
#define HP_TAG_OBJECT UINT64_C(4)      /* value >> 3 is a handle id */
#define HP_TAG_BASE_OBJECT UINT64_C(5) /* value >> 3 is a number in the base's array */
#define HP_TAG_MASK UINT64_C(7)

/* Where a context's values are. */
enum {
  HP_MODE_SHARED = 0,  /* slots are the base snapshot's own: nothing written yet */
  HP_MODE_OVERLAY = 1, /* a small table of writes: a miss goes on to the base */
  HP_MODE_FLAT = 2     /* one table holds everything */
};

struct hp_slot {
  uint64_t word;
  uint64_t value; /* the long, the bits of the double, 0 or 1, or a tagged reference */
};

/** A text value; `length` bytes of UTF-8 and a NUL follow the struct. */
struct hp_text {
  uint64_t id; /* unique in the process and never used again: caches may rely on it */
  uint32_t length;
  uint32_t flags;
};
#define HP_TEXT_SHARED UINT32_C(1) /* belongs to a snapshot */

/** A key; `length` bytes of UTF-8 and a NUL follow the struct. */
struct hp_key {
  uint64_t hash;
  uint32_t refs; /* HP_KEY_SHARED: belongs to a snapshot and is not counted; or HP_KEY_LENT */
  uint32_t length;
};
#define HP_KEY_SHARED UINT32_C(0xffffffff)
#define HP_KEY_LENT UINT32_C(0) /* the caller's memory, for one call; needs no NUL */

/** One value on its way in or out of a context. */
struct hp_entry {
  uint64_t hash;
  uint64_t value;       /* going in, HP_TEXT: address of the bytes; coming out: of the hp_text */
  uint64_t text_length; /* HP_TEXT only */
  const struct hp_key *key;
  uint32_t kind;
  uint32_t retained; /* going in: 0. 1 after the call: `key`, which was lent, is now the context's
                        own block and retained for the caller */
};

/** The header of a context. Its address never changes while the context lives. */
struct hp_context_layout {
  uint64_t magic;
  uint64_t layout_version;
  uint64_t size; /* bytes of this struct */
  const struct hp_slot *slots;
  const struct hp_key *const *keys;
  uint64_t mask;
  uint64_t mode;
  const struct hp_slot *base_slots; /* never null: an empty table where there is no base */
  const struct hp_key *const *base_keys;
  uint64_t base_mask;
  uint64_t version;       /* changes whenever slots, keys, mask or mode do */
  uint64_t depth;         /* open levels */
  uint64_t level_changes; /* > 0: the innermost level was written after it was entered */
  uint64_t second_looks;  /* readers add 1 when a read went on to the base (HP_MODE_OVERLAY) */
  uint64_t flatten_at;    /* second looks after which the next call copies the base in */
  const struct hp_entry *changes; /* what hp_context_exit and hp_context_list wrote */
  uint64_t changes_count;
  const uint64_t *released; /* handle ids nobody here owns any more ... */
  uint64_t released_count;  /* ... a reader that took them sets this to 0 */
  uint64_t id;              /* unique in the process and never used again */
  uint64_t reserved[4];
};

HP_STATIC_ASSERT(sizeof(void *) == 8, "the layout is for 64-bit machines");
HP_STATIC_ASSERT(sizeof(struct hp_slot) == 16, "two words");
HP_STATIC_ASSERT(sizeof(struct hp_text) == 16, "bytes follow at 16");
HP_STATIC_ASSERT(sizeof(struct hp_key) == 16, "bytes follow at 16");
HP_STATIC_ASSERT(sizeof(struct hp_entry) == 40, "five words");
HP_STATIC_ASSERT(offsetof(struct hp_entry, kind) == 32, "kind in the last word");
HP_STATIC_ASSERT(sizeof(struct hp_context_layout) == 24 * 8, "twenty-four words");
HP_STATIC_ASSERT(offsetof(struct hp_context_layout, slots) == 3 * 8, "first of the hot words");
HP_STATIC_ASSERT(offsetof(struct hp_context_layout, base_mask) == 9 * 8, "last of the hot words");

static inline const char *hp_text_bytes(const struct hp_text *text) {
  return (const char *)(text + 1);
}

static inline const char *hp_key_bytes(const struct hp_key *key) {
  return (const char *)(key + 1);
}

/** One line of the table that hp_layout_describe() gives: a name and what it measures. */
struct hp_layout_field {
  const char *name; /* "hp_context_layout.slots" is an offset, "sizeof(hp_slot)" a size */
  uint64_t value;
};

#ifdef __cplusplus
extern "C" {
#endif

/** Offsets, sizes and constants of this header as the library was built; ends with a null name. */
HP_API const struct hp_layout_field *hp_layout_describe(void) HP_NOEXCEPT;

/**
 * The header of what the calling thread sees. Never null. The only call of an
 * inline read. Without a bound context the thread gets one of its own over the
 * frozen snapshot, which ends with the thread.
 */
HP_API const struct hp_context_layout *hp_current(void) HP_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
