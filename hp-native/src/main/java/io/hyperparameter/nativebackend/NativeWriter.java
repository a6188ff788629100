package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_SIZE;

import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/**
 * The write side of one context: each write, enter and exit is one call into the library, also of
 * keys that it has never seen. What a call carries lies in scratch memory; what C++ refers to and
 * cannot hold itself, the objects, is kept here until C++ lets it go.
 *
 * <p>A context that is only read has none.
 */
final class NativeWriter implements NativeEntries.Numbering {
  /** In the place of a level's serial. */
  static final long NONE = 0;

  private final long context;
  private final ContextRules rules;
  final NativeKeys keys;
  private final NativeScratch carrier;
  final NativeOnlyKey only;

  /**
   * The level that C++ left when it was asked for what the level held, until Java has taken it off
   * its books, too; else {@link #NONE}. C++ keeps the changes until the next call, so where memory
   * or stack ended in between they are handed over from there; unless it was a kernel that called.
   */
  long left = NONE;

  /** How many changes it had. */
  long leftCount;

  private @Nullable NativeObjects objects;

  /** {@code release} shares what has to be given back, but no object, nor this. */
  NativeWriter(long context, NativeRelease release, ContextRules rules) {
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
      return;
    }
    int status = NativeApi.put(context, hash, known, kind, bits);
    if (status != NativeStatus.OK) {
      throw failure(status, key, hash);
    }
    try {
      only.wrote(hash);
      takeReleased();
    } catch (StackOverflowError e) {
      return; // it is written; C++ counts the writes that were not noted
    }
  }

  private void putEntry(
      String key, long hash, int known, int kind, long bits, @Nullable Object ref) {
    long entry = carry(key, hash, known, kind, bits, ref);
    int status = NativeApi.putEntry(context, entry);
    if (status != NativeStatus.OK) {
      throw failure(status, key, hash);
    }
    NativeObjects kept = objects;
    if (kept != null) {
      kept.carrying = false;
    }
    try {
      only.wrote(hash);
      keys.keep(key, hash, NativeEntries.keyRef(entry));
      afterwards();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return; // it is written
    }
  }

  void clear() {
    only.forget();
    int status = NativeApi.clear(context);
    if (status != NativeStatus.OK) {
      throw NativeStatus.exception(status);
    }
    takeReleased();
  }

  // ---- levels ----
  //
  // A level that is open in C++ must be known to Java, and an object that C++ has taken over be
  // kept. So
  // once a call has succeeded these are noted without any further call, which the stack may have no
  // room for. The rest only makes later calls faster, and is done as far as heap and stack allow.

  long enter(String key, long hash, int kind, long bits, @Nullable Object ref) {
    only.forget();
    int known = keys.find(key, hash);
    if (known == 0 || ref != null) {
      return enterEntry(key, hash, known, kind, bits, ref);
    }
    long serial = NativeApi.enterOne(context, hash, known, kind, bits);
    if (serial < 0) {
      throw failure((int) -serial, key, hash);
    }
    try {
      only.entered(key, hash, serial);
      takeReleased();
    } catch (StackOverflowError e) {
      return serial; // not known to be the only key, and let go later
    }
    return serial;
  }

  private long enterEntry(
      String key, long hash, int known, int kind, long bits, @Nullable Object ref) {
    long entry = carry(key, hash, known, kind, bits, ref);
    long serial = NativeApi.enter(context, entry, 1, false);
    if (serial < 0) {
      throw failure((int) -serial, key, hash);
    }
    NativeObjects kept = objects;
    if (kept != null) {
      kept.carrying = false;
    }
    try {
      keys.keep(key, hash, NativeEntries.keyRef(entry));
      only.entered(key, hash, serial);
      afterwards();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return serial;
    }
    return serial;
  }

  long enter(boolean isolating) {
    only.forget();
    long serial = NativeApi.enter(context, 0, 0, isolating);
    if (serial < 0) {
      throw NativeStatus.exception((int) -serial);
    }
    return serial;
  }

  long enter(ParamValues values, boolean isolating) {
    only.forget();
    int count = values.size();
    long room = Long.BYTES;
    for (int i = 0; i < count; i++) {
      if (keys.find(values.key(i), values.hash(i)) == 0) {
        rules.requireFree(values.key(i), values.hash(i));
      }
      room += NativeEntries.roomFor(values.key(i), values.ref(i));
    }
    carrier.start(room);
    begin();
    long entries = carrier.take(ENTRY_SIZE * count);
    for (int i = 0; i < count; i++) {
      String key = values.key(i);
      long hash = values.hash(i);
      NativeEntries.write(
          carrier,
          entries + ENTRY_SIZE * i,
          key,
          hash,
          keys.find(key, hash),
          values.kind(i),
          values.bits(i),
          values.ref(i),
          this);
    }
    long serial = NativeApi.enter(context, entries, count, isolating);
    if (serial < 0) {
      if (serial == -NativeStatus.KEY_COLLISION) {
        refuseCollision(values);
      }
      throw NativeStatus.exception((int) -serial);
    }
    NativeObjects kept = objects;
    if (kept != null) {
      kept.carrying = false;
    }
    try {
      for (int i = 0; i < count; i++) {
        keys.keep(values.key(i), values.hash(i), NativeEntries.keyRef(entries + ENTRY_SIZE * i));
      }
      afterwards();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return serial;
    }
    return serial;
  }

  /**
   * The address of this text in the context's memory, for as long as that lives; 0 if it is not
   * kept.
   */
  long keptText(String text) {
    carrier.start(NativeScratch.roomFor(text));
    long bytes = carrier.end();
    long length = carrier.append(text);
    return length < 0 ? 0 : NativeApi.keepText(context, bytes, length);
  }

  /** The innermost level was left. */
  void left() {
    only.forget();
    takeReleased();
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
    long room = NativeEntries.roomFor(key, ref);
    carrier.start(room);
    begin();
    long entry = carrier.take(ENTRY_SIZE);
    NativeEntries.write(carrier, entry, key, hash, known, kind, bits, ref, this);
    return entry;
  }

  private void begin() {
    NativeObjects kept = objects;
    if (kept != null) {
      kept.begin();
    }
  }

  private void afterwards() {
    takeReleased();
    carrier.finish();
  }

  // ---- objects ----

  @Override
  public long numberOf(Object object) {
    NativeObjects known = objects;
    if (known == null) {
      known = new NativeObjects();
      known.begin();
      objects = known;
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
      kept.takeReleased(context);
    }
  }

  // ---- failures ----

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
