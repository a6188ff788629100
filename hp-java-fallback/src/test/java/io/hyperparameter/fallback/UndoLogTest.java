package io.hyperparameter.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.spi.Kind;
import org.junit.jupiter.api.Test;

/** How many records a level keeps; what they restore is the contract's matter. */
class UndoLogTest {
  private static final int WORDS = 3;

  private final UndoLog log = new UndoLog();

  private void save(int... slots) {
    for (int slot : slots) {
      log.save(slot, word(slot), 0, null);
    }
  }

  private static long word(long slot) {
    return SlotTable.word((slot + 1) << 32 | slot, Kind.LONG);
  }

  private int records() {
    return (log.top() - log.first()) / WORDS;
  }

  @Test
  void keysWrittenInTurnAreSavedOnce() {
    log.push();
    for (int i = 0; i < 100; i++) {
      save(7, 3, 5, 1, 4, 0, 2, 6);
    }
    assertEquals(8, records());
  }

  @Test
  void aTurnMayBeBrokenOff() {
    log.push();
    save(1, 2, 3);
    save(1, 2);
    save(1, 2, 3);
    assertEquals(3, records());
  }

  @Test
  void aLoopOverOneOfSeveralKeysAddsNone() {
    log.push();
    save(1, 2);
    for (int i = 0; i < 100; i++) {
      save(2);
    }
    assertEquals(2, records());
  }

  @Test
  void keysWrittenInAnyOrderAreReducedBeforeTheLogGrows() {
    log.push();
    for (int i = 0; i < 10_000; i++) {
      save(i * i % 13);
    }
    assertTrue(records() < 64, () -> records() + " records");
  }

  @Test
  void anotherKeyInTheSlotIsSaved() {
    log.push();
    log.save(1, word(1), 0, null);
    log.save(1, word(5), 0, null);
    log.save(1, word(1), 0, null);
    assertTrue(records() >= 2, () -> records() + " records");
    assertEquals(SlotTable.hash(word(5), 1), log.hash(log.first() + WORDS));
  }

  @Test
  void whatAnIsolatingEntryHidIsSavedAgainWhenItIsWritten() {
    log.push();
    save(1, 2);
    log.hidden();
    log.entered(false);
    save(1, 2);
    assertEquals(2, (log.top() - log.firstOwn()) / WORDS);
  }

  @Test
  void everyLevelSavesForItself() {
    log.push();
    save(1, 2);
    long outer = log.outer();
    log.push();
    save(1, 2, 1, 2);
    assertEquals(2, records());
    log.pop(outer);
    assertEquals(2, records());
    save(2);
    assertEquals(2, records());
  }
}
