package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.hyperparameter.ParamScope;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Texts and keys as long as they may be, and longer. With {@code -Dhp.longest=true} only, as it
 * takes 6 GiB, half of it in the heap, and a minute; {@code storage_test} tries the same lengths
 * without the texts in every build.
 */
class LongestTextsTest extends NativeTest {
  private static final int LONGEST_BYTES = Integer.MAX_VALUE - 64;

  /** One byte in the heap and two as UTF-8. */
  private static final String WIDE = "\u00e9";

  @TestFactory
  Stream<DynamicTest> longest() {
    if (!Boolean.getBoolean("hp.longest")) {
      return Stream.empty();
    }
    return Stream.of(
        dynamicTest("texts", LongestTextsTest::texts), dynamicTest("keys", LongestTextsTest::keys));
  }

  private static void texts() {
    String longest = WIDE.repeat(LONGEST_BYTES / 2) + "x";
    try (ParamScope scope = ParamScope.of("text", "short").enter()) {
      scope.put("text", longest);
      assertEquals(LONGEST_BYTES, TestKernel.textLength("text"));
      scope.put("text", "short");
      String tooLong = longest + "x"; // the same but for one byte
      Map<String, Object> several = new TreeMap<>(Map.of("a", 1L, "text", tooLong, "z", "z"));
      Map<String, Object> before = scope.toMap();
      assertThrows(IllegalArgumentException.class, () -> scope.put("text", tooLong));
      assertEquals(before, scope.toMap());
      assertThrows(IllegalArgumentException.class, () -> scope.putAll(several));
      assertEquals(before, scope.toMap());
      ParamScope inner = ParamScope.of(several);
      assertThrows(IllegalArgumentException.class, inner::enter);
      assertEquals(before, scope.toMap());
      scope.put("text", "after");
      assertEquals("after", ParamScope.current().getString("text"));
    }
    assertFalse(ParamScope.current().contains("text"));
  }

  private static void keys() {
    int third = 400 << 20; // characters; three of them are 2.4 GiB as UTF-8
    try (ParamScope scope = ParamScope.of("key", 1).enter()) {
      scope.put(WIDE.repeat(third), 1);
      scope.put(WIDE.repeat(third) + "2", 2);
      String last = WIDE.repeat(third) + "3";
      assertThrows(OutOfMemoryError.class, () -> scope.put(last, 3));
      assertFalse(scope.contains(last));
      assertEquals(3, scope.keys().size());
      assertEquals(1, scope.getInt("key", 0));
      scope.put("key", 4);
      assertEquals(4, TestKernel.readLong("key", 0));
    }
    assertFalse(ParamScope.current().contains("key"));
  }
}
