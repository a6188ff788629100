package io.hyperparameter.contract.random;

/** Faults that can be planted in the model, each a mistake an implementation could make. */
public enum Mutation {
  /** Leaving a scope does not restore a key that was absent before (S9). */
  CLOSE_KEEPS_NEW_KEYS,
  /** Leaving hands nothing back to the object (S13). */
  CLOSE_HANDS_NOTHING_BACK,
  /** Forgotten inner scopes are closed silently (S16). */
  FORGOTTEN_ARE_NOT_REPORTED,
  /** Writing through an open outer object changes the outer level (S11). */
  OUTER_OBJECT_WRITES_OUTER_LEVEL,
  /** An idle object prefers the context's values (S7). */
  IDLE_READS_CONTEXT_FIRST,
  /** A variation changes the scope it was made from. */
  WITH_CHANGES_ITS_RECEIVER,
  /** Removing a missing key leaves no trace (D1, S13). */
  REMOVE_OF_MISSING_LEAVES_NO_TOMBSTONE,
  /** clear() drops the values of the innermost level only (E2). */
  CLEAR_SHOWS_OUTER_VALUES,
  /** An isolating object hides nothing when it is entered again (E1). */
  SECOND_ENTRY_DOES_NOT_ISOLATE,
  /** An explicit null reads as missing (M3). */
  NULL_IS_MISSING,
  /** A wrong value gives the default (R5). */
  WRONG_VALUE_GIVES_DEFAULT,
  /** A fraction is cut off when a double is read as a long (R1). */
  DOUBLE_IS_TRUNCATED,
  /** Text is read as a long through a double (R1). */
  LONG_TEXT_LOSES_DIGITS,
  /** frozen() adds to the snapshot instead of replacing it (T3). */
  FROZEN_MERGES,
  /** The freezing thread's own base follows the snapshot (T6). */
  FROZEN_CHANGES_OWN_BASE,
  /** A bound task sees frozen values below the captured ones (C1). */
  BOUND_TASK_SEES_FROZEN,
  /** Capturing forgets what was deleted (C2). */
  CAPTURE_DROPS_TOMBSTONES,
  /** Listing computes lazy values (L3). */
  LISTING_ASKS_LAZY_VALUES,
  /** A key that is refused in the middle of a map lets the first ones through (K3). */
  REFUSED_MAP_IS_HALF_WRITTEN
}
