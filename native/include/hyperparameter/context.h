/*
 * Contexts by explicit handle: what the Java binding calls. NOT a stable ABI:
 * it moves together with layout.h, and a caller checks hp_abi_version().
 *
 * Handles travel as 64-bit integers, so that a caller whose language has no
 * pointers passes them without wrapping; 0 is "none". A context belongs to one
 * thread at a time. Nothing here looks at the calling thread, but for
 * hp_context_bind, hp_context_destroy and hp_current_place.
 *
 * "A mutating call" below is any of put, put_text, put_entry, remove, clear,
 * enter, enter_one, exit, leave, merge. Texts and keys that a call gave or dropped stay readable
 * until the next mutating call on the same context.
 *
 * A key goes in as its hash and either its text or, once the context knows it, its
 * reference: see hp_context_layout. References are void once the header's
 * key_generation has changed, which only hp_context_restart, hp_context_exit,
 * hp_context_leave and the scopes of c_api.h do when they leave a level.
 */
#ifndef HYPERPARAMETER_CONTEXT_H
#define HYPERPARAMETER_CONTEXT_H

#include "hyperparameter/layout.h"
#include "hyperparameter/status.h"

typedef uint64_t hp_handle;

#ifdef __cplusplus
extern "C" {
#endif

/** A context whose base is `snapshot` (retained), or empty for 0. The handle is the address of
 * its hp_context_layout. 0 when memory ends. */
HP_API hp_handle hp_context_create(hp_handle snapshot) HP_NOEXCEPT;

/** Ends a context; 0 is a no-op. The calling thread is unbound from it first; where another thread
 * is still bound, its memory stays until that thread lets go. */
HP_API void hp_context_destroy(hp_handle context) HP_NOEXCEPT;

/** As if the context had just been made over `snapshot` (retained; 0 for none): all levels are closed
 * and all values gone, objects to the header's `released`; key_generation changes. It keeps its handle
 * and its memory, and no level gets a serial that an earlier one had. HP_E_NO_MEMORY as for unwinding:
 * a C scope object that was open in it keeps the values it was entered with, and the rest is done.
 * What was borrowed from it has ended, and memory that it needed for many values is given back. */
HP_API hp_status hp_context_restart(hp_handle context, hp_handle snapshot) HP_NOEXCEPT;

/** Makes `context` what the calling OS thread sees; 0 goes back to the thread's own.
 * Returns what was bound before, or 0, also if that was destroyed meanwhile. */
HP_API hp_handle hp_context_bind(hp_handle context) HP_NOEXCEPT;

/** The address of the 64-bit word that holds what hp_current() gives on the calling OS thread; 0 in it
 * means that this has to be found out: what is bound comes first. A runtime that lends the thread
 * another context for the time of one call of its own writes its handle there, and 0 or the handle of
 * what is bound afterwards; no call and no reference to the context is needed for that. Stores are of
 * the whole word: hp_end_runtime() may empty it from another thread. The address holds as long as the
 * OS thread, for no other thread. */
HP_API hp_handle hp_current_place(void) HP_NOEXCEPT;

/** The reference of the key with this hash and text; 0 with hp_last_error() when the key is invalid
 * or another key with this hash is visible. */
HP_API uint32_t hp_context_key(hp_handle context, uint64_t hash, const char *bytes,
                               uint64_t length) HP_NOEXCEPT;

/** Writes into the innermost level. bits: the long, the bits of the double, 0 or 1, a handle id
 * (which the context then owns), anything for HP_NULL, and for HP_TOMBSTONE: the key is missing until
 * the level ends. */
HP_API hp_status hp_context_put(hp_handle context, uint64_t hash, uint32_t key, uint32_t kind,
                                uint64_t bits) HP_NOEXCEPT;
/** Writes any entry, a text too, and sets its key_ref. */
HP_API hp_status hp_context_put_entry(hp_handle context, struct hp_entry *entry) HP_NOEXCEPT;
/** Tombstones for every visible key. */
HP_API hp_status hp_context_clear(hp_handle context) HP_NOEXCEPT;

/** Opens a level with `count` entries in it; isolating: everything visible is hidden first.
 * All or nothing: on an error no level was opened. Sets each entry's key_ref. */
HP_API hp_status hp_context_enter(hp_handle context, struct hp_entry *entries, uint64_t count,
                                  int32_t isolating) HP_NOEXCEPT;
HP_API hp_status hp_context_enter_one(hp_handle context, uint64_t hash, uint32_t key, uint32_t kind,
                                      uint64_t bits) HP_NOEXCEPT;

/** A text that the context keeps as long as it lives, for levels that the caller opens by itself: see
 * hp_pending. 0 where it keeps as many as it may, the text is too long, or there is no memory. */
HP_API hp_handle hp_context_keep_text(hp_handle context, const char *bytes,
                                      uint64_t length) HP_NOEXCEPT;

/** Closes levels, innermost first, until `target_depth` are open. collect: the changes of the
 * last one closed go to the header's `changes`: each key once with its value at exit or as a
 * tombstone; what an isolating entry hid is left out. Returns how many, or minus an hp_status.
 * Rolling back itself cannot fail. */
HP_API int64_t hp_context_exit(hp_handle context, uint64_t target_depth,
                               int32_t collect) HP_NOEXCEPT;

/** The same for the level with this serial (see level_serial in the header) and all inside it, so
 * that nothing else is closed, whoever else opens levels; HP_E_STATE where it is not open. */
HP_API int64_t hp_context_leave(hp_handle context, uint64_t serial, int32_t collect) HP_NOEXCEPT;

/** Ends the innermost level, which hp_context_enter opened and has this serial, but keeps what it
 * holds: as if that had been written into the level around it, or outside levels. So many values are
 * written as one. HP_E_STATE where it is not the innermost, or was entered isolating. */
HP_API hp_status hp_context_merge(hp_handle context, uint64_t serial) HP_NOEXCEPT;

/** All visible entries and the tombstones, into the header's `changes`; how many, or minus an
 * hp_status. key_ref is 0 where the context has no reference of a key yet: hp_context_key() gives one. */
HP_API int64_t hp_context_list(hp_handle context) HP_NOEXCEPT;

/** For captures that refer to an earlier one: the serial of the outermost level of a runtime's, 0 for
 * what is outside of all levels, that was not written to since it was opened, and inside of which few
 * values were written, beside all that are visible; what is visible there stays so as long as it is
 * open. -1 where there is none, or little is visible. */
HP_API int64_t hp_context_steady_level(hp_handle context) HP_NOEXCEPT;
/** What levels inside of the one with this serial (0: outside of all levels) wrote, as it is now,
 * tombstones too; and everything that would be visible without them, with its tombstones. Both go to
 * the header's `changes`; how many, or minus an hp_status: HP_E_STATE where the level is not open. */
HP_API int64_t hp_context_list_inside(hp_handle context, uint64_t serial) HP_NOEXCEPT;
HP_API int64_t hp_context_list_outside(hp_handle context, uint64_t serial) HP_NOEXCEPT;

/** The serial of the innermost level that wrote the key with this hash; 0 when none did. */
HP_API uint64_t hp_context_level_of(hp_handle context, uint64_t hash) HP_NOEXCEPT;

/** What each open level that wrote the key with this hash holds of it, innermost first, then what was
 * written outside levels, then what the snapshot has, into the header's `changes`: values and
 * tombstones, their `hash` the serial of the level, 0 outside levels, HP_IN_SNAPSHOT in the snapshot.
 * Returns how many, or minus an hp_status. */
HP_API int64_t hp_context_history(hp_handle context, uint64_t hash) HP_NOEXCEPT;
#define HP_IN_SNAPSHOT UINT64_MAX

/** The slot that decides about a key, a tombstone included, or null: the long way of a read, for
 * contexts with HP_MODE_SCATTERED. */
HP_API const struct hp_slot *hp_context_slot(hp_handle context, uint64_t hash) HP_NOEXCEPT;


/** The same as a snapshot of the caller's, retained; 0 when memory ends. */
HP_API hp_handle hp_snapshot_of(hp_handle context) HP_NOEXCEPT;
/** A snapshot of entries (tombstones are left out, later wins); 0 with hp_last_error(). */
HP_API hp_handle hp_snapshot_from_entries(const struct hp_entry *entries,
                                          uint64_t count) HP_NOEXCEPT;
/** What another snapshot has and, over it, these entries (tombstones are left out), at the cost of the
 * entries: `known` is referred to, not copied. 0 for `known` is an empty one. Objects are numbered on
 * from those of `known`; a snapshot that keeps the numbers of a third one (hp_snapshot_numbered_by)
 * takes none. 0 with hp_last_error(). */
HP_API hp_handle hp_snapshot_over(hp_handle known, const struct hp_entry *entries,
                                  uint64_t count) HP_NOEXCEPT;
/** The slots that a context over this snapshot shows as long as nothing was written; null for none. */
HP_API const struct hp_slot *hp_snapshot_slots(hp_handle snapshot) HP_NOEXCEPT;
/** The entries of a snapshot, at most `capacity` of them; returns how many there are. */
HP_API uint64_t hp_snapshot_entries(hp_handle snapshot, struct hp_entry *entries,
                                    uint64_t capacity) HP_NOEXCEPT;
/** How much memory a snapshot takes: its slots, keys and texts, and those of what it is laid over. */
HP_API uint64_t hp_snapshot_bytes(hp_handle snapshot) HP_NOEXCEPT;
/** The same without what it is laid over, which others may have, too. */
HP_API uint64_t hp_snapshot_own_bytes(hp_handle snapshot) HP_NOEXCEPT;
/** The snapshot that numbered the objects in this one: itself, or where hp_freeze() published what
 * a thread saw over another one, that one, which lives as long. Not retained. */
HP_API hp_handle hp_snapshot_numbered_by(hp_handle snapshot) HP_NOEXCEPT;
/** Whether anything but one reference holds it: a context, the frozen place, another snapshot. */
HP_API int32_t hp_snapshot_is_shared(hp_handle snapshot) HP_NOEXCEPT;
HP_API void hp_snapshot_release(hp_handle snapshot) HP_NOEXCEPT;

/** The frozen snapshot, retained for the caller; 0 when it is empty. */
HP_API hp_handle hp_frozen(void) HP_NOEXCEPT;
/** Replaces the frozen snapshot (retained); 0 empties it. */
HP_API void hp_set_frozen(hp_handle snapshot) HP_NOEXCEPT;

/** A read that met a value it could not convert; see hp_runtime. */
struct hp_foreign_read {
  uint64_t context; /* of the value; 0: of none, or it has been converted and does not fit */
  uint64_t hash;
  const char *key; /* UTF-8, like the message lent for the call */
  uint64_t key_length;
  const char *message; /* what hp_last_error() will say; null for kinds of the runtime's own */
  uint64_t message_length;
  uint32_t kind;       /* of the value */
  uint32_t wanted;     /* HP_LONG, HP_DOUBLE, HP_BOOLEAN or HP_TEXT */
  int32_t has_default; /* 0: the caller is told, by a status */
  int32_t reserved;
  /* the answer */
  uint64_t bits;
  char *text; /* from malloc; the library frees it */
  uint64_t text_length;
  char error[256]; /* empty, or UTF-8 with a NUL: why there is no value */
};

/**
 * A runtime of another language whose threads share contexts with C and C++. Its functions are
 * called on any thread, and let no exception through.
 *
 * current: which context a thread that is not bound has. The answer 0 means "give the thread a
 * context of its own"; *cacheable = 0 means "ask again next time", because the OS thread carries many.
 *
 * leave_inside: a level of C or C++ is to be closed while levels that hp_context_enter opened inside
 * it are open. The runtime closes those inside the level with this serial, so that their owners know
 * and keep what they hold; what it leaves open is closed all the same.
 *
 * freeze: hp_freeze() was called. An hp_status; or HP_NOT_MINE on a thread that is none of the
 * runtime's, which the library then freezes by itself.
 *
 * read: a value has to be converted that the library cannot: an object, which may stand for a value
 * that is computed now; or, where a message is given, it was tried in vain and the caller takes its
 * default, of which the runtime tells its users. HP_READ_VALUE, HP_READ_NULL or HP_READ_WRONG;
 * HP_READ_ABSENT on a thread that is none of the runtime's.
 */
struct hp_runtime {
  uint64_t size; /* of this struct */
  uint64_t (*current)(int *cacheable);
  void (*leave_inside)(hp_handle context, uint64_t serial);
  hp_status (*freeze)(void);
  int32_t (*read)(struct hp_foreign_read *read);
};
#define HP_NOT_MINE (-1)

/** Lent until it is taken away again, by null. Set it before threads read; a thread that already has
 * a context keeps it. There is one at a time: while another one is set the answer is HP_E_STATE, as
 * two runtimes (say, two class loaders of one JVM) would each take the other's threads for their own.
 * Null leaves threads bound, and handles the caller's: see hp_end_runtime. */
HP_API hp_status hp_set_runtime(const struct hp_runtime *runtime) HP_NOEXCEPT;

/** Takes the runtime away that has gone with all that used it, and what is left of it: threads are
 * bound to none of its contexts and lent none any more, and the handles are given back that the
 * functions here gave while it was set, of contexts and of snapshots. Threads may be inside C++ and go
 * on: what such a one has borrowed stays readable until it is bound again, or ends. Waits for threads
 * that are just asking the runtime. */
HP_API void hp_end_runtime(void) HP_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
