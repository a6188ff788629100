package io.hyperparameter.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Levels that are not in the table while they need not be. */
class PendingLevelTest {
  private static final int SIZE = 200;

  /** More reserved keys than a table takes over when the base is copied in. */
  private static final int MANY = 100;

  /** More records than a level has that gives nothing back when it is left. */
  private static final int LARGE = 20_000;

  /** Fewer reads than levels wait for. */
  private static final int FEW_READS = 20;

  private static final String KEY = "key";

  /** Another key of the same hash. */
  private static final String TWIN = "twin";

  private static final long HASH = hash(SIZE + MANY);
  private static final long ABSENT = hash(SIZE + MANY + 1);

  private boolean isFull;
  private int memoryLeft = Integer.MAX_VALUE;
  private final BaseSnapshot base = base();
  private final JavaContext storage =
      (JavaContext)
          new JavaBackend().newContext(Thread.currentThread(), base, new NoRoomOnceFull());

  private static long hash(long i) {
    return (i + 1) * 0x9E3779B97F4A7C15L;
  }

  private static BaseSnapshot base() {
    ParamValues values = new ParamValues();
    for (int i = 0; i < SIZE; i++) {
      values.put("k" + i, hash(i), Kind.LONG, i, null);
    }
    return new JavaBackend().snapshot(values);
  }

  /** As scopes do. */
  private void enter(String key, long hash, int kind, long bits, @Nullable Object ref) {
    boolean isEntered =
        ref == null && storage.enterAtOnce(key, hash, kind, bits) != Context.NOT_ENTERED;
    if (!isEntered) {
      storage.enter(null, false, key, hash, kind, bits, ref, null);
    }
  }

  private void enter(long value) {
    enter(KEY, HASH, Kind.LONG, value, null);
  }

  /** The key gets a slot, and nothing else of it is left. */
  private void enterAndLeave() {
    enter(0);
    storage.exit();
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertEquals(0, storage.depth());
    assertFalse(storage.isPending());
    assertEquals(0, storage.recorded());
    assertEquals(-1, storage.getLong(HASH, -1));
  }

  private static ParamValues many(int count) {
    ParamValues many = new ParamValues();
    for (int i = 0; i < count; i++) {
      many.put("m" + i, hash(SIZE + MANY + 2 + i), Kind.LONG, i, null);
    }
    return many;
  }

  /** A key that had its slot when the level was opened cannot be refused once the level is open. */
  @Test
  void keysKeepTheirSlotsWhenTheBaseIsCopiedIn() {
    storage.enter(many(MANY), false, null, 0, 0, 0, null, null);
    storage.exit();
    enterAndLeave();
    while (storage.state == LayeredTables.State.OVERLAY) {
      enter(7);
      isFull = true;
      for (int i = 0; i < FEW_READS; i++) {
        assertEquals(-1, storage.getLong(ABSENT, -1));
      }
      assertTrue(storage.isPending() || storage.state == LayeredTables.State.OWN);
      assertEquals(7, storage.getLong(HASH, -1));
      assertEquals(7L, storage.get(HASH));
      isFull = false;
      storage.exit();
    }
    assertNothingIsLeft();
  }

  /** It is given back before the next level is open, though that could be pending. */
  @Test
  void keysKeepTheirSlotsWhenATableIsGivenBack() {
    storage.enter(many(LARGE), false, null, 0, 0, 0, null, null);
    enter(0); // the key has a slot in the large table
    storage.exit();
    storage.exit();
    SlotTable large = storage.table;
    enter(7);
    assertNotSame(large, storage.table);
    isFull = true;
    assertEquals(7L, storage.get(HASH));
    enter(8);
    assertTrue(storage.isPending());
    assertEquals(8L, storage.get(HASH));
    storage.exit();
    storage.exit();
    assertNothingIsLeft();
  }

