package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Levels that Java opens and leaves without a call, and C++ sees all the same. */
@Timeout(120)
class PendingLevelsTest extends NativeTest {
  private static final LongParam LR = Param.ofLong("train.lr", 1);

  /** Of the same hash. */
  private static final String TWIN = "emoieoqasJmz606d";

  private static final int LEVELS = NativeLayout.PENDING_LEVELS;
  private static final int LONG_TEXT = NativeLayout.KEPT_TEXT_LENGTH + 1;

  /** More texts than a context keeps. */
  private static final int MANY_TEXTS = 4 * NativeLayout.KEPT_TEXTS;

  /** Parameters of a base that is copied in after more reads than this times three. */
  private static final int BASE = 100;

  /** As a thread of its own, so that it starts with no table and no memory of keys. */
  private static void onNewThread(Callable<?> task) throws Exception {
    FutureTask<?> future = new FutureTask<>(task);
    new Thread(future).start();
    future.get();
  }

  private static NativeContext here() {
    NativeContext here = NativeContext.ofThisThread();
    if (here == null) {
      throw new AssertionError("the thread has no context");
    }
    return here;
  }

  /** The level of each key was entered before: its keys have slots, and its texts came once. */
  private static void getUsedTo(Map<String, ?> values) {
    for (int i = 0; i < 3; i++) {
      ParamScope.of(values).run(() -> {});
      values.forEach((key, value) -> scope(key, value).run(() -> {}));
    }
  }

  private static ParamScope scope(String key, Object value) {
    return value instanceof String text
        ? ParamScope.of(key, text)
        : value instanceof Boolean flag
            ? ParamScope.of(key, flag)
            : value instanceof Double number
                ? ParamScope.of(key, number)
                : ParamScope.of(key, ((Number) value).longValue());
  }

  @Test
  void cppSeesThemWithoutCountingThem() throws Exception {
    onNewThread(
        () -> {
          getUsedTo(Map.of("n", 1, "d", 0.5, "b", true, "t", "text"));
          try (var scope =
              ParamScope.of("n", 7).with("d", 2.5).with("b", true).with("t", "text").enter()) {
            assertEquals(0, TestKernel.depth());
            assertEquals(7, TestKernel.readLong("n", -1));
            assertEquals(2.5, TestKernel.readDouble("d", -1));
            assertTrue(TestKernel.readBoolean("b", false));
            assertEquals("text", TestKernel.readText("t", "none"));
            assertEquals("7", TestKernel.readText("n", "none"));
            assertEquals(0, TestKernel.depth());
            assertEquals(0, TestKernel.putLong("of.kernel", 3)); // and now they are on the books
            assertEquals(1, TestKernel.depth());
            assertEquals(7, scope.getLong("n"));
            assertEquals(3, scope.getLong("of.kernel"));
          }
          assertEquals(0, TestKernel.depth());
          assertEquals(-1, TestKernel.readLong("n", -1));
          assertEquals(-1, TestKernel.readLong("of.kernel", -1));
          assertEquals(Map.of(), ParamScope.current().toMap());
          return null;
        });
  }

  @Test
  void whatACallNeedsGetsOnTheBooksAtAnyDepth() throws Exception {
    for (int depth = 1; depth <= LEVELS + 2; depth++) {
      for (int call = 0; call < 5; call++) {
        int levels = depth;
        int what = call;
        onNewThread(
            () -> {
              ParamScope.current().put("outside", 1);
              getUsedTo(Map.of("a", 1, "b", 1));
              enterDown(levels, levels, what);
              assertEquals(Map.of("outside", 1L), ParamScope.current().toMap());
              assertEquals(0, TestKernel.depth());
              return null;
            });
      }
    }
  }

  private static void enterDown(int left, int levels, int call) {
    if (left == 0) {
      call(levels, call);
      return;
    }
    String key = left % 2 == 0 ? "a" : "b";
    ParamScope scope = ParamScope.of(key, left);
    try (var in = scope.enter()) {
      enterDown(left - 1, levels, call);
      assertEquals(left, TestKernel.readLong(key, -1));
      assertEquals(left, in.getLong(key));
      if (call == 4) {
        in.put(key, -left);
        assertEquals(-left, TestKernel.readLong(key, -1));
      }
    }
    assertEquals(call == 4 ? -left : left, scope.getLong(key));
  }

