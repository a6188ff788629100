package io.hyperparameter.contract.faults;

import java.util.Random;

/** Every other operation is called so deep that the stack may end inside it. */
final class StackEnd implements FaultyStory.Way {
  private static final int DEPTHS = 120;

  private static final int FEWEST = 4;
  private static final int MOST = 1_000;

  /** Of this and the next: one operation in five meets the end, however small frames become. */
  private static final double WIDER = 1.08;

  private static final double NARROWER = 0.98;

  /** After so many calls it is measured again: compiled meanwhile, calls need less. */
  private static final int MEASURED = 64;

  /** And after so many in which the stack did not end. */
  private static final int IN_VAIN = 24;

  private int calls;
  private int inVain;
  private int deepest;

  /** Below the deepest call, among so many depths one is taken. */
  private double depths = DEPTHS;

  private long overflows;

  @Override
  public boolean succeeds(Random random, Runnable operation) {
    if (random.nextBoolean()) {
      operation.run();
      return true;
    }
    if (calls++ % MEASURED == 0 || inVain == IN_VAIN) {
      deepest = SmallStack.deepest(0);
      inVain = 0;
    }
    inVain++;
    try {
      SmallStack.down(0, Math.max(0, deepest - random.nextInt((int) depths)), operation);
      depths = Math.max(FEWEST, depths * NARROWER);
      return true;
    } catch (StackOverflowError e) {
      overflows++;
      inVain = 0;
      depths = Math.min(MOST, depths * WIDER);
      return false;
    }
  }

  /** How often the stack ended. */
  long overflows() {
    return overflows;
  }
}
