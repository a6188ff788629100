package io.hyperparameter;

import io.hyperparameter.context.ParamSite;
import io.hyperparameter.context.WrittenValues;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ParamScope} holds while it is idle, and hands to a level when it is entered. It is
 * a class above that one, rather than an object in it: up to JDK 17 the JIT does not see through an
 * object in an object across a call, so each scope built anew would leave one of 48 bytes on the
 * heap, and take twice as long.
 *
 * <p>The value given last lives in fields, so that a scope of one value needs no other object; up
 * to a few, those given before it are a list that scopes made from one another share. Many, and
 * values of which somebody said where they came from, live in {@link ParamValues}.
 */
abstract sealed class ScopeValues extends ParamAccess permits ScopeAccess {
  static final int MISS = -1;

  /** So many values are looked through as soon as looked up. */
  private static final int FEW = 8;

  // for ScopeAccess, who takes them over where no call can be made

  byte kind;
  @Nullable String key;
  long hash;
  long bits;

  /** Of the value in fields; where there is none, {@link #values}. */
  @Nullable Object ref;

  @Nullable Given earlier;

  /** Whether entering hides everything inherited; then the values are in {@link #values}. */
  boolean isolating;

  ScopeValues() {}

  /** Many values, or isolating ones; null where they are in fields, or there are none. */
  private @Nullable ParamValues values() {
    return key == null ? (ParamValues) ref : null;
  }

  /** Takes over what an idle scope holds, or an open one was entered with; this one is new. */
  final void copyOf(ScopeValues other) {
    key = other.key;
    hash = other.hash;
    kind = other.kind;
    bits = other.bits;
    ParamValues values = other.values();
    ref = values != null ? copied(values) : other.ref;
    earlier = other.earlier;
    isolating = other.isolating;
  }

  /** Takes over what another scope holds, field by field, with the very same lists. */
  final void hold(
      @Nullable String newKey,
      long newHash,
      byte newKind,
      long newBits,
      @Nullable Object newRef,
      @Nullable Given newEarlier,
      boolean newIsolating) {
    key = newKey;
    hash = newHash;
    kind = newKind;
    bits = newBits;
    ref = newRef;
    earlier = newEarlier;
    isolating = newIsolating;
  }

  private static ParamValues copied(ParamValues values) {
    ParamValues copy = new ParamValues(values.size() + 1);
    copy.putAll(values);
    return copy;
  }

  /** Where a key is among the values, for the questions below; {@link #MISS} if it is not. */
  final int ownIndex(String name, long keyHash) {
    ParamValues values = values();
    if (values != null) {
      int own = values.indexOf(keyHash);
      return own >= 0 && name.equals(values.key(own)) ? own : MISS;
    }
    if (hash == keyHash && name.equals(key)) {
      return 0;
    }
    for (Given given = earlier; given != null; given = given.earlier()) {
      if (given.hash() == keyHash && name.equals(given.key())) {
        return given.size();
      }
    }
    return MISS;
  }

  /** The one of {@link #earlier} that has so many with it; null for the value in fields. */
  private @Nullable Given given(int size) {
    Given given = size == 0 ? null : earlier;
    while (given != null && given.size() != size) {
      given = given.earlier();
    }
    return given;
  }

  final int ownKind(int own) {
    ParamValues values = values();
    Given given = given(own);
    return values != null ? values.kind(own) : given != null ? given.kind() : kind;
  }

  /** As an object, lazy values uncomputed; null for null and tombstones. */
  final @Nullable Object ownBoxed(int own) {
    ParamValues values = values();
    if (values != null) {
      return values.boxed(own);
    }
    Given given = given(own);
    return given != null
        ? ParamValues.box(given.kind(), given.bits(), given.ref())
        : ParamValues.box(kind, bits, ref);
  }

  final ReadSite ownSite(int own) {
    ParamValues values = values();
    if (values == null) {
      Given given = given(own);
      return new ParamSite.Detached(given != null ? given.key() : key == null ? "" : key, null);
    }
    return new ParamSite.Detached(values.key(own), values.originOf(values.key(own)));
  }

  final boolean isIsolating() {
    return isolating;
  }