  private static void call(int levels, int call) {
    long a = levels >= 2 ? 2 : -1;
    switch (call) {
      case 0 -> assertEquals(a, ParamScope.current().toMap().getOrDefault("a", -1L));
      case 1 -> assertEquals(a, ParamScope.capture().toMap().getOrDefault("a", -1L));
      case 2 -> {
        long guard = TestKernel.openGuard("b", 99);
        assertEquals(levels + 1, TestKernel.depth());
        assertEquals(99, ParamScope.current().getLong("b"));
        assertEquals(0, TestKernel.closeGuard(guard));
      }
      case 3 -> assertEquals((levels + 1) / 2, ParamScope.explain("b").layers().size());
      default -> assertEquals(1, TestKernel.readLong("b", -1));
    }
  }

  @Test
  void whateverTheyCoverIsThereAgain() throws Exception {
    Object object = new int[1];
    Map<String, Object> below = new HashMap<>(Map.of("n", 1L, "d", 0.5, "b", true));
    below.put("t", "below");
    below.put("o", object);
    below.put("null", null);
    for (boolean inScope : new boolean[] {false, true}) {
      onNewThread(
          () -> {
            if (inScope) {
              ParamScope.of(below).run(() -> cover(below));
            } else {
              below.forEach(ParamScope.current()::put);
              cover(below);
            }
            return null;
          });
      ParamSnapshot snapshot = ParamScope.of(below).call(ParamScope::capture);
      snapshot.run(() -> cover(below));
      snapshot.run(() -> cover(below));
    }
  }

  private static void cover(Map<String, Object> below) {
    Map<String, Object> over = new HashMap<>();
    below.keySet().forEach(key -> over.put(key, 7));
    over.put("absent", 7);
    getUsedTo(over);
    int objects = here().objectCount();
    for (Object value : List.of(3L, 1.5, false, "text")) {
      for (String key : over.keySet()) {
        for (int i = 0; i < 3; i++) {
          try (var scope = scope(key, value).enter()) {
            assertEquals(value, scope.toMap().get(key)); // takes it on the books
          }
          try (var scope = scope(key, value).enter()) {
            assertEquals(value.toString(), TestKernel.readText(key, "none"));
            assertEquals(value.toString(), scope.getString(key));
          }
        }
        assertEquals(below, ParamScope.current().toMap(), key);
      }
    }
    assertSame(below.get("o"), ParamScope.current().toMap().get("o"));
    assertEquals(objects, here().objectCount());
    assertEquals("below", TestKernel.readText("t", "none"));
  }

  @Test
  void aBaseThatIsCopiedInMeanwhileIsSeenBeforeAndAfter() throws Exception {
    Map<String, Object> base = new HashMap<>();
    for (int i = 0; i < BASE; i++) {
      base.put("p" + i, (long) i);
    }
    ParamSnapshot snapshot = ParamScope.of(base).call(ParamScope::capture);
    for (boolean byKernel : new boolean[] {false, true}) {
      onNewThread(
          () -> {
            snapshot.run(
                () -> {
                  getUsedTo(Map.of("p7", 1, "new", 1));
                  for (int round = 0; round < 3; round++) {
                    try (var outer = ParamScope.of("p7", 70).enter();
                        var inner = ParamScope.of("new", 8).enter()) {
                      for (int i = 0; i < 4 * BASE; i++) { // each a second look
                        String key = "p" + (10 + i % 20);
                        assertEquals(
                            10 + i % 20,
                            byKernel ? TestKernel.readLong(key, -1) : inner.getLong(key));
                      }
                      assertEquals(70, TestKernel.readLong("p7", -1));
                      assertEquals(8, inner.getLong("new"));
                    }
                    assertEquals(7, TestKernel.readLong("p7", -1));
                    assertEquals(base, ParamScope.current().toMap());
                  }
                });
            return null;
          });
    }
  }

  @Test
  void textsThatAreKeptAndTextsThatAreNot() throws Exception {
    onNewThread(
        () -> {
          for (int round = 0; round < 4; round++) {
            for (int i = 0; i < MANY_TEXTS; i++) {
              String text = i % 5 == 0 ? "\ud800 has no UTF-8" : "text " + i;
              String literal = TEXTS.computeIfAbsent(text, each -> each);
              try (var scope = ParamScope.of("t", literal).with("u", "ü").enter()) {
                assertEquals(literal, scope.getString("t"));
                assertEquals("ü", TestKernel.readText("u", "none"));
                scope.put("u", "other");
                assertEquals(literal, scope.getString("t"));
              }
            }
          }
          String large = "x".repeat(LONG_TEXT);
          for (int i = 0; i < 3; i++) {
            try (var scope = ParamScope.of("t", large).enter()) {
              assertEquals(LONG_TEXT, TestKernel.textLength("t"));
            }
          }
          assertEquals(Map.of(), ParamScope.current().toMap());
          return null;
        });
  }