  /** The first level of a thread and the second one make what all others find. */
  @Test
  void aLevelOfTheKeyOfTheOneBeforeIsEnteredAtOnce() {
    for (int i = 0; i < 3; i++) {
      enterAndLeave();
    }
    assertTrue(storage.enterAtOnce(KEY, HASH, Kind.LONG, 7) != Context.NOT_ENTERED);
    assertEquals(7, storage.getLong(HASH, -1));
    assertTrue(storage.exitAtOnce(1));
    assertNothingIsLeft();
    enter(8);
    storage.put(KEY, HASH, Kind.LONG, 9, null);
    assertFalse(storage.exitAtOnce(1), "it holds what its scope is to have");
    assertEquals(9, storage.getLong(HASH, -1));
    storage.exit();
    assertNothingIsLeft();
  }

  /** That of a run is not in the way of those of its steps for ever. */
  @Test
  void aLevelIsWrittenWhenOthersAreEnteredInItOften() {
    enterAndLeave();
    long inner = hash(SIZE + MANY + 2);
    enter("inner", inner, Kind.LONG, 0, null);
    storage.exit();
    enter(7);
    for (int i = 0; i < 10; i++) {
      enter("inner", inner, Kind.LONG, i, null);
      assertEquals(i, storage.getLong(inner, -1));
      storage.exit();
      assertEquals(-1, storage.getLong(inner, -1));
      assertEquals(7, storage.getLong(HASH, -1));
    }
    assertTrue(storage.recorded() > 0, "it is in the table");
    assertTrue(storage.enterAtOnce("inner", inner, Kind.LONG, 1) != Context.NOT_ENTERED);
    storage.exit();
    storage.exit();
    assertNothingIsLeft();
  }

  @Test
  void aLevelIsWrittenWhenItIsReadOften() {
    enterAndLeave();
    enter(7);
    for (int i = 0; i < 100; i++) {
      assertEquals(-1, storage.getLong(ABSENT, -1));
    }
    assertFalse(storage.isPending());
    assertEquals(7, storage.getLong(HASH, -1));
    storage.exit();
    assertNothingIsLeft();
  }

  @Test
  void moreLevelsThanCanBePendingAreAllThere() {
    enterAndLeave();
    int levels = 11;
    for (int i = 1; i <= levels; i++) {
      enter(i);
      assertTrue(storage.isPending());
      assertEquals(i, storage.getLong(HASH, -1));
    }
    for (int i = levels; i > 0; i--) {
      assertEquals(i, storage.getLong(HASH, -1));
      assertEquals(i, storage.levelOf(HASH));
      storage.exit();
    }
    assertNothingIsLeft();
  }

  /** Whoever leaves a level gets what was written to it, wherever that is. */
  @Test
  void whatWasWrittenIsHandedOver() {
    for (boolean pending : new boolean[] {true, false}) {
      enterAndLeave();
      enter(1);
      enter(2);
      assertFalse(storage.isLevelChanged());
      storage.put(KEY, HASH, Kind.TEXT, 0, "text");
      assertTrue(storage.isLevelChanged());
      assertFalse(storage.exitAtOnce(2));
      if (!pending) {
        assertEquals("text", storage.get(HASH));
      }
      assertEquals(pending, storage.isPending());
      ParamValues left = new ParamValues();
      storage.exit(ParamValues.SINK, left);
      assertEquals(1, left.size());
      assertEquals("text", left.boxed(0));
      assertFalse(storage.isLevelChanged());
      assertEquals(1, storage.getLong(HASH, -1));
      storage.exit();
      assertNothingIsLeft();
    }
  }

  @Test
  void aLevelAroundIsAsChangedAsItWas() {
    enterAndLeave();
    enter(1);
    storage.put(KEY, HASH, Kind.LONG, 2, null);
    enter(3);
    assertFalse(storage.isLevelChanged());
    assertEquals(3L, storage.get(HASH));
    assertFalse(storage.isLevelChanged());
    storage.exit();
    assertTrue(storage.isLevelChanged());
    storage.exit();
    assertNothingIsLeft();
  }

