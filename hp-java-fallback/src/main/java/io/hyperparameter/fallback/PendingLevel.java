package io.hyperparameter.fallback;

import io.hyperparameter.spi.Given;
import org.jspecify.annotations.Nullable;

/**
 * An innermost level whose values are not written to the table yet. Most scopes are left after a
 * few reads: those find the values here, and neither table nor undo log are touched. The values of
 * levels that are read more often, listed, or written to under another key than their own go to the
 * table first. What is pending then are the levels opened since.
 *
 * <p>A context has a chain of a few, made as they are needed; when more are opened, all go to the
 * table. It refers to the innermost one, or to the first of the chain if none is pending. So a
 * scope in no other pending one stores no reference; fields, for what must happen where no call can
 * be made.
 */
final class PendingLevel {
  private static final int PLACES = 4;

  /**
   * So many reads of other values than the one given last, which is as near as the table, cost as
   * much as writing all to the table and undoing that.
   */
  private static final int READS = 32;

  /**
   * A level in this one costs as much as so many reads: in the table, this would not be in the way
   * of the short one.
   */
  private static final int ENTERED = 8;

  /** In {@link #state}; what is above counts the reads that are left. */
  private static final int READ = 1 << 8;

  // in one field, as each scope that is entered sets them all

  /** Nothing is to be done when the level is left but to let go of {@link #earlier}. */
  static final int LIGHT = 1;

  /** The value in fields was written since the level was entered. */
  static final int CHANGED = 2;

  /** Some of the values may be in the table, as they are just being written there. */
  static final int BEGUN = 4;

  /** This is in the table, while levels in it are pending. */
  static final int WRITTEN = 8;

  /** The one around this; null for the first of the chain. */
  final @Nullable PendingLevel outside;

  private final int place;

  /** The one in this, once there was one. */
  private @Nullable PendingLevel inside;

  // the value given last, as in a scope; all keys have a slot in the table, so no other has a hash
  String key = "";
  long hash;
  int kind;
  long bits;
  @Nullable Object ref;

  /** Those given before; null for none. */
  @Nullable Given earlier;

  /** From 1, the outermost. */
  int depth;

  /**
   * Of {@link #LIGHT}, {@link #CHANGED}, {@link #BEGUN}, {@link #WRITTEN} those that hold, and how
   * many {@link #READ}s are left.
   */
  int state;

  private PendingLevel(@Nullable PendingLevel outside) {
    this.outside = outside;
    this.place = outside == null ? 1 : outside.place + 1;
  }

  /** The first of a new chain. */
  static PendingLevel chain() {
    return new PendingLevel(null);
  }

  /** The one in this, made when first asked for; null if the chain is as long as it may be. */
  @Nullable PendingLevel inside() {
    if (inside == null && place < PLACES) {
      inside = new PendingLevel(this);
    }
    return inside;
  }

  /** Takes a number, if no reference is to be stored. */
  @SuppressWarnings("ReferenceEquality")
  boolean openAgain(String newKey, long newHash, int newKind, long newBits, int newDepth) {
    if (key != newKey || ref != null || earlier != null) {
      return false;
    }
    hash = newHash;
    kind = newKind;
    bits = newBits;
    depth = newDepth;
    state = READS * READ | LIGHT;
    return true;
  }

  /** Takes the values of a level that is opened. */
  @SuppressWarnings("ReferenceEquality") // a store of a reference costs more than a look
  void open(
      String newKey,
      long newHash,
      int newKind,
      long newBits,
      @Nullable Object newRef,
      @Nullable Given given,
      int newDepth) {
    if (key != newKey) {
      key = newKey;
    }
    if (ref != newRef) {
      ref = newRef;
    }
    if (earlier != given) {
      earlier = given;
    }
    hash = newHash;
    kind = newKind;
    bits = newBits;
    depth = newDepth;
    state = READS * READ | (newRef == null || SlotTable.isShort(newRef) ? LIGHT : 0);
  }

  boolean is(int one) {
    return (state & one) != 0;
  }

  /** Writes the value in fields, which nobody has begun to write to the table. */
  @SuppressWarnings("ReferenceEquality")
  void replace(int newKind, long newBits, @Nullable Object newRef) {
    // calls nothing: it happens as a whole
    if (ref != newRef) {
      ref = newRef;
    }
    kind = newKind;
    bits = newBits;
    state = (state & ~LIGHT) | CHANGED;
  }

  /** Counts a level that is opened in this one; whether the values should go to the table first. */
  boolean isEnteredOften() {
    state -= ENTERED * READ;
    return state < 0;
  }

  /** Counts a read; whether the values should go to the table, as so many were read. */
  boolean isReadOften() {
    state -= READ;
    return state < 0;
  }

  /**
   * The one of the values given before that has a hash, and counts as read; null if none has it, or
   * so many were read that the values should go to the table.
   */
  @Nullable Given readable(long of) {
    Given given = given(of);
    return given == null || isReadOften() ? null : given;
  }

  void readOn() {
    state += READS * READ;
  }

  /** The first of the chain. */
  PendingLevel first() {
    PendingLevel level = this;
    while (level.outside != null) {
      level = level.outside;
    }
    return level;
  }

  /** The pending level around this; null if there is none. */
  private @Nullable PendingLevel around() {
    PendingLevel around = outside;
    return around == null || around.is(WRITTEN) ? null : around;
  }

  /** The outermost one that is pending. */
  PendingLevel outermost() {
    PendingLevel level = this;
    for (PendingLevel next = around(); next != null; next = next.around()) {
      level = next;
    }
    return level;
  }

  /** The innermost level, from this on, that has a hash; null if none has. */
  @Nullable PendingLevel holder(long of) {
    for (PendingLevel level = this; level != null; level = level.around()) {
      if (level.hash == of || level.given(of) != null) {
        return level;
      }
    }
    return null;
  }

  /** The one of the values given before that has a hash; null if none has. */
  private @Nullable Given given(long of) {
    Given given = earlier;
    while (given != null && given.hash() != of) {
      given = given.earlier();
    }
    return given;
  }

  /** Of a hash that this has. */
  int kind(long of) {
    Given given = hash == of ? null : given(of);
    return given == null ? kind : given.kind();
  }

  /** Of a hash that this has. */
  long bits(long of) {
    Given given = hash == of ? null : given(of);
    return given == null ? bits : given.bits();
  }

  /** Of a hash that this has. */
  @Nullable Object ref(long of) {
    Given given = hash == of ? null : given(of);
    return given == null ? ref : given.ref();
  }

  /** Of a hash that this has. */
  String key(long of) {
    Given given = hash == of ? null : given(of);
    return given == null ? key : given.key();
  }
}
