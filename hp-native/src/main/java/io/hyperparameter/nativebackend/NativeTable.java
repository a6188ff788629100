package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_FLATTEN_AT;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MODE;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_SECOND_LOOKS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.MODE_OVERLAY;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_VALUE;
import static io.hyperparameter.nativebackend.NativeLayout.TAG_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.WORD_KIND_MASK;
import static io.hyperparameter.nativebackend.NativeMemory.load;

import io.hyperparameter.spi.Kind;
import java.nio.charset.StandardCharsets;

/**
 * The long way of a read of native memory: probe a context's own table, then the base below it. The
 * first probe of a number stands in {@link NativeStorage}.
 */
final class NativeTable {
  private static final int[] KIND_OF_TAG = {
    Kind.ABSENT,
    Kind.NULL,
    Kind.TOMBSTONE,
    Kind.TEXT,
    Kind.OBJECT,
    NativeLayout.KIND_BASE_OBJECT,
    Kind.ABSENT,
    Kind.ABSENT
  };

  private NativeTable() {}

  /** The address of the slot that decides about a key, a tombstone included; 0 if there is none. */
  static long slot(long context, long hash) {
    long slot = find(load(context + CONTEXT_SLOTS), load(context + CONTEXT_MASK), hash);
    return slot != 0 || load(context + CONTEXT_MODE) != MODE_OVERLAY
        ? slot
        : slotInBase(context, hash);
  }

  /** A second look; when there were many, the library copies the base in. */
  private static long slotInBase(long context, long hash) {
    long looks = load(context + CONTEXT_SECOND_LOOKS) + 1;
    NativeMemory.store(context + CONTEXT_SECOND_LOOKS, looks);
    if (looks >= load(context + CONTEXT_FLATTEN_AT)) {
      NativeApi.look(context, hash);
      if (load(context + CONTEXT_MODE) != MODE_OVERLAY) {
        return find(load(context + CONTEXT_SLOTS), load(context + CONTEXT_MASK), hash);
      }
    }
    return find(load(context + CONTEXT_BASE_SLOTS), load(context + CONTEXT_BASE_MASK), hash);
  }

  private static long find(long slots, long mask, long hash) {
    long i = hash & mask;
    while (true) {
      long slot = slots + (i << SLOT_SHIFT);
      long word = load(slot);
      if (word == 0 && load(slot + SLOT_VALUE) == 0) {
        return 0;
      }
      if (((word ^ hash) & ~WORD_KIND_MASK) == 0) {
        return slot;
      }
      i = (i + 4) & mask;
    }
  }

  /** The kind in an occupied slot: one of {@link Kind}, or {@code KIND_BASE_OBJECT}. */
  static int kind(long slot) {
    int kind = (int) (load(slot) & WORD_KIND_MASK);
    return kind != 0 ? kind : KIND_OF_TAG[(int) (load(slot + SLOT_VALUE) & TAG_MASK)];
  }

  static long value(long slot) {
    return load(slot + SLOT_VALUE);
  }

  /** The address of the text in a slot of kind TEXT. */
  static long text(long slot) {
    return load(slot + SLOT_VALUE) & ~TAG_MASK;
  }

  /** The number of the object in a slot. */
  static long object(long slot) {
    return load(slot + SLOT_VALUE) >>> NativeLayout.TAG_BITS;
  }

  /** The key of an occupied slot of this context. */
  static String key(long context, long slot) {
    long slots = load(context + CONTEXT_SLOTS);
    long keys = load(context + CONTEXT_KEYS);
    long i = (slot - slots) >> SLOT_SHIFT;
    if (slot < slots || i > load(context + CONTEXT_MASK)) {
      i = (slot - load(context + CONTEXT_BASE_SLOTS)) >> SLOT_SHIFT;
      keys = load(context + CONTEXT_BASE_KEYS);
    }
    return keyAt(load(keys + (i << KEY_SHIFT)));
  }

  /** The key whose {@code hp_key} is at {@code address}. */
  static String keyAt(long address) {
    int length = NativeMemory.loadInt(address + NativeLayout.KEY_LENGTH);
    byte[] bytes = NativeMemory.copy(address + NativeLayout.KEY_BYTES, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
