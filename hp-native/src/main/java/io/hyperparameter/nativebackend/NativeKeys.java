package io.hyperparameter.nativebackend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key blocks one context was asked to write, by key, so that a key crosses to C++ as an
 * address. Direct-mapped by hash. A block is retained while it is here; one that another key
 * displaces is given back only after the call that may carry its address, and together with others
 * ({@link #settle}).
 *
 * <p>Shared with {@link NativeRelease}, which gives the blocks back at the end.
 */
final class NativeKeys {
  private static final int FIRST_SIZE = 4;
  private static final int LAST_SIZE = 1024;
  private static final int MANY_LEAVING = 64;
  private static final long[] NONE = {};

  private @Nullable String[] names = new String[FIRST_SIZE];
  private long[] hashes = new long[FIRST_SIZE];
  private long[] blocks = new long[FIRST_SIZE];
  private int displaced;
  private long[] leaving = NONE;
  private int leavingCount;

  /** The block of a key, or 0 if it is not here. */
  @SuppressWarnings("ReferenceEquality") // the short way; equal but not identical keys follow
  long find(String key, long hash) {
    int i = (int) hash & (hashes.length - 1);
    String name = names[i];
    return name != null && hashes[i] == hash && (name == key || name.equals(key)) ? blocks[i] : 0;
  }

  /** The key whose block is at {@code address}; decoded only if it is not here. */
  String nameOf(long address, long hash) {
    int i = (int) hash & (hashes.length - 1);
    String name = names[i];
    return name != null && blocks[i] == address ? name : NativeTable.keyAt(address);
  }

  /** Keeps a block that was retained for the caller. */
  void keep(String key, long hash, long block) {
    int i = (int) hash & (hashes.length - 1);
    if (names[i] != null) {
      if (++displaced > hashes.length && hashes.length < LAST_SIZE) {
        grow();
        i = (int) hash & (hashes.length - 1);
      }
      leave(blocks[i]);
    }
    names[i] = key;
    hashes[i] = hash;
    blocks[i] = block;
  }

  /** Gives displaced blocks back, many in one call; no call carries them any more. */
  void settle(long context) {
    if (leavingCount >= MANY_LEAVING) {
      NativeApi.releaseKeys(context, leaving, leavingCount);
      leavingCount = 0;
    }
  }

  /** All blocks that are still retained, some of them 0. */
  long[] all() {
    long[] all = Arrays.copyOf(blocks, blocks.length + leavingCount);
    System.arraycopy(leaving, 0, all, blocks.length, leavingCount);
    return all;
  }

  private void leave(long block) {
    if (block == 0) {
      return;
    }
    if (leavingCount == leaving.length) {
      leaving = Arrays.copyOf(leaving, Math.max(4, 2 * leavingCount));
    }
    leaving[leavingCount++] = block;
  }

  private void grow() {
    @Nullable String[] oldNames = names;
    long[] oldHashes = hashes;
    long[] oldBlocks = blocks;
    names = Arrays.copyOf(new String[0], 4 * oldNames.length);
    hashes = new long[names.length];
    blocks = new long[names.length];
    displaced = 0;
    for (int i = 0; i < oldNames.length; i++) {
      if (oldNames[i] != null) {
        int to = (int) oldHashes[i] & (hashes.length - 1);
        leave(blocks[to]);
        names[to] = oldNames[i];
        hashes[to] = oldHashes[i];
        blocks[to] = oldBlocks[i];
      }
    }
  }
}