  /** As the values of the task before, these must not be kept for having been there. */
  @Test
  void nothingHeavyIsKept() throws ReflectiveOperationException {
    enterAndLeave();
    Given earlier = new Given(KEY, HASH, Kind.OBJECT, 0, new Object(), null, 1);
    Object heavy = new Object();
    storage.put("other", ABSENT, Kind.LONG, 1, null);
    for (Object first : new Object[] {heavy, "x".repeat(1000), "short"}) {
      for (boolean written : new boolean[] {true, false}) {
        for (boolean replaced : new boolean[] {true, false}) {
          Object given = replaced ? "short" : first;
          int kind = given instanceof String ? Kind.TEXT : Kind.OBJECT;
          storage.enter(null, false, "other", ABSENT, kind, 0, given, earlier);
          assertTrue(storage.isPending());
          if (replaced) {
            storage.put("other", ABSENT, Kind.OBJECT, 0, first);
          }
          if (written) {
            assertSame(first, storage.get(ABSENT));
          }
          storage.exit();
          PendingLevel level = pending();
          assertNull(level.earlier);
          assertTrue(level.ref == null || level.ref == "short");
        }
      }
    }
  }

  @Test
  void whatIsLeftAtOnceIsLightAndLetGoOf() throws ReflectiveOperationException {
    enterAndLeave();
    storage.put("other", ABSENT, Kind.LONG, 1, null);
    enter(KEY, HASH, Kind.OBJECT, 0, new Object());
    assertFalse(storage.exitAtOnce(1));
    storage.exit();
    Given earlier = new Given(KEY, HASH, Kind.OBJECT, 0, new Object(), null, 1);
    storage.enter(null, false, "other", ABSENT, Kind.LONG, 2, null, earlier);
    assertTrue(storage.exitAtOnce(1));
    assertNull(pending().earlier);
    assertEquals(1, storage.getLong(ABSENT, -1));
    assertNothingIsLeft();
  }

  private PendingLevel pending() throws ReflectiveOperationException {
    var field = JavaContext.class.getDeclaredField("pending");
    field.setAccessible(true);
    return (PendingLevel) field.get(storage);
  }

  @Test
  void allKeysOfALevelHaveSlots() {
    enterAndLeave();
    Given earlier = new Given("new", ABSENT, Kind.LONG, 5, null, null, 1);
    storage.enter(null, false, KEY, HASH, Kind.LONG, 7, null, earlier);
    assertFalse(storage.isPending());
    assertEquals(5, storage.getLong(ABSENT, -1));
    storage.exit();
    assertNothingIsLeft();
  }

  @Test
  void anotherKindIsConvertedAndAnotherKeyOfTheHashIsMissing() {
    Object[] values = {7L, 2.5, true, "text"};
    enterAndLeave();
    for (int kind : new int[] {Kind.LONG, Kind.DOUBLE, Kind.BOOLEAN, Kind.TEXT}) {
      for (String key : new String[] {KEY, TWIN}) {
        boolean same = key.equals(KEY);
        enterPending(kind, values[kind - 1]);
        assertEquals(same && kind == Kind.LONG ? 7 : -1, storage.getLong(key, -1));
        enterPending(kind, values[kind - 1]);
        assertEquals(same && kind == Kind.DOUBLE ? 2.5 : -1, storage.getDouble(key, -1));
        enterPending(kind, values[kind - 1]);
        assertEquals(same && kind == Kind.BOOLEAN, storage.getBoolean(key, false));
        enterPending(kind, values[kind - 1]);
        assertEquals(same && kind == Kind.TEXT ? "text" : "", storage.getString(key, ""));
        storage.unwindTo(0);
      }
      enterPending(kind, values[kind - 1]);
      assertEquals(kind == Kind.LONG ? 7 : -1, storage.getLong(HASH, -1));
      enterPending(kind, values[kind - 1]);
      assertEquals(kind == Kind.DOUBLE ? 2.5 : -1, storage.getDouble(HASH, -1));
      enterPending(kind, values[kind - 1]);
      assertEquals(kind == Kind.BOOLEAN, storage.getBoolean(HASH, false));
      enterPending(kind, values[kind - 1]);
      assertEquals(kind == Kind.TEXT ? "text" : "", storage.getString(HASH, ""));
      storage.unwindTo(0);
      assertNothingIsLeft();
    }
  }

