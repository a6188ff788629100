package io.hyperparameter;

import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelChanges;
import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.ParamValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ParamScope} holds while it is idle, and hands to a level when it is entered.
 *
 * <p>The first value lives in fields, so that a scope of one value needs no other object; from the
 * second value on all live in {@link ParamValues}.
 */
abstract sealed class ScopeValues extends ParamAccess permits ScopeAccess {
  static final int MISS = -1;

  private byte kind;
  private @Nullable String key;
  private long hash;
  private long bits;
  private @Nullable Object ref;
  private @Nullable ParamValues values;

  /** Whether entering hides everything inherited; then the values are in {@link #values}. */
  private boolean isolating;

  ScopeValues() {}

  /** Takes over what an idle scope holds, or an open one was entered with; this one is new. */
  final void copyOf(ScopeValues other) {
    key = other.key;
    hash = other.hash;
    kind = other.kind;
    bits = other.bits;
    ref = other.ref;
    isolating = other.isolating;
    if (other.values != null) {
      values = copied(other.values);
    }
  }

  private static ParamValues copied(ParamValues values) {
    ParamValues copy = new ParamValues(values.size() + 1);
    copy.putAll(values);
    return copy;
  }

  /** Where a key is among the values, for the questions below; {@link #MISS} if it is not. */
  final int ownIndex(String name, long keyHash) {
    if (values != null) {
      int own = values.indexOf(keyHash);
      return own >= 0 && name.equals(values.key(own)) ? own : MISS;
    }
    return (hash == keyHash && name.equals(key)) ? 0 : MISS;
  }

  final int ownKind(int own) {
    return values != null ? values.kind(own) : kind;
  }

  /** As an object, lazy values uncomputed; null for null and tombstones. */
  final @Nullable Object ownBoxed(int own) {
    return values != null ? values.boxed(own) : ParamValues.box(kind, bits, ref);
  }

  final ReadSite ownSite(int own) {
    if (values == null) {
      return new ReadSite.Detached(key == null ? "" : key, null);
    }
    return new ReadSite.Detached(values.key(own), values.originOf(values.key(own)));
  }

  final boolean isIsolating() {
    return isolating;
  }

  /** All values, to be looked at. */
  final ParamValues ownList() {
    ParamValues all = values;
    if (all == null) {
      all = new ParamValues();
      if (key != null) {
        all.put(key, hash, kind, bits, ref);
      }
    }
    return all;
  }

  /** All values, to be added to. */
  final ParamValues ownValues() {
    ParamValues all = ownList();
    if (values != all) {
      values = all;
      key = null;
      ref = null;
    }
    return all;
  }

  /** Drops all values, and hides what entering would inherit. */
  final void hideAll() {
    key = null;
    ref = null;
    values = new ParamValues();
    isolating = true;
  }

  @SuppressWarnings("ReferenceEquality") // the same reference need not be stored again
  final void set(String newKey, long newHash, int newKind, long newBits, @Nullable Object newRef) {
    if (values == null && (key == null || (hash == newHash && key.equals(newKey)))) {
      if (key != newKey) { // a store of a reference costs more than a look
        key = newKey;
      }
      if (ref != newRef) {
        ref = newRef;
      }
      hash = newHash;
      kind = (byte) newKind;
      bits = newBits;
    } else {
      ownValues().put(newKey, newHash, newKind, newBits, newRef);
    }
  }

  /** Opens a level with these values; gives the number of the entry. */
  final long enterIn(ParamStorage context) {
    String only = key;
    return only != null
        ? context.enter(only, hash, kind, bits, ref)
        : context.enter(values, isolating);
  }

  /** {@link #absorb} for a level of one number, the one this holds; false if it is not. */
  final boolean absorbNumber(ParamStorage context) {
    String only = key;
    int changed =
        only != null && context.levelOrigins() == null
            ? context.onlyNumber(only, hash)
            : Kind.ABSENT;
    if (changed == Kind.ABSENT) {
      return false;
    }
    kind = (byte) changed;
    bits = context.onlyNumberBits();
    if (ref != null) { // a store of a reference costs more than a look
      ref = null;
    }
    return true;
  }

  /** Takes over what a level held when it was closed, and what is known of where it came from. */
  final void absorb(LevelChanges changes, @Nullable Map<String, String> origins) {
    for (int i = 0; i < changes.size(); i++) {
      String changed = changes.key(i);
      // asked first: the level may have been entered with this scope's own map, which set() changes
      String origin = origins == null ? null : origins.get(changed);
      set(changed, changes.hash(i), changes.kind(i), changes.bits(i), changes.ref(i));
      if (origin != null) {
        ownValues().setOrigin(changed, origin);
      }
    }
  }
}
