package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_KEY_GENERATION;
import static io.hyperparameter.nativebackend.NativeMemory.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one context with the references C++ knows them by, so that a key that is written need not
 * cross as text again, and the name of one that is read need not be compared. Direct-mapped by
 * hash: another key may displace one. C++ says when it has given its keys other references; then
 * all of these are forgotten.
 */
final class NativeKeys {
  private static final int FIRST_SIZE = 4;
  private static final int LAST_SIZE = 256;

  private final long context;
  private @Nullable String[] names = new String[FIRST_SIZE];
  private int[] refs = new int[FIRST_SIZE];
  private int displaced;
  private long generation;

  NativeKeys(long context) {
    this.context = context;
    this.generation = load(context + CONTEXT_KEY_GENERATION);
  }

  /** The reference of a key, or 0 if it is not here. */
  @SuppressWarnings("ReferenceEquality") // the short way; equal but not identical keys follow
  int find(String key, long hash) {
    forgetStale();
    int i = (int) hash & (names.length - 1);
    String name = names[i];
    return name != null && (name == key || name.equals(key)) ? refs[i] : 0;
  }

  /** The key with a reference that C++ has just given, or null if it is not here. */
  @Nullable String nameOf(int ref, long hash) {
    forgetStale();
    int i = (int) hash & (names.length - 1);
    return refs[i] == ref ? names[i] : null;
  }

  /** Keeps a reference that C++ has just given. */
  void keep(String key, long hash, int ref) {
    forgetStale();
    int i = (int) hash & (names.length - 1);
    if (names[i] != null && ++displaced > names.length && names.length < LAST_SIZE) {
      names = new String[2 * names.length]; // the keys in use soon come back
      refs = new int[names.length];
      displaced = 0;
      i = (int) hash & (names.length - 1);
    }
    names[i] = key;
    refs[i] = ref;
  }

  private void forgetStale() {
    long now = load(context + CONTEXT_KEY_GENERATION);
    if (generation != now) {
      generation = now;
      Arrays.fill(names, null);
      Arrays.fill(refs, 0);
    }
  }
}