  @Test
  void whoAsksForLevelsFindsAllOfThem() {
    enterAndLeave();
    enter("other", ABSENT, Kind.LONG, 0, null);
    storage.exit();
    enter(1);
    enter("other", ABSENT, Kind.LONG, 2, null);
    assertTrue(storage.isPending());
    assertEquals(1, storage.levelOf(HASH));
    assertEquals(2, storage.levelOf(ABSENT));
    storage.unwindTo(0);
    enter(1);
    assertTrue(storage.isPending());
    assertEquals(KEY, storage.keyOf(HASH));
    storage.unwindTo(0);
    assertNothingIsLeft();
  }

  private void enterPending(int kind, Object value) {
    long bits =
        value instanceof Long number
            ? number
            : value instanceof Double real ? Double.doubleToRawLongBits(real) : 1;
    Object ref = value instanceof String ? value : null;
    enter(KEY, HASH, kind, ref == null ? bits : 0, ref);
    assertTrue(storage.isPending());
  }

  /**
   * The outer level is written as a whole, the inner one in part; what that had of slots is taken
   * away behind its back, as memory would have to end at the one place.
   */
  @Test
  void whereMemoryEndsWhileLevelsAreWrittenTheirValuesStay() {
    long[] hashes = {HASH, ABSENT, hash(SIZE + MANY + 2), hash(SIZE + MANY + 3)};
    for (boolean again : new boolean[] {true, false}) {
      for (int i = 0; i < hashes.length; i++) {
        enter("p" + i, hashes[i], Kind.LONG, 0, null);
      }
      storage.unwindTo(0);
      String[] keys = new String[hashes.length];
      for (int i = 0; i < hashes.length; i++) {
        keys[i] = storage.table.key(storage.table.find(hashes[i]));
      }
      Given outer = new Given(keys[0], hashes[0], Kind.LONG, 10, null, null, 1);
      Given inner = new Given(keys[2], hashes[2], Kind.LONG, 12, null, null, 1);
      storage.enter(null, false, keys[1], hashes[1], Kind.LONG, 11, null, outer);
      storage.enter(null, false, keys[3], hashes[3], Kind.LONG, 13, null, inner);
      assertTrue(storage.isPending());
      storage.use(storage.table.shrunk(), storage.state);
      memoryLeft = 3;
      for (int i = 0; i < 100; i++) {
        int which = (i + 1) % 3; // so that memory ends at a read of what the outer level has
        assertEquals(10 + which, storage.getLong(hashes[which], -1));
      }
      assertTrue(storage.isPending());
      memoryLeft = Integer.MAX_VALUE;
      if (again) {
        assertEquals(13L, storage.get(hashes[3]));
        assertFalse(storage.isPending());
        assertEquals(4, storage.recorded() / 3);
      }
      storage.exit();
      assertEquals(2, storage.recorded() / 3);
      assertEquals(-1, storage.getLong(hashes[3], -1));
      assertEquals(-1, storage.getLong(hashes[2], -1));
      assertEquals(11, storage.getLong(hashes[1], -1));
      assertEquals(10, storage.getLong(hashes[0], -1));
      storage.exit();
      assertNothingIsLeft();
      assertEquals(-1, storage.getLong(hashes[1], -1));
    }
  }

  /** From some moment on, no key gets a slot. */
  private final class NoRoomOnceFull implements ContextRules {
    private final ContextRules rules = new SharedSnapshotTest.NoRules();

    @Override
    public long hash(String key) {
      return HASH; // of those that are asked for
    }

    @Override
    public void requireFree(String key, long hash) {
      if (isFull) {
        throw new IllegalArgumentException(key);
      }
      if (--memoryLeft < 0) {
        throw new OutOfMemoryError(key);
      }
    }

    @Override
    public long toLong(Context context, long hash, long def) {
      return rules.toLong(context, hash, def);
    }

    @Override
    public double toDouble(Context context, long hash, double def) {
      return rules.toDouble(context, hash, def);
    }

    @Override
    public boolean toBoolean(Context context, long hash, boolean def) {
      return rules.toBoolean(context, hash, def);
    }

    @Override
    public @Nullable Object read(Context context, long hash, int kind) {
      return rules.read(context, hash, kind);
    }

    @Override
    public String toText(Context context, long hash, String def) {
      return rules.toText(context, hash, def);
    }
  }
}
