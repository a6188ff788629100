package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.KEY_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.WORD_KIND_MASK;
import static io.hyperparameter.nativebackend.NativeMemory.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which keys have which slots in the own table of one context, as far as Java has written them
 * there. Direct-mapped by hash: another key may displace one.
 */
final class NativePlaces {
  static final long NO_SLOT = 0;

  private static final int PLACES = 32;
  private static final int MOST_LOOKS = 8;

  private final long context;
  private final NativeKeys keys;
  private final @Nullable String[] placed = new String[PLACES];
  private final long[] slots = new long[PLACES];

  NativePlaces(long context, NativeKeys keys) {
    this.context = context;
    this.keys = keys;
  }

  /** A key may have got another slot. */
  void forget() {
    Arrays.fill(placed, null);
  }

  /**
   * The slot of a key if it is easily found, else {@link #NO_SLOT}.
   *
   * @param pending the address of {@code hp_pending}, which says where the table is
   */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go the longer way
  long find(long pending, String key, long hash) {
    int i = (int) (hash >>> 2) & (PLACES - 1);
    return placed[i] == key ? slots[i] : findFurther(pending, key, hash, i);
  }

  private long findFurther(long pending, String key, long hash, int to) {
    // a key that Java has not written here yet may not be free for it
    boolean mayBeHere = !isTiny(hash) && keys.find(key, hash) != 0;
    long slot = mayBeHere ? search(pending, key, hash) : NO_SLOT;
    if (slot == NO_SLOT) {
      return NO_SLOT;
    }
    // nothing is called, so at no time a key has the slot of another
    slots[to] = slot;
    placed[to] = key;
    return slot;
  }

  /** The word of such a one may be 0, as that of a reserved slot is. */
  private static boolean isTiny(long hash) {
    return (hash & ~WORD_KIND_MASK) == 0;
  }

  private long search(long pending, String key, long hash) {
    long mask = load(pending + PENDING_MASK);
    long refs = load(pending + PENDING_KEYS);
    long i = hash & mask;
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      int ref = NativeMemory.loadInt(refs + (i << KEY_SHIFT));
      if (ref == 0) {
        break;
      }
      long slot = load(pending + PENDING_SLOTS) + (i << SLOT_SHIFT);
      long word = load(slot);
      if (word == 0 || ((word ^ hash) & ~WORD_KIND_MASK) == 0) { // 0: reserved, for any key
        if (NativeTable.isKey(context, ref, key)) {
          return slot;
        }
      }
      i = (i + 4) & mask;
    }
    return NO_SLOT;
  }
}
