package io.hyperparameter.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot is shared by all contexts on it: not copied to start one, never changed by one. */
class SharedSnapshotTest {
  /** The table of a context is its own, an overlay, or flattened, by the size of its base. */
  private static final int SMALL = 3;

  private static final int LARGE = 200;

  private static final int MANY = 100_000;

  private final JavaBackend backend = new JavaBackend();

  private BaseSnapshot base(int size) {
    ParamValues values = new ParamValues();
    for (int i = 0; i < size; i++) {
      values.put("k" + i, hash(i), Kind.LONG, i, null);
    }
    return backend.snapshot(values);
  }

  private static long hash(long i) {
    return (i + 1) * 0x9E3779B97F4A7C15L;
  }

  private Context on(BaseSnapshot base) {
    return backend.newContext(Thread.currentThread(), base, new NoRules());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, SMALL, LARGE})
  void freezingWhatWasNotChangedGivesTheSameSnapshot(int size) {
    BaseSnapshot base = base(size);
    Context storage = on(base);
    assertSame(base, storage.snapshot());
    for (int i = 0; i < size; i++) {
      assertEquals(i, storage.getLong(hash(i), -1));
    }
    assertSame(base, storage.snapshot());
    assertSame(base, on(storage.snapshot()).snapshot());
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void noContextChangesWhatAnotherSees(int size) {
    BaseSnapshot base = base(size);
    Context writer = on(base);
    Context reader = on(base);
    writer.enter(null, false, null, 0, 0, 0, null, null);
    for (int i = 0; i < size; i++) {
      writer.put("k" + i, hash(i), i % 2 == 0 ? Kind.TOMBSTONE : Kind.LONG, -i, null);
    }
    writer.put("new", hash(LARGE), Kind.LONG, 1, null);
    BaseSnapshot changed = writer.snapshot();
    assertNotSame(base, changed);
    for (int i = 0; i < size; i++) {
      assertEquals(i % 2 == 0 ? -1 : -i, writer.getLong(hash(i), -1));
      assertEquals(i, reader.getLong(hash(i), -1));
      assertEquals(i, on(base).getLong(hash(i), -1));
    }
    writer.exit();
    for (int i = 0; i < size; i++) {
      assertEquals(i, writer.getLong(hash(i), -1));
    }
    assertEquals(-1, writer.getLong(hash(LARGE), -1));
    assertEquals(1, on(changed).getLong(hash(LARGE), -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, SMALL, LARGE})
  void aSnapshotHasWhatIsVisibleAndNothingElse(int size) {
    Context storage = on(base(size));
    storage.enter(null, false, null, 0, 0, 0, null, null);
    storage.put("new", hash(LARGE + 1), Kind.TEXT, 0, "a text");
    int hidden = 0;
    for (int i = 0; i < size; i++) {
      if (i % 3 == 0) {
        storage.put("k" + i, hash(i), Kind.TOMBSTONE, 0, null);
        hidden++;
      } else if (i % 3 == 1) {
        storage.put("k" + i, hash(i), Kind.LONG, -i, null);
      }
    }
    storage.enter(null, false, "left", hash(LARGE), Kind.LONG, 1, null, null);
    storage.exit();
    if (size > 0) {
      storage.enter(null, false, "k2", hash(2), Kind.LONG, -2, null, null);
      storage.exit();
    }
    BaseSnapshot snapshot = storage.snapshot();
    storage.exit();
    assertEquals(size - hidden + 1, snapshot.size());
    Context later = on(snapshot);
    for (int i = 0; i < size; i++) {
      assertEquals(i % 3 == 0 ? -1 : i % 3 == 1 ? -i : i, later.getLong(hash(i), -1));
    }
    assertEquals("a text", later.getString(hash(LARGE + 1), "none"));
    assertNull(later.keyOf(hash(LARGE)));
    ParamValues listed = new ParamValues();
    later.list(listed, true);
    assertEquals(snapshot.size(), listed.size());
  }

  /** Keys of a file, read by literals: the shared table takes these, but not without end. */
  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aStringThatReadsTakesThePlaceOfTheKeyItEquals(int size) {
    JavaSnapshot base = (JavaSnapshot) base(size);
    Context reader = backend.newContext(Thread.currentThread(), base, new HashingRules());
    String twin = "x1"; // of another key with the hash of "k1"
    String[] first = new String[size];
    for (int i = 0; i < 8; i++) { // a context that was asked for so few remembers none of them
      assertEquals(-1, reader.getLong(twin, -1));
    }
    for (int round = 0; round < 2 * base.table.capacity(); round++) {
      for (int i = 0; i < size; i++) {
        String key = "k" + i;
        assertTrue(key.hashCode() != 0); // or it would pass for one made for this read
        assertEquals(i, reader.getLong(key, -1));
        assertEquals(i, reader.getLong(key, -1));
        String known = base.table.key(base.table.find(hash(i)));
        assertEquals(key, known);
        if (round == 0) {
          assertSame(key, known);
        }
        first[i] = key;
      }
    }
    assertTrue(twin.hashCode() != 0);
    assertEquals(-1, reader.getLong(twin, -1));
    assertEquals("k1", base.table.key(base.table.find(hash(1))));
    assertNotSame(first[1], base.table.key(base.table.find(hash(1))));
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aSecondKeyWithTheHashOfASharedOneIsRefused(int size) {
    Context storage = on(base(size));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < size; i++) {
        long taken = hash(i);
        String message =
            assertThrows(
                    IllegalArgumentException.class,
                    () -> storage.put("twin", taken, Kind.LONG, 7, null))
                .getMessage();
        assertTrue(message.contains("\"twin\"") && message.contains("\"k" + i + "\""), message);
        assertEquals(i, storage.getLong(taken, -1));
        assertEquals("k" + i, storage.keyOf(taken));
      }
      // the second round finds the table written to, and the reads above have flattened it
      storage.put("own", hash(LARGE), Kind.LONG, 1, null);
    }
  }

  /** What looks at every slot does not go on paying for a scope that was large once. */
  @ParameterizedTest
  @ValueSource(ints = {0, SMALL, LARGE})
  void aTableShrinksWhenItsKeysAreGone(int size) {
    JavaContext storage = (JavaContext) on(base(size));
    ParamValues many = new ParamValues();
    for (int i = 0; i < MANY; i++) {
      many.put("m" + i, hash(LARGE + i), Kind.LONG, i, null);
    }
    storage.enter(null, false, null, 0, 0, 0, null, null);
    storage.enter(many, false, null, 0, 0, 0, null, null);
    storage.exit();
    storage.enter(
        null, true, null, 0, 0, 0, null, null); // looks at every slot, in order to hide it
    storage.exit();
    int slots = storage.table.capacity();
    assertTrue(slots <= 16 * (size + 16), slots + " slots for " + size + " keys");
    storage.exit();
    for (int i = 0; i < size; i++) {
      assertEquals(i, storage.getLong(hash(i), -1));
    }
    storage.put("k", hash(LARGE + MANY), Kind.LONG, 1, null);
    storage.enter(many, false, null, 0, 0, 0, null, null);
    storage.exit();
    storage.list(new ParamValues(), true);
    assertTrue(storage.table.capacity() <= 16 * (size + 16));
  }

  /** The hash of a key is told by the number in it. */
  static final class HashingRules extends NoRules {
    @Override
    public long hash(String key) {
      return SharedSnapshotTest.hash(Integer.parseInt(key.substring(1)));
    }
  }

  /** Every value is read as what it is: no conversion, and hashes are given. */
  static class NoRules implements ContextRules {
    @Override
    public long hash(String key) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void requireFree(String key, long hash) {}

    @Override
    public long toLong(Context storage, long hash, long def) {
      return def;
    }

    @Override
    public double toDouble(Context storage, long hash, double def) {
      return def;
    }

    @Override
    public boolean toBoolean(Context storage, long hash, boolean def) {
      return def;
    }

    @Override
    public @Nullable Object read(Context storage, long hash, int kind) {
      return storage.get(hash);
    }

    @Override
    public String toText(Context storage, long hash, String def) {
      return def;
    }
  }
}
