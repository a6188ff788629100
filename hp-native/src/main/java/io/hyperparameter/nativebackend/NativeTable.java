package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_KEY_BYTES;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_BASE_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_FLATTEN_AT;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_KEY_BYTES;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MODE;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_SECOND_LOOKS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_IN_BASE;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.MODE_OVERLAY;
import static io.hyperparameter.nativebackend.NativeLayout.MODE_SCATTERED;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_VALUE;
import static io.hyperparameter.nativebackend.NativeLayout.TAG_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.WORD_KIND_MASK;
import static io.hyperparameter.nativebackend.NativeMemory.load;

import io.hyperparameter.spi.Kind;
import java.nio.charset.StandardCharsets;

/**
 * The long way of a read of native memory: probe a context's own table, then the base below it. The
 * first probe of a number stands in {@link NativeContext}.
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

  /** A call takes as long as so many second looks. */
  private static final int FEW = 16;

  /** In a word, in the place of the kind of a number: the value tells the kind. */
  static final long REF = 0;

  private NativeTable() {}

  /** The address of the slot that decides about a key, a tombstone included; 0 if there is none. */
  static long slot(long context, long hash) {
    long slot = find(load(context + CONTEXT_SLOTS), load(context + CONTEXT_MASK), hash);
    return slot != 0 || (load(context + CONTEXT_MODE) & (MODE_OVERLAY | MODE_SCATTERED)) == 0
        ? slot
        : slotFurther(context, hash);
  }

  /** Whether a word is that of another key than the one that is wanted, whatever the kinds. */
  static boolean isOther(long word, long wanted) {
    return word != 0 && ((word ^ wanted) & ~WORD_KIND_MASK) != 0;
  }

  /**
   * Whether a slot whose word is 0 tells that a hash is nowhere, if the slots before it are those
   * of others.
   */
  static boolean endsAt(long context, long slot) {
    return load(slot + SLOT_VALUE) == 0
        && (load(context + CONTEXT_MODE) & (MODE_OVERLAY | MODE_SCATTERED)) == 0;
  }

  /**
   * A second look; when there were many, the library copies the base in. When there were a few
   * where the own table is shown without need, the library goes back to the base.
   */
  private static long slotFurther(long context, long hash) {
    long looks = load(context + CONTEXT_SECOND_LOOKS) + 1;
    if ((load(context + CONTEXT_MODE) & MODE_SCATTERED) != 0
        || looks >= load(context + CONTEXT_FLATTEN_AT)) {
      return NativeApi.slot(context, hash);
    }
    NativeMemory.store(context + CONTEXT_SECOND_LOOKS, looks);
    if (looks % FEW == 0 && NativePending.isShown(context)) {
      return NativeApi.slot(context, hash);
    }
    return find(load(context + CONTEXT_BASE_SLOTS), load(context + CONTEXT_BASE_MASK), hash);
  }

  /**
   * One comparison for each key on the way; whether a slot is empty is asked of zero words only. It
   * comes round only where showing a table was broken off, while C++ asks for a value.
   */
  private static long find(long slots, long mask, long hash) {
    long home = hash & mask;
    long i = home;
    do {
      long slot = slots + (i << SLOT_SHIFT);
      long word = load(slot);
      if (word != 0) {
        if (((word ^ hash) & ~WORD_KIND_MASK) == 0) {
          return slot;
        }
      } else {
        long value = load(slot + SLOT_VALUE);
        if (value == 0) {
          return 0;
        }
        // a slot that is kept for a key without a value, or a tiny hash, whose word may be 0
        if ((hash & ~WORD_KIND_MASK) == 0
            && (value & NativeLayout.TAG_RESERVED) != NativeLayout.TAG_RESERVED) {
          return slot;
        }
      }
      i = (i + 4) & mask;
    } while (i != home);
    return 0;
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
    return textOf(load(slot + SLOT_VALUE));
  }

  /** Whether the value behind a word of {@link #REF} is a text. */
  static boolean isText(long value) {
    return (value & TAG_MASK) == NativeLayout.TAG_TEXT;
  }

  /** The address of the text that is a value. */
  static long textOf(long value) {
    return value & ~TAG_MASK;
  }

  /** The number of the object in a slot. */
  static long object(long slot) {
    return load(slot + SLOT_VALUE) >>> NativeLayout.TAG_BITS;
  }

  /** The key of an occupied slot of this context. */
  static String key(long context, long slot) {
    return keyOf(context, keyRef(context, slot));
  }

  /** The reference to the key of an occupied slot of this context. */
  static int keyRef(long context, long slot) {
    long slots = load(context + CONTEXT_SLOTS);
    long keys = load(context + CONTEXT_KEYS);
    long i = (slot - slots) >> SLOT_SHIFT;
    if (slot < slots || i > load(context + CONTEXT_MASK)) {
      i = (slot - load(context + CONTEXT_BASE_SLOTS)) >> SLOT_SHIFT;
      keys = load(context + CONTEXT_BASE_KEYS);
    }
    return NativeMemory.loadInt(keys + (i << KEY_SHIFT));
  }

  /** The reference to the key of a slot of the context's own table, by its number. */
  static int ownKeyRef(long context, long i) {
    return NativeMemory.loadInt(load(context + CONTEXT_KEYS) + (i << KEY_SHIFT));
  }

  /** Whether a reference is to this key; copies nothing where both are ASCII. */
  static boolean isKey(long context, int ref, String key) {
    long at = recordOf(context, ref);
    int length = lengthAt(at);
    if (length != key.length()) {
      return length > key.length() && keyOf(context, ref).equals(key);
    }
    at += lengthBytes(length);
    for (int i = 0; i < length; i++) {
      if (NativeMemory.loadByte(at + i) != key.charAt(i)) {
        return false; // as many bytes as chars: both are ASCII, or they differ
      }
    }
    return true;
  }

  /** The key that a context knows by a reference: see {@code hp_key_text}. */
  static String keyOf(long context, int ref) {
    long at = recordOf(context, ref);
    int length = lengthAt(at);
    return text(at + lengthBytes(length), length);
  }

  private static long recordOf(long context, int ref) {
    long bytes =
        load(context + ((ref & KEY_IN_BASE) != 0 ? CONTEXT_BASE_KEY_BYTES : CONTEXT_KEY_BYTES));
    return bytes + (ref & ~KEY_IN_BASE);
  }

  /** The length in front of a key: seven bits a byte, the lowest first. */
  private static int lengthAt(long record) {
    long at = record;
    int length = 0;
    int shift = 0;
    byte next;
    do {
      next = NativeMemory.loadByte(at++);
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return length;
  }

  /** How many bytes {@link #lengthAt} has read. */
  private static int lengthBytes(int length) {
    int bytes = 1;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }

  /** So many bytes of UTF-8. */
  static String text(long address, int length) {
    return new String(NativeMemory.copy(address, length), StandardCharsets.UTF_8);
  }
}
