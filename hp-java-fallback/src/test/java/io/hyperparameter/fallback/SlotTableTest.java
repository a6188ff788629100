package io.hyperparameter.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.spi.Kind;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where keys stand whose hashes somebody chose. */
class SlotTableTest {
  private static final int KEYS = 40_000;

  /** Steps from home, on the average: a table that is four fifths full needs three. */
  private static final int FEW = 8;

  private static final int LARGEST = 1 << 20;

  private static long spread(long i) {
    return (i + 1) * 0x9E3779B97F4A7C15L;
  }

  static Stream<Arguments> hashes() {
    return Stream.of(
        named("any", SlotTableTest::spread),
        named("one after the other", i -> i),
        named("with the same low 32 bits", i -> i << 32 | 0x12345678),
        named("with the same low 16 bits", i -> i << 16 | 0x1234),
        named("with the same low 2 bits", i -> spread(i) << 2 | 1),
        named("with the same high 32 bits", i -> 0x1234567800000000L | i),
        named("with the same low 46 bits", i -> i << 46 | 0x123456789ABCL));
  }

  private static Arguments named(String name, LongUnaryOperator hash) {
    return Arguments.of(name, hash);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hashes")
  void areFewStepsFromHome(String name, LongUnaryOperator hashOf) {
    SlotTable table = new SlotTable(0);
    for (int i = 0; i < KEYS; i++) {
      long hash = hashOf.applyAsLong(i);
      table = table.with("k" + i, hash, SlotTable.wordOf(hash, Kind.LONG), i, null);
    }
    long steps = 0;
    int longest = 0;
    for (int i = 0; i < KEYS; i++) {
      long hash = hashOf.applyAsLong(i);
      int slot = table.find(hash);
      assertEquals(hash, table.hash(slot));
      steps += table.steps(slot, hash);
      int other = table.find(hash ^ 1L << 62);
      assertTrue(other < 0, name);
      int end =
          other == SlotTable.TOO_FAR ? SlotTable.FARTHEST : table.steps(~other, hash ^ 1L << 62);
      longest = Math.max(longest, end);
    }
    assertTrue(steps <= (long) FEW * KEYS, steps + " steps to " + KEYS + " keys " + name);
    assertTrue(
        longest <= SlotTable.FARTHEST, longest + " steps to see that a key is missing " + name);
    assertTrue(table.capacity() <= LARGEST, table.capacity() + " slots " + name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hashes")
  void theShortSearchSaysWhatTheLongOneSays(String name, LongUnaryOperator hashOf) {
    int here = 0;
    int absent = 0;
    int reserved = 0;
    for (int keys = 0; keys < 700; keys += 35) {
      SlotTable table = new SlotTable(0);
      for (int i = 0; i < keys; i++) {
        long hash = hashOf.applyAsLong(i);
        int kind = i % 4; // with reserved ones among them
        long value = kind == SlotTable.REF ? Kind.TEXT : 0;
        table = table.with("k" + i, hash, SlotTable.word(hash, kind), value, null);
        if (i % 5 == 0) {
          table.reserveOnly(table.find(hash));
        }
      }
      for (int i = 0; i < 2 * keys && !table.isScattered(); i++) {
        long hash = hashOf.applyAsLong(i);
        int first = SlotTable.first(table.slots, hash);
        int found = table.find(hash);
        for (int kind = 0; kind < 4; kind++) {
          long word = SlotTable.word(hash, kind);
          if (found >= 0 && 2 * found == first && table.word(found) == word) {
            continue; // the reader has seen that itself
          }
          int at = SlotTable.search(table.slots, first, word);
          if (found >= 0 && !table.has(found) && table.word(found) != word) {
            assertEquals(LayeredTables.ABSENT, at, name);
            reserved++;
          } else if (found >= 0) {
            int expected = table.word(found) == word ? 2 * found : LayeredTables.ELSEWHERE;
            assertEquals(expected, at, name);
            here++;
          } else if (at == LayeredTables.ABSENT) {
            absent++;
          } else { // no slot of a full table tells, and that the first one is empty the reader saw
            assertEquals(LayeredTables.ELSEWHERE, at, name);
            assertTrue(found == SlotTable.NO_ROOM || ~found == first >>> 1, name);
          }
        }
      }
    }
    assertTrue(absent > 0, name);
    assertTrue(reserved > 0, name);
    assertTrue(here > 0 || !name.contains("same low 2 bits"), name);
  }
}
