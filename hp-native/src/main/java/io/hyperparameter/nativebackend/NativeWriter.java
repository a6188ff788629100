package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_RELEASED;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_RELEASED_COUNT;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_SIZE;
import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.store;

import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.StorageRules;
import org.jspecify.annotations.Nullable;

/**
 * The write side of one context: each write, enter and exit is one call into the library, also of
 * keys that it has never seen. What a call carries lies in scratch memory; what C++ refers to and
 * cannot hold itself, the objects, is kept here until C++ lets it go.
 *
 * <p>A context that is only read has none.
 */
final class NativeWriter implements NativeEntries.Numbering {
  private final long context;
  private final StorageRules rules;
  private final NativeKeys keys;
  private final NativeScratch carrier;
  private final NativeOnlyKey only;
  private @Nullable NativeObjects objects;

  /** {@code release} shares what has to be given back, but no object, nor this. */
  NativeWriter(long context, NativeRelease release, StorageRules rules) {
    this.context = context;
    this.rules = rules;
    this.keys = new NativeKeys(context);
    this.carrier = new NativeScratch();
    this.only = new NativeOnlyKey(context);
    release.shares(carrier);
  }

  // ---- writes ----

  void put(String key, long hash, int kind, long bits, @Nullable Object ref) {
    int known = keys.find(key, hash);
    if (known == 0 || ref != null) {
      putEntry(key, hash, known, kind, bits, ref);
    } else {
      int status = NativeApi.put(context, hash, known, kind, bits);
      if (status != NativeStatus.OK) {
        throw failure(status, key, hash);
      }
      takeReleased();
    }
    only.wrote(hash);
  }

  private void putEntry(
      String key, long hash, int known, int kind, long bits, @Nullable Object ref) {
    long entry = carry(key, hash, known, kind, bits, ref);
    int status = NativeApi.putEntry(context, entry);
    if (status != NativeStatus.OK) {
      forget(entry, 1);
      throw failure(status, key, hash);
    }
    keys.keep(key, hash, NativeEntries.keyRef(entry));
    takeReleased();
  }

  void clear() {
    require(NativeApi.clear(context));
    takeReleased();
    only.forget();
  }

  // ---- levels ----

  void enter(String key, long hash, int kind, long bits, @Nullable Object ref) {
    int known = keys.find(key, hash);
    if (known == 0 || ref != null) {
      enterEntry(key, hash, known, kind, bits, ref);
    } else {
      int status = NativeApi.enterOne(context, hash, known, kind, bits);
      if (status != NativeStatus.OK) {
        throw failure(status, key, hash);
      }
      takeReleased();
    }
    only.entered(hash);
  }

  private void enterEntry(
      String key, long hash, int known, int kind, long bits, @Nullable Object ref) {
    long entry = carry(key, hash, known, kind, bits, ref);
    int status = NativeApi.enter(context, entry, 1, false);
    if (status != NativeStatus.OK) {
      forget(entry, 1);
      throw failure(status, key, hash);
    }
    keys.keep(key, hash, NativeEntries.keyRef(entry));
    takeReleased();
  }

  void enter(boolean isolating) {
    require(NativeApi.enter(context, 0, 0, isolating));
    takeReleased();
    only.forget();
  }

  void enter(ParamValues values, boolean isolating) {
    int count = values.size();
    long room = Long.BYTES;
    for (int i = 0; i < count; i++) {
      if (keys.find(values.key(i), values.hash(i)) == 0) {
        rules.requireFree(values.key(i), values.hash(i));
      }
      room += NativeEntries.roomFor(values.key(i), values.ref(i));
    }
    carrier.start(room);
    long entries = carrier.take(ENTRY_SIZE * count);
    int written = 0;
    int status = NativeStatus.STATE;
    try {
      for (; written < count; written++) {
        String key = values.key(written);
        long hash = values.hash(written);
        NativeEntries.write(
            carrier,
            entries + ENTRY_SIZE * written,
            key,
            hash,
            keys.find(key, hash),
            values.kind(written),
            values.bits(written),
            values.ref(written),
            this);
      }
      status = NativeApi.enter(context, entries, count, isolating);
    } finally {
      if (status != NativeStatus.OK) {
        forget(entries, written);
      }
    }
    if (status == NativeStatus.KEY_COLLISION) {
      refuseCollision(values);
    }
    require(status);
    for (int i = 0; i < count; i++) {
      keys.keep(values.key(i), values.hash(i), NativeEntries.keyRef(entries + ENTRY_SIZE * i));
    }
    takeReleased();
    only.forget();
  }

  /** The innermost level was left. */
  void left() {
    takeReleased();
    only.forget();
  }

  /** The slot of this key if it is surely all the innermost level holds; else 0. */
  long slotOfOnly(long hash) {
    return only.slot(hash);
  }

  /** The value in the slot that {@link #slotOfOnly} just gave. */
  long bitsOfOnly() {
    return only.bits();
  }

  /** The key with a reference that the last call gave, if it was written of late. */
  @Nullable String nameOf(int ref, long hash) {
    return keys.nameOf(ref, hash);
  }

  // ---- what calls carry ----

  private long carry(String key, long hash, int known, int kind, long bits, @Nullable Object ref) {
    if (known == 0) {
      rules.requireFree(key, hash);
    }
    carrier.start(NativeEntries.roomFor(key, ref));
    long entry = carrier.take(ENTRY_SIZE);
    NativeEntries.write(carrier, entry, key, hash, known, kind, bits, ref, this);
    return entry;
  }

  /** The call failed: C++ has not taken over the objects in its entries. */
  private void forget(long entries, int count) {
    for (int i = 0; i < count; i++) {
      long object = NativeEntries.object(entries + ENTRY_SIZE * i);
      if (object >= 0 && objects != null) {
        objects.remove(object);
      }
    }
  }

  // ---- objects ----

  @Override
  public long numberOf(Object object) {
    NativeObjects known = objects;
    if (known == null) {
      objects = known = new NativeObjects();
    }
    return known.add(object);
  }

  Object object(long number) {
    if (objects == null) {
      throw new IllegalStateException("C++ named object " + number + ", but none was ever stored");
    }
    return objects.get(number);
  }

  /** The number of objects that values and undo records have. */
  int objectCount() {
    return objects == null ? 0 : objects.size();
  }

  /** Lets go of the objects that no value and no undo record has any more. */
  void takeReleased() {
    NativeObjects kept = objects;
    if (kept != null) {
      long count = load(context + CONTEXT_RELEASED_COUNT);
      if (count != 0) {
        long ids = load(context + CONTEXT_RELEASED);
        for (long i = 0; i < count; i++) {
          kept.remove(load(ids + (i << 3)));
        }
        store(context + CONTEXT_RELEASED_COUNT, 0);
      }
    }
  }

  // ---- failures ----

  private static void require(int status) {
    if (status != NativeStatus.OK) {
      throw NativeStatus.exception(status);
    }
  }

  private RuntimeException failure(int status, String key, long hash) {
    String present = status == NativeStatus.KEY_COLLISION ? presentKey(hash) : null;
    return present != null
        ? KeyCollision.refuse(key, present, hash)
        : NativeStatus.exception(status);
  }

  private void refuseCollision(ParamValues values) {
    for (int i = 0; i < values.size(); i++) {
      String present = presentKey(values.hash(i));
      if (present != null && !present.equals(values.key(i))) {
        throw KeyCollision.refuse(values.key(i), present, values.hash(i));
      }
    }
  }

  private @Nullable String presentKey(long hash) {
    long slot = NativeTable.slot(context, hash);
    return slot == 0 ? null : NativeTable.key(context, slot);
  }
}
