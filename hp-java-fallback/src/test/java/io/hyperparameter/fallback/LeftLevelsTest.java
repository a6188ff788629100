package io.hyperparameter.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is seen, and what is kept, when levels were left and others are entered. */
class LeftLevelsTest {
  private static final int SIZE = 200;
  private static final long ABSENT = hash(SIZE + 100);
  private static final String NEW = "new";
  private static final long NEW_HASH = hash(SIZE);

  private final JavaBackend backend = new JavaBackend();
  private final BaseSnapshot base = base();
  private final JavaContext storage =
      (JavaContext)
          backend.newContext(Thread.currentThread(), base, new SharedSnapshotTest.NoRules());

  private static long hash(long i) {
    return (i + 1) * 0x9E3779B97F4A7C15L;
  }

  private BaseSnapshot base() {
    ParamValues values = new ParamValues();
    for (int i = 0; i < SIZE; i++) {
      values.put("k" + i, hash(i), Kind.LONG, i, null);
    }
    return backend.snapshot(values);
  }

  /** So many second looks copy the base in. */
  private void flatten() {
    for (int i = 0; i < 2 * SIZE; i++) {
      assertEquals(-1, storage.getLong(ABSENT, -1));
    }
    assertSame(LayeredTables.State.OWN, storage.state);
  }

  private void enter(int i, long value) {
    storage.enter(null, false, "k" + i, hash(i), Kind.LONG, value, null, null);
  }

  private static ParamValues many() {
    ParamValues many = new ParamValues();
    for (int i = 0; i < 10_000; i++) {
      many.put("k" + i, hash(i), Kind.LONG, -i, null);
    }
    return many;
  }

  @Test
  void aTaskThatNeededRoomGivesItBack() {
    storage.enter(many(), false, null, 0, 0, 0, null, null);
    storage.unwindTo(0);
    assertTrue(storage.forget());
    assertTrue(storage.table.isSmall());
    assertTrue(storage.startOver(base));
    assertOnlyTheBaseIsSeen();

    JavaSnapshot large = (JavaSnapshot) backend.snapshot(many());
    assertTrue(storage.startOver(large));
    assertTrue(storage.forget());
    assertNotSame(large.table.slots, storage.slots);
    assertNotSame(large, storage.base);
    assertTrue(storage.startOver(base));
    assertOnlyTheBaseIsSeen();
  }

  @Test
  void aLongTextIsNotKeptForTheNextTask() {
    for (Object held : List.of("x".repeat(10_000), List.of(1))) {
      ParamValues values = new ParamValues();
      int kind = held instanceof String ? Kind.TEXT : Kind.OBJECT;
      values.put("held", hash(1), kind, 0, held);
      values.put("number", hash(2), Kind.LONG, 2, null);
      JavaSnapshot heavy = (JavaSnapshot) backend.snapshot(values);
      assertTrue(storage.startOver(heavy));
      assertTrue(storage.forget());
      assertSame(JavaSnapshot.GONE, storage.base);
      assertTrue(storage.startOver(heavy));
      assertSame(held, storage.get(hash(1)));
      assertEquals(2, storage.getLong(hash(2), -1));
      assertTrue(storage.forget());
      assertTrue(storage.startOver(base));
      assertOnlyTheBaseIsSeen();
    }
  }

  private void assertOnlyTheBaseIsSeen() {
    for (int i = 0; i < SIZE; i++) {
      assertEquals(i, storage.getLong(hash(i), -1));
    }
    assertNull(storage.keyOf(NEW_HASH));
    assertSame(base, storage.unwritten());
    assertSame(base, storage.snapshot());
  }

  @Test
  void anOverlayStaysAndShowsItsBase() {
    enter(3, -3);
    storage.enter(null, false, NEW, NEW_HASH, Kind.LONG, 1, null, null);
    SlotTable overlay = storage.table;
    storage.exit();
    storage.exit();
    assertSame(overlay, storage.table);
    assertSame(LayeredTables.State.OVERLAY, storage.state);
    assertSame(base, storage.snapshot());
    enter(3, -4);
    assertEquals(-4, storage.getLong(hash(3), -1));
    assertSame(overlay, storage.table);
    storage.exit();
    assertOnlyTheBaseIsSeen();
  }