  /** All values, to be looked at. */
  final ParamValues ownList() {
    ParamValues all = values();
    if (all == null) {
      all = new ParamValues();
      if (earlier != null) {
        earlier.addTo(all);
      }
      if (key != null) {
        all.put(key, hash, kind, bits, ref);
      }
    }
    return all;
  }

  /** All values, to be added to. */
  final ParamValues ownValues() {
    ParamValues all = ownList();
    if (key != null || ref != all) {
      key = null;
      ref = all;
      earlier = null;
    }
    return all;
  }

  /** Drops all values, and hides what entering would inherit. */
  final void hideAll() {
    ParamValues none = new ParamValues();
    key = null;
    ref = none;
    earlier = null;
    isolating = true;
  }

  final void set(String newKey, long newHash, int newKind, long newBits, @Nullable Object newRef) {
    String last = key;
    if (values() == null && (last == null || (hash == newHash && last.equals(newKey)))) {
      replace(newKey, newHash, newKind, newBits, newRef);
    } else if (last != null && isNew(newHash)) {
      earlier = given(last);
      replace(newKey, newHash, newKind, newBits, newRef);
    } else {
      ownValues().put(newKey, newHash, newKind, newBits, newRef);
    }
  }

  /** {@link #set} for one that has no values yet. */
  final void begin(
      String newKey, long newHash, int newKind, long newBits, @Nullable Object newRef) {
    key = newKey;
    hash = newHash;
    kind = (byte) newKind;
    bits = newBits;
    ref = newRef;
  }

  /**
   * Takes over what another holds, and one value more, if that is short; this one is new. So short
   * that the JIT sees through a few in a row: then none but the last is an object on the heap.
   *
   * @return false, with nothing done, if it is longer
   */
  final boolean extend(
      ScopeValues other,
      String newKey,
      long newHash,
      int newKind,
      long newBits,
      @Nullable Object newRef) {
    String last = other.key;
    if (last == null ? other.ref != null : !other.isNew(newHash)) {
      return false;
    }
    if (last != null) {
      earlier = other.given(last);
    }
    isolating = other.isolating;
    begin(newKey, newHash, newKind, newBits, newRef);
    return true;
  }

  /** The value in fields, whose key this is, and those before it. */
  private Given given(String last) {
    int size = earlier == null ? 1 : earlier.size() + 1;
    return new Given(last, hash, kind, bits, ref, earlier, size);
  }

  /** Sets the value in fields. */
  @SuppressWarnings("ReferenceEquality") // the same reference need not be stored again
  private void replace(
      String newKey, long newHash, int newKind, long newBits, @Nullable Object newRef) {
    if (key != newKey) { // a store of a reference costs more than a look
      key = newKey;
    }
    if (ref != newRef) {
      ref = newRef;
    }
    hash = newHash;
    kind = (byte) newKind;
    bits = newBits;
  }

  /** Whether a hash is none of the few that this has. */
  private boolean isNew(long newHash) {
    if (hash == newHash) {
      return false;
    }
    Given given = earlier;
    if (given != null && given.size() + 1 >= FEW) {
      return false;
    }
    while (given != null && given.hash() != newHash) {
      given = given.earlier();
    }
    return given == null;
  }

  /** Sets all of these or none. */
  final void setAll(ParamValues written) {
    if (written.size() == 1 && written.origins() == null) {
      set(written.key(0), written.hash(0), written.kind(0), written.bits(0), written.ref(0));
    } else {
      ParamValues own = ownValues();
      WrittenValues.requireNoCollision(written, own::keyOf);
      own.putAll(written);
    }
  }

  /** Opens a level with these values; gives the number of the entry. */
  final long enterIn(Context context) {
    String last = key;
    if (last != null && ref == null && earlier == null) {
      long at = context.enterAtOnce(last, hash, kind, bits);
      if (at != Context.NOT_ENTERED) {
        return at;
      }
    }
    return context.enter(values(), isolating, last, hash, kind, bits, ref, earlier);
  }

  /** Takes over what a level held when it was left, and what is known of where it came from. */
  final void absorb(
      String changed,
      long newHash,
      int newKind,
      long newBits,
      @Nullable Object newRef,
      @Nullable String origin) {
    set(changed, newHash, newKind, newBits, newRef);
    if (origin != null) {
      ownValues().setOrigin(changed, origin);
    }
  }
}
