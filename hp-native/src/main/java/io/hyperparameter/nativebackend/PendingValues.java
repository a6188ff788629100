package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.SLOT_VALUE;
import static io.hyperparameter.nativebackend.NativeLayout.TAG_TEXT;
import static io.hyperparameter.nativebackend.NativeLayout.WRITE_BEFORE;
import static io.hyperparameter.nativebackend.NativeLayout.WRITE_SIZE;
import static io.hyperparameter.nativebackend.NativeLayout.WRITE_SLOT;
import static io.hyperparameter.nativebackend.NativeMemory.load;

import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A pending level of several values and where they are, as {@link PendingNumber} is of one: the
 * next level of their keys need not look for their slots, nor write down what undoes it.
 */
final class PendingValues {
  /** Of the value given last; null for: something else may stand there. */
  @Nullable String key;

  /** The same of the level entered before, noted or not: one that does not come again is not. */
  @Nullable String seen;

  /** What C++ counted outside of it. */
  long outside;

  /** And counted inside when it was entered. */
  long inside;

  /** How readers saw the context then. */
  long mode;

  private final Value last = new Value();

  /** How many were given before the last. */
  private int earlier;

  /**
   * Notes a level.
   *
   * @param lastKey the key of the value given last
   * @param newest those before it
   * @param write the address of the first of its writes
   */
  void note(String lastKey, Given newest, long write) {
    last.note(lastKey, write);
    Value value = last;
    long at = write;
    for (Given given = newest; given != null; given = given.earlier()) {
      value = value.before();
      at += WRITE_SIZE;
      value.note(given.key(), at);
    }
    earlier = newest.size();
  }

  /**
   * Whether it can be {@linkplain #fill filled} with these values: they are of the same keys, each
   * slot has what it had, and C++ has the texts. The slots must be where they were.
   */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go the longer way
  boolean isOf(int kind, @Nullable Object ref, Given newest, NativePending texts) {
    if (earlier != newest.size() || !last.findText(kind, ref, texts)) {
      return false;
    }
    Value value = last;
    long differs = value.differs();
    for (Given given = newest; given != null; given = given.earlier()) {
      value = value.before();
      if (value.key != given.key() || !value.findText(given.kind(), given.ref(), texts)) {
        return false;
      }
      differs |= value.differs();
    }
    return differs == 0;
  }

  /** Writes values of which {@link #isOf} has just said that they can be. */
  void fill(long hash, int kind, long bits, Given newest) {
    last.fill(hash, kind, bits);
    Value value = last;
    for (Given given = newest; given != null; given = given.earlier()) {
      value = value.before();
      value.fill(given.hash(), given.kind(), given.bits());
    }
  }

  /** One of them. */
  private static final class Value {
    @Nullable String key;
    private long slot;

    // what that had outside

    private long word;
    private long value;

    /** Where its text is, if it is one, from when that was found until it is filled in. */
    private long text;

    private @Nullable Value before;

    /** The one given before it, with what is noted there, which may be of another level. */
    Value before() {
      Value known = before;
      if (known == null) {
        before = known = new Value();
      }
      return known;
    }

    void note(String itsKey, long write) {
      key = itsKey;
      slot = load(write + WRITE_SLOT);
      word = load(write + WRITE_BEFORE);
      value = load(write + WRITE_BEFORE + SLOT_VALUE);
    }

    /** Not 0 if the slot has something else. */
    long differs() {
      return (load(slot) ^ word) | (load(slot + SLOT_VALUE) ^ value);
    }

    boolean findText(int kind, @Nullable Object ref, NativePending texts) {
      if (kind > Kind.BOOLEAN) {
        text = texts.addressOf(ref);
        return text != NativePending.NO_TEXT;
      }
      return true;
    }

    void fill(long hash, int kind, long bits) {
      NativePending.fill(slot, hash, kind, kind <= Kind.BOOLEAN ? bits : text | TAG_TEXT);
    }
  }
}