  private static final Map<String, String> TEXTS = new HashMap<>();

  @Test
  void aKeyThatAKernelBroughtBackNeedsNoCall() throws Exception {
    onNewThread(
        () -> {
          getUsedTo(Map.of("n", 1));
          ParamScope.of("n", 1).run(() -> TestKernel.putMany("other.", 1000)); // n loses its place
          TestKernel.putLong("n", 5);
          for (int i = 0; i < 3; i++) {
            ParamScope.of("n", 2).run(() -> {});
          }
          try (var scope = ParamScope.of("n", 3).enter()) {
            assertEquals(3, TestKernel.readLong("n", -1));
            assertEquals(0, TestKernel.depth());
          }
          assertEquals(5, TestKernel.readLong("n", -1));
          return null;
        });
  }

  /** Typed keys are read by their hash alone: another key of it must not get there. */
  @Test
  void aTwinOfADeclaredKeyThatAKernelWroteIsRefused() throws Exception {
    assertEquals(1, LR.get(), "declares train.lr");
    onNewThread(
        () -> {
          getUsedTo(Map.of("n", 1));
          TestKernel.putLong(TWIN, 7);
          for (int i = 0; i < 3; i++) {
            assertThrows(
                IllegalArgumentException.class, () -> ParamScope.of(TWIN, 8).run(() -> {}));
          }
          return null;
        });
  }

  /**
   * The stack ended while a level was left, and a kernel below it writes before Java is asked
   * again: what stands in the slots is not what the level holds any more.
   */
  @Test
  void aLevelThatIsLeftInPartHandsNothingOver() throws Exception {
    for (int putBack = 0; putBack <= 3; putBack++) {
      for (boolean covers : new boolean[] {false, true}) {
        int slots = putBack;
        onNewThread(
            () -> {
              Map<String, Long> below = covers ? Map.of("a", 10L, "b", 20L, "c", 30L) : Map.of();
              below.forEach(ParamScope.current()::put);
              getUsedTo(Map.of("a", 1, "b", 1, "c", 1));
              ParamScope scope = ParamScope.of("a", 1).with("b", 2).with("c", 3).enter();
              leaveInPart(here(), slots);
              assertEquals(0, TestKernel.putLong("of.kernel", 5));
              assertEquals(below, ParamScope.current().toMap());
              assertEquals(
                  List.of(1L, 2L, 3L),
                  List.of(scope.getLong("a"), scope.getLong("b"), scope.getLong("c")));
              assertFalse(scope.contains("of.kernel"));
              try (var again = ParamScope.of("a", 7).enter()) {
                again.put("b", 8); // and it hands over what it holds, as any
              }
              ParamScope next = ParamScope.of("a", 7);
              next.run(() -> ParamScope.current().put("a", 8));
              assertEquals(8, next.getLong("a"));
              return null;
            });
      }
    }
  }

  /** As the stack ends behind so many values that were put back, and close() notes what is left. */
  private static void leaveInPart(NativeContext context, int slots) {
    NativePending pending = context.pending;
    if (pending == null) {
      throw new AssertionError("nothing is pending");
    }
    pending.isBeingLeft = true;
    long place = NativeMemory.load(context.address() + NativeLayout.CONTEXT_PENDING);
    assertEquals((3L << Integer.SIZE) + 1, NativeMemory.load(place + NativeLayout.PENDING_COUNT));
    for (int i = 2; i > 2 - slots; i--) {
      long write = place + NativeLayout.PENDING_FIRST_WRITE + i * NativeLayout.WRITE_SIZE;
      long slot = NativeMemory.load(write + NativeLayout.WRITE_SLOT);
      long before = write + NativeLayout.WRITE_BEFORE;
      NativeMemory.store(
          slot + NativeLayout.SLOT_VALUE, NativeMemory.load(before + NativeLayout.SLOT_VALUE));
      NativeMemory.store(slot, NativeMemory.load(before));
    }
    context.closeLater(1, context.serialOf(1));
  }

