package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_CHANGES;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_HASH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KEY;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KEY_LENGTH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KIND;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_SIZE;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_VALUE;
import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.loadInt;

import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelSink;
import io.hyperparameter.spi.ValueHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What C++ collected of a context for one call of Java: the values that are visible, what a level
 * holds, or what was under one key. The entries stay in C++, until the next call.
 */
final class NativeCollected {
  private final NativeContext context;
  private final long count;

  /**
   * What the last call collected.
   *
   * @param context of which
   * @param answer of that call: how many entries there are, or its status
   */
  NativeCollected(NativeContext context, long answer) {
    this.context = context;
    this.count = NativeStatus.require(answer);
  }

  long count() {
    return count;
  }

  private long first() {
    return load(context.address() + CONTEXT_CHANGES);
  }

  /**
   * Gives the entries away.
   *
   * @param tombstones whether also those that hide a key
   * @param ofLevel whether with what is known of each value in the innermost level
   */
  <T> void give(LevelSink<T> sink, T into, boolean tombstones, boolean ofLevel) {
    long entry = first();
    for (long i = 0; i < count; i++, entry += ENTRY_SIZE) {
      int kind = loadInt(entry + ENTRY_KIND);
      if (kind == Kind.TOMBSTONE && !tombstones) {
        continue;
      }
      long value = load(entry + ENTRY_VALUE);
      Object ref = ref(kind, value);
      if (ref != null && kind != Kind.TEXT) {
        kind = kindOf(ref);
      }
      long hash = load(entry + ENTRY_HASH);
      String key = key(entry, hash);
      String origin = ofLevel ? context.originInLevel(key) : null;
      sink.take(into, key, hash, kind, kind <= Kind.BOOLEAN ? value : 0, ref, origin);
    }
  }

  /** Tells what was under a key; an entry has the serial of its level where others have a hash. */
  void tell(ValueHistory into) {
    long entry = first();
    for (long i = 0; i < count; i++, entry += ENTRY_SIZE) {
      int kind = loadInt(entry + ENTRY_KIND);
      long value = load(entry + ENTRY_VALUE);
      Object ref = ref(kind, value);
      long serial = load(entry + ENTRY_HASH);
      into.add(
          serial == NativeLayout.IN_SNAPSHOT ? ValueHistory.SNAPSHOT : context.levelAt(serial),
          ref == null || kind == Kind.TEXT ? kind : kindOf(ref),
          value,
          ref);
    }
  }

  /** Whether one of the entries hides a key. */
  boolean hidesAny() {
    long entry = first();
    for (long i = 0; i < count; i++, entry += ENTRY_SIZE) {
      if (loadInt(entry + ENTRY_KIND) == Kind.TOMBSTONE) {
        return true;
      }
    }
    return false;
  }

  /** The objects among the values, in their order. */
  List<Object> objects() {
    List<Object> objects = new ArrayList<>();
    long entry = first();
    for (long i = 0; i < count; i++, entry += ENTRY_SIZE) {
      int kind = loadInt(entry + ENTRY_KIND);
      if (NativeContext.isObject(kind)) {
        objects.add(context.object(kind, load(entry + ENTRY_VALUE)));
      }
    }
    return objects;
  }

  private @Nullable Object ref(int kind, long value) {
    if (kind == Kind.TEXT) {
      return context.text(value);
    }
    return NativeContext.isObject(kind) ? context.object(kind, value) : null;
  }

  private String key(long entry, long hash) {
    String known = context.nameOf(NativeEntries.keyRef(entry), hash);
    return known != null
        ? known
        : NativeTable.text(load(entry + ENTRY_KEY), loadInt(entry + ENTRY_KEY_LENGTH));
  }

  /** What an object is to readers: a text that has no UTF-8 form is kept as one. */
  static int kindOf(Object object) {
    return object instanceof String ? Kind.TEXT : Kind.OBJECT;
  }
}
