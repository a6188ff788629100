/*
 * The memory a context shows to its readers.
 *
 * Writers are functions of the library; readers are inline code: GET_PARAM in
 * C++ and the Java binding, which reads the same bytes through raw addresses.
 * Everything here is therefore a contract. A reader that cannot include this
 * header takes the numbers from hp_layout_describe(), as the Java binding does, and
 * compares HP_LAYOUT_VERSION, which changes when a name means something else.
 * Only the thread that owns a context may read it.
 *
 *   header ──> slots  [0] word value  [1] word value ...      mask + 1 of them
 *          ──> keys   [0] ref         [1] ref ...             0: slot empty
 *          ──> key_bytes              the keys' texts, end to end; a ref is an offset
 *
 *   word = (hash & ~3) | kind2, home slot = hash & mask, then home + 4, + 8, ...
 *
 * Where the mode has HP_MODE_SCATTERED some table has other homes, which only the
 * library knows: a hit is a hit, whose miss is to be asked of the library.
 *
 * A slot's index carries the two hash bits that gave way to the kind, so one
 * comparison of a word checks the whole hash and the kind. An empty slot holds
 * two zero words and its ref is 0: either of them ends the chain. A sub-table
 * (the slots with equal low index bits) always has an empty slot, so every probe
 * ends.
 *
 * A slot may be reserved for a key that has no value at present: its ref is not
 * 0, its word is zero, its value has both bits of HP_TAG_RESERVED. It matches
 * no key, the chain goes on behind it, and a miss stays a miss. Only who lists a
 * table has to know: a slot holds something if its ref is not 0 and it is not
 * reserved. (Tables with a hash below 4, whose words may be zero, and contexts
 * over such a base have no reserved slots.)
 */
#ifndef HYPERPARAMETER_LAYOUT_H
#define HYPERPARAMETER_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "hyperparameter/export.h"

#define HP_LAYOUT_MAGIC UINT64_C(0x31545845544e4f43) /* "CONTEXT1" */
#define HP_LAYOUT_VERSION 4

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
#define HP_TAG_RESERVED UINT64_C(6)    /* and 7: a reserved slot */
#define HP_TAG_MASK UINT64_C(7)

/* Where a context's values are. */
enum {
  HP_MODE_SHARED = 0,  /* slots are the base snapshot's own: nothing written yet */
  HP_MODE_OVERLAY = 1, /* a small table of writes: a miss goes on to the base */
  HP_MODE_OWN = 2,    /* one table holds everything */
  HP_MODE_SCATTERED = 4 /* a bit beside one of these: a miss goes on to the library */
};

/* The mask of a table that has no memory, in whose four slots nothing is. */
#define HP_MASK_OF_NOTHING UINT64_C(3)

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
#define HP_TEXT_SHARED UINT32_C(1) /* belongs to a snapshot, or is kept by the context */

/** A key's text, of any length: see hp_key_text(). */
struct hp_key {
  unsigned char first;
};

/* In a reference: the offset is from base_key_bytes instead of key_bytes. */
#define HP_KEY_IN_BASE UINT32_C(0x80000000)

/** One value on its way in or out of a context. */
struct hp_entry {
  uint64_t hash;
  uint64_t value;       /* going in, HP_TEXT: address of the bytes; coming out: of the hp_text */
  uint64_t text_length; /* HP_TEXT only */
  const char *key;      /* UTF-8, which going in is lent for the call; or null: key_ref has it */
  uint32_t key_length;
  uint32_t key_ref; /* going in only where `key` is null; always set after a call that succeeds */
  uint32_t kind;
  uint32_t reserved;
};

/*
 * Levels that a runtime opens without a call, on the thread that owns the context. A level that is
 * entered, read and left costs it a few stores, and what every reader sees is right all the time, as
 * its values stand in the slots. The library does not know such a level until it has to do more than
 * read; then it takes all of them on its books, and `count` is 0. The runtime looks at `count` each
 * time, and leaves by a call what the library has on its books.
 *
 * To open one: the slot of each key, by `keys`, has a key already, and the values are numbers, or texts
 * that hp_context_keep_text() gave; what the slots had goes behind the last write, the level behind the last level, and one store to `count` opens
 * it. Then each slot gets its word and after it the value. To leave one, each slot gets back its value
 * and after it the word, and one store to `count` says so. Where one of the two words says HP_REF, the
 * slot has the word of a number while its value changes: no number is ever taken for an address.
 *
 * The runtime may be broken off between two stores, as where its stack ends. The library takes such a
 * level as it is; until the runtime has left it, which it does before anything else, readers may see
 * another number in a slot of it, and what it holds is nobody's. A level's serial, should the library
 * take it, is next_serial + 2 * its number here, and 1 for its runtime.
 *
 * Where the mode is HP_MODE_SHARED the runtime lets readers see the table that it writes to, as
 * HP_MODE_OVERLAY: the mode first, so that what is missed is looked for in the base; the mask before the
 * rest where it becomes smaller, else behind it. When it leaves that level it sets `count` to
 * HP_PENDING_SHOWN, and readers go on to see the own table, which holds nothing: the next level may be
 * opened soon, and need not show it again. The library goes back to the base when it is called, and for
 * a read that has to go on to the base. A runtime that was broken off while it showed the table opens no
 * level until the library has done so.
 */
