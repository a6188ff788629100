package io.hyperparameter.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlattenTest {
  private static List<String> flat(Map<?, ?> map) {
    List<String> out = new ArrayList<>();
    Flatten.flatten(map, (key, value) -> out.add(key + "=" + value));
    return out;
  }

  private static String refused(Map<?, ?> map) {
    return assertThrows(IllegalArgumentException.class, () -> flat(map)).getMessage();
  }

  private static Map<Object, Object> map(Object... pairs) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void joinsNamesDepthFirstInOrder() {
    Map<?, ?> values =
        map(
            "z",
            1,
            "m",
            map("b", map("c", 2), "none", map(), "a", null),
            "m.b.d",
            3,
            "l",
            List.of(Map.of("x", 1)),
            "y",
            true);
    assertEquals(
        List.of("z=1", "m.b.c=2", "m.a=null", "m.b.d=3", "l=[{x=1}]", "y=true"), flat(values));
    assertEquals(List.of(), flat(map()));
    assertEquals(List.of(), flat(map("a", map("b", map()))));
  }

  @Test
  void keepsEmptySegments() {
    assertEquals(
        List.of("=0", ".=1", "a..b=2"), flat(map("", 0, ".", 1, "a", map("", map("b", 2)))));
  }

  @Test
  void refusesOneKeyGivenTwiceInAnyOrder() {
    assertEquals(
        "one map gives \"a.b\" twice: as \"a.b\" and as \"a\" > \"b\"; keep one of the two",
        refused(map("a.b", 1, "a", map("b", 2))));
    assertEquals(
        "one map gives \"a.b\" twice: as \"a\" > \"b\" and as \"a.b\"; keep one of the two",
        refused(map("a", map("b", 2), "a.b", 1)));
    refused(map("a", map("b", map("c", 1)), "a.b", map("c", 1)));
    refused(map("a", map("", 1), "a.", 1));
    IllegalArgumentException below =
        assertThrows(
            IllegalArgumentException.class,
            () -> Flatten.flatten("p", map("x.y", 1, "x", map("y", 1)), (key, value) -> {}));
    assertEquals(
        "one map gives \"p.x.y\" twice: as \"x.y\" and as \"x\" > \"y\"; keep one of the two",
        below.getMessage());
  }

  @Test
  void tellsOfADeepKeyGivenTwiceInAShortMessage() {
    Map<Object, Object> root = map("leaf.x", 1, "leaf", map("x", 1));
    for (int i = 0; i < 50_000; i++) {
      root = map("d", root);
    }
    String message = refused(root);
    assertTrue(message.contains("... > \"d\" > "), message);
    assertTrue(message.length() < 600, message);
  }

  @Test
  void flattensBelowAKey() {
    List<String> out = new ArrayList<>();
    Flatten.flatten("a.b", map("c", map("d", 1)), (key, value) -> out.add(key + "=" + value));
    Flatten.flatten("", map("c", 2), (key, value) -> out.add(key + "=" + value));
    Flatten.flatten("x", (byte) 3, (key, value) -> out.add(key + "=" + value.getClass()));
    Flatten.flatten("n", null, (key, value) -> out.add(key + "=" + value));
    Flatten.flatten("e", map(), (key, value) -> out.add(key + "=" + value));
    assertEquals(List.of("a.b.c.d=1", ".c=2", "x=class java.lang.Long", "n=null"), out);
    assertThrows(
        IllegalArgumentException.class, () -> Flatten.flatten("a\0", map(), (key, value) -> {}));
    assertThrows(
        IllegalArgumentException.class, () -> Flatten.flatten(null, 1, (key, value) -> {}));
  }

  @Test
  void namesTheWrongMapKeyAndItsPlace() {
    assertEquals(
        "a map key at the top level is null; every key must be a String",
        refused(Collections.singletonMap(null, 1)));
    assertEquals(
        "a map key below \"a.b\" is 5 (long); every key must be a String",
        refused(map("a", map("b", map(5L, 1)))));
    assertTrue(refused(map("a", map('c', 1))).contains("java.lang.Character"));
  }

  @Test
  void checksJoinedKeys() {
    assertTrue(refused(map("a", map("b\0", 1))).contains("\"a.b\\u0000\""));
    // Two halves of a pair in two segments are no pair.
    assertTrue(refused(map("\ud83d", map("\ude80", 1))).contains("unpaired surrogate at index 0"));
  }

  @Test
  void refusesCyclesAndTakesSharedMaps() {
    Map<Object, Object> root = map("x", 1);
    Map<Object, Object> inner = map();
    root.put("a", map("b", inner));
    inner.put("up", root);
    assertEquals("the map at \"a.b.up\" contains itself; give a tree of maps", refused(root));
    Map<Object, Object> self = new HashMap<>();
    self.put("me", self);
    assertTrue(refused(self).contains("\"me\""));
    Map<?, ?> shared = Map.of("k", 1);
    assertEquals(List.of("a.k=1", "b.k=1"), flat(map("a", shared, "b", shared)));
  }

  @Test
  void depthDoesNotOverflowTheStack() {
    int depth = 100_000;
    Map<Object, Object> root = map("leaf", 1);
    for (int i = 0; i < depth; i++) {
      root = map("d", root);
    }
    List<String> out = flat(root);
    assertEquals(1, out.size());
    assertEquals("d.".repeat(depth) + "leaf=1", out.get(0));
  }

  @Test
  void normalizesToTheStoredKinds() {
    assertStored(1L, (byte) 1);
    assertStored(-2L, (short) -2);
    assertStored(3L, 3);
    assertStored(Long.MIN_VALUE, Long.MIN_VALUE);
    assertStored((double) 0.1f, 0.1f);
    assertStored(Double.NaN, Float.NaN);
    assertStored(0.1, 0.1);
    assertStored(true, true);
    assertStored("x", CharBuffer.wrap("x"));
    assertStored("c", 'c');
    assertStored("SECONDS", TimeUnit.SECONDS);
    assertStored(Long.MAX_VALUE, BigInteger.valueOf(Long.MAX_VALUE));
    assertStored(Long.MIN_VALUE, BigInteger.valueOf(Long.MIN_VALUE));
    assertNull(Flatten.normalize("k", null));
  }

  private static void assertStored(Object expected, Object given) {
    assertEquals(expected, Flatten.normalize("k", given));
  }

  @Test
  void objectsKeepTheirIdentity() {
    for (Object value :
        Arrays.asList(
            new String("s"),
            new AtomicInteger(1),
            new AtomicLong(1),
            new BigDecimal("1.5"),
            List.of(1),
            new int[] {1},
            new Object())) {
      assertSame(value, Flatten.normalize("k", value));
    }
  }

  @Test
  void refusesTheMalformedNameOfAnEmptyMap() {
    for (String name : List.of("\0", "x\0y", "\ud800", "\udc00")) {
      assertTrue(refused(map(name, map())).startsWith("malformed key"), name);
      assertTrue(refused(map("a", map(name, map()))).startsWith("malformed key"), name);
    }
  }

  @Test
  void refusesIntegersOutside64Bits() {
    BigInteger over = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);
    assertEquals(
        "a.k: 9223372036854775808 is outside 64 bits;"
            + " give it as text, or as a double if that is exact enough",
        refused(map("a", map("k", over))));
    refused(map("k", BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE)));
    assertTrue(refused(map("k", BigInteger.ONE.shiftLeft(1 << 20))).contains("1048577 bits"));
  }
}