  @Test
  void levelsThatWereEnteredBeforeTheBaseWasCopiedInUncoverIt() {
    for (int round = 0; round < 3; round++) {
      enter(3, -3);
      storage.enter(null, false, NEW, NEW_HASH, Kind.LONG, 1, null, null);
      enter(4, -4);
      flatten();
      enter(5, -5);
      enter(4, -44);
      storage.exit();
      assertEquals(-4, storage.getLong(hash(4), -1));
      storage.exit();
      assertEquals(5, storage.getLong(hash(5), -1));
      storage.exit();
      assertEquals(4, storage.getLong(hash(4), -1));
      storage.exit();
      assertEquals(-1, storage.getLong(NEW_HASH, -1));
      storage.exit();
      assertOnlyTheBaseIsSeen();
    }
  }

  @Test
  void writesInsideSuchLevelsUncoverItToo() {
    storage.enter(null, false, null, 0, 0, 0, null, null);
    for (int i = 0; i < SIZE; i += 2) {
      storage.put("k" + i, hash(i), Kind.LONG, -i, null);
    }
    storage.put(NEW, NEW_HASH, Kind.TEXT, 0, "text");
    flatten();
    for (int i = 0; i < SIZE; i++) {
      storage.put("k" + i, hash(i), Kind.TEXT, 0, "text");
    }
    storage.exit();
    assertOnlyTheBaseIsSeen();
  }

  @Test
  void severalValuesAreOneLevel() {
    Given first = new Given("k1", hash(1), Kind.LONG, -1, null, null, 1);
    Given second = new Given(NEW, NEW_HASH, Kind.TEXT, 0, "text", first, 2);
    for (int round = 0; round < 3; round++) {
      storage.enter(null, false, "k2", hash(2), Kind.BOOLEAN, 1, null, second);
      assertEquals(1, storage.depth());
      assertEquals(-1, storage.getLong(hash(1), 0));
      assertEquals(true, storage.getBoolean(hash(2), false));
      assertEquals("text", storage.getString(NEW_HASH, ""));
      assertEquals(false, storage.isLevelChanged());
      if (round == 1) {
        flatten();
      }
      storage.exit();
      assertOnlyTheBaseIsSeen();
    }
  }

  @Test
  void aTextThatWasLeftIsNotSeenAndAnObjectIsLetGoOf() {
    String text = "text";
    List<Object> object = List.of(1);
    String large = "x".repeat(1000);
    for (Object value : Arrays.asList(object, large, text)) {
      int kind = value instanceof String ? Kind.TEXT : Kind.OBJECT;
      storage.enter(null, false, NEW, NEW_HASH, kind, 0, value, null);
      assertSame(value, storage.get(NEW_HASH)); // and so it is in the table
      storage.exit();
      assertNull(storage.get(NEW_HASH));
      assertSame(value == text ? text : null, storage.table.knownRef(storage.table.find(NEW_HASH)));
    }
    for (int kind : new int[] {Kind.LONG, Kind.NULL, Kind.TOMBSTONE}) {
      storage.enter(null, false, NEW, NEW_HASH, kind, 7, null, null);
      assertEquals(kind == Kind.LONG ? 7L : null, storage.get(NEW_HASH));
      ParamValues listed = new ParamValues();
      storage.list(listed, true);
      assertNull(listed.ref(listed.indexOf(NEW_HASH)));
      storage.enter(null, false, NEW, NEW_HASH, Kind.TEXT, 0, text, null);
      assertEquals(text, storage.getString(NEW_HASH, ""));
      storage.exit();
      assertEquals(kind == Kind.LONG ? 7L : null, storage.get(NEW_HASH));
      storage.exit();
      assertOnlyTheBaseIsSeen();
    }
  }
}