  @Test
  void whatWasPutIsHandedOverWithAllThatTheLevelHolds() throws Exception {
    onNewThread(
        () -> {
          getUsedTo(Map.of("n", 1, "t", "text"));
          for (int i = 0; i < 3; i++) {
            ParamScope scope = ParamScope.of("n", 1).with("t", "text");
            scope.run(() -> ParamScope.current().put("n", 2));
            assertEquals(Map.of("n", 2L, "t", "text"), scope.toMap());
            scope = ParamScope.of("n", 1).with("t", "text");
            scope.run(() -> ParamScope.current().put("n", 2.5));
            assertEquals(Map.of("n", 2.5, "t", "text"), scope.toMap());
            scope = ParamScope.of("n", 1).with("t", "text");
            scope.run(() -> ParamScope.current().remove("t"));
            assertEquals(Map.of("n", 1L), scope.toMap());
            assertFalse(ParamScope.current().contains("n"));
          }
          return null;
        });
  }

  @Test
  void aLevelThatWasEnteredInsideOfOthersIsLeftAlsoWhereItIsEnteredOutside() throws Exception {
    onNewThread(
        () -> {
          for (String key : List.of("a", "b", "c")) {
            getUsedTo(Map.of(key, 1));
          }
          try (ParamScope outer = ParamScope.of("a", 1).enter();
              ParamScope inner = ParamScope.of("b", 1).enter()) {
            assertEquals(2, ParamScope.current().toMap().size()); // both are on C++'s books
            ParamScope.of("c", 1).enter().close();
          }
          ParamScope again = ParamScope.of("c", 1).enter();
          assertEquals(Map.of("c", 1L), ParamScope.current().toMap()); // this one, too
          again.close();
          assertEquals(Map.of(), ParamScope.current().toMap());
          return null;
        });
  }

  @Test
  void aLevelThatWasEnteredInsideOneOfAKernelIsSeenAlsoOutsideOfIt() throws Exception {
    isSeenOutsideOfAKernel(Map.of("n", 3L), Map.of("n", 4L));
  }

  @Test
  void aLevelOfTwoThatWasEnteredInsideOneOfAKernelIsSeenAlsoOutsideOfIt() throws Exception {
    isSeenOutsideOfAKernel(Map.of("m", 3L, "n", 3L), Map.of("m", 4L, "n", 5L));
  }

  /**
   * When a kernel has left its level, readers see the snapshot below again, and nothing else is
   * different.
   */
  private static void isSeenOutsideOfAKernel(Map<String, Long> inside, Map<String, Long> outside)
      throws Exception {
    Map<String, Object> base = Map.of("p", 1L);
    ParamSnapshot snapshot = ParamScope.of(base).call(ParamScope::capture);
    onNewThread(
        () -> {
          snapshot.run(
              () -> {
                getUsedTo(Map.copyOf(inside));
                long guard = TestKernel.openGuard("k", 2);
                for (int i = 0; i < 3; i++) {
                  oneByOne(inside).enter().close();
                }
                assertEquals(0, TestKernel.closeGuard(guard));
                try (var again = oneByOne(outside).enter()) {
                  outside.forEach(
                      (key, value) -> {
                        assertEquals(value, again.getLong(key));
                        assertEquals(value, TestKernel.readLong(key, -1));
                      });
                }
                assertEquals(base, ParamScope.current().toMap());
              });
          return null;
        });
  }

  /** Given in the order of the keys, which a map of many values would not be. */
  private static ParamScope oneByOne(Map<String, Long> values) {
    ParamScope scope = ParamScope.of();
    for (Map.Entry<String, Long> each : new TreeMap<>(values).entrySet()) {
      scope = scope.with(each.getKey(), each.getValue());
    }
    return scope;
  }

  @Test
  void aLevelOfTwoThatWasEnteredInsideOfOthersCountsNoMoreWhereItIsEnteredOutside()
      throws Exception {
    onNewThread(
        () -> {
          getUsedTo(Map.of("a", 1, "b", 1, "c", 1, "d", 1));
          NativeContext context = NativeContext.ofThisThread();
          long place = NativeMemory.load(context.address() + NativeLayout.CONTEXT_PENDING);
          for (int i = 0; i < 4; i++) {
            ParamScope.of("a", 1).with("b", 2).enter().close();
            assertEquals(0, (int) NativeMemory.load(place + NativeLayout.PENDING_COUNT));
            try (ParamScope outer = ParamScope.of("c", 1).enter();
                ParamScope inner = ParamScope.of("d", 1).enter()) {
              ParamScope.of("a", 1).with("b", 2).enter().close();
              assertEquals(2, (int) NativeMemory.load(place + NativeLayout.PENDING_COUNT));
            }
          }
          return null;
        });
  }
}