#define HP_PENDING_LEVELS 4
#define HP_PENDING_WRITES 8
#define HP_KEPT_TEXTS 16         /* in one context */
#define HP_KEPT_TEXT_LENGTH 256 /* bytes, at most */

/** What a slot had before a pending level. */
struct hp_pending_write {
  struct hp_slot *slot;
  struct hp_slot before;
};

/** Instead of 0 levels, see above. */
#define HP_PENDING_SHOWN UINT64_C(0x80000000)

/** In a pending level's word, beside the number of its first write times four. */
#define HP_PENDING_CHANGED UINT64_C(1) /* a value was written after it was entered */
#define HP_PENDING_SHARED UINT64_C(2)  /* around it HP_MODE_SHARED is due */

struct hp_pending {
  uint64_t count;        /* of levels, or HP_PENDING_SHOWN, and in the upper half of writes */
  struct hp_slot *slots; /* of the context's own table, or of an empty one where no level may be opened */
  const uint32_t *keys;
  uint64_t mask;
  const uint64_t *moves; /* at this address, for good: changes when a key may have got another slot */
  uint64_t levels[HP_PENDING_LEVELS];
  struct hp_pending_write writes[HP_PENDING_WRITES];
};

/** The header of a context. Its address never changes while the context lives. */
struct hp_context_layout {
  uint64_t magic;
  uint64_t layout_version;
  uint64_t size; /* bytes of this struct */
  const struct hp_slot *slots;
  const uint32_t *keys;
  uint64_t mask;
  uint64_t mode;
  const struct hp_slot *base_slots; /* never null: an empty table where there is no base */
  const uint32_t *base_keys;
  uint64_t base_mask;
  struct hp_pending *pending; /* where a runtime opens levels by itself; null: nowhere yet */
  uint64_t depth;             /* open levels, but for those that are pending */
  uint64_t level_changes; /* > 0: the innermost level was written after it was entered */
  uint64_t second_looks;  /* readers add 1 when a read went on to the base (HP_MODE_OVERLAY) */
  uint64_t flatten_at;    /* second looks after which the next call copies the base in */
  const struct hp_entry *changes; /* what hp_context_exit and hp_context_list wrote ... */
  uint64_t changes_count;         /* ... 0 as soon as a call may have moved or freed what it refers to */
  const uint64_t *released; /* handle ids nobody here owns any more ... */
  uint64_t released_count;  /* ... a reader that took them sets this to 0 */
  uint64_t id;              /* unique in the process and never used again */
  const char *key_bytes;
  const char *base_key_bytes;
  uint64_t key_generation; /* changes when references to keys do: those known before are void */
  uint64_t level_serial;   /* of the innermost level, never used again in this context; 0: none */
  uint64_t next_serial;    /* of the next one: see hp_pending */
  uint64_t carried;        /* bytes of keys and texts that writes brought since a reader set this to 0 */
};

HP_STATIC_ASSERT(sizeof(void *) == 8, "the layout is for 64-bit machines");
HP_STATIC_ASSERT(sizeof(struct hp_slot) == 16, "two words");
HP_STATIC_ASSERT(sizeof(struct hp_text) == 16, "bytes follow at 16");
HP_STATIC_ASSERT(sizeof(struct hp_entry) == 48, "six words");
HP_STATIC_ASSERT(offsetof(struct hp_entry, kind) == 40, "kind in the last word");
HP_STATIC_ASSERT(offsetof(struct hp_entry, key_ref) == offsetof(struct hp_entry, key_length) + 4,
                 "a key's length and reference are one word");
HP_STATIC_ASSERT(sizeof(struct hp_pending_write) == 24, "three words");
HP_STATIC_ASSERT(sizeof(struct hp_context_layout) == 26 * 8, "twenty-six words");
HP_STATIC_ASSERT(offsetof(struct hp_context_layout, slots) == 3 * 8, "first of the hot words");
HP_STATIC_ASSERT(offsetof(struct hp_context_layout, base_mask) == 9 * 8, "last of the hot words");

static inline const char *hp_text_bytes(const struct hp_text *text) {
  return (const char *)(text + 1);
}

/** The text of a key: its length, seven bits a byte with the lowest first and the highest bit saying
 * that more follow, then so many bytes of UTF-8, without a NUL. */
static inline const char *hp_key_text(const struct hp_key *key, uint64_t *length) {
  const unsigned char *at = &key->first;
  unsigned shift = 0;
  *length = 0;
  for (; *at >= 0x80; ++at, shift += 7) *length |= (uint64_t)(*at & 0x7f) << shift;
  *length |= (uint64_t)*at << shift;
  return (const char *)(at + 1);
}

/** What a reference in this context refers to. */
static inline const struct hp_key *hp_key_at(const struct hp_context_layout *context,
                                             uint32_t ref) {
  const char *bytes =
      (ref & HP_KEY_IN_BASE) != 0 ? context->base_key_bytes : context->key_bytes;
  return (const struct hp_key *)(bytes + (ref & ~HP_KEY_IN_BASE));
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
