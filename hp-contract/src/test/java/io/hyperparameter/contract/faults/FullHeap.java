package io.hyperparameter.contract.faults;

import java.util.List;
import java.util.function.Consumer;

/** Tries every {@link Story} in a heap that is full but for so many bytes. */
public final class FullHeap {
  private static final int WARM = 3;

  /** The smallest object there is: what is left free grows by as much each time. */
  private static final int STEP = 16;

  private static final int MOST_FREE = 1 << 14;

  /** A row of attempts ends when so many of them had enough memory. */
  private static final int ENOUGH = 5;

  private static final int LARGEST_FILLER = 1 << 16;

  /** Made while there is memory. */
  private static final Consumer<Runnable> ATTEMPT = FullHeap::attempt;

  /** What fills the heap: arrays that refer to one another. */
  private static Object[] fillers;

  private FullHeap() {}

  /** Prints the first failure and ends with another status than 0, if there is one. */
  public static void main(String[] args) {
    List<Story> stories = args.length > 0 ? List.of(Story.all().get(Integer.parseInt(args[0]))) : Story.all();
    int failures = 0;
    for (Story story : stories) {
      for (int i = 0; i < WARM; i++) {
        Setting setting = new Setting(story);
        setting.attempt(ATTEMPT);
        setting.check("with room");
        fill(1 << 20);
        fillers = null;
      }
      failures += run(story);
    }
    System.exit(failures == 0 ? 0 : 1);
  }

  private static int run(Story story) {
    int complete = 0;
    int short_ = 0;
    for (int free = 0; complete < ENOUGH && free < MOST_FREE; free += STEP) {
      Setting setting = new Setting(story);
      failed = false;
      Object[] spare = free == 0 ? null : new Object[Math.max(0, (free - 16) / 4)];
      fill(Integer.MAX_VALUE);
      spare = null;
      setting.attempt(ATTEMPT);
      fillers = null;
      complete = failed ? 0 : complete + 1;
      short_ += failed ? 1 : 0;
      try {
        setting.check("with " + free + " bytes");
      } catch (Throwable e) {
        e.printStackTrace(System.out);
        return 1;
      }
    }
    System.out.println(story + ": " + short_ + " failures");
    return 0;
  }

  private static boolean failed;

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (OutOfMemoryError e) {
      failed = true;
    }
  }

  /** Takes all memory there is, or so many bytes of it. */
  private static void fill(int bytes) {
    int taken = 0;
    for (int length = LARGEST_FILLER; length > 0; length /= 2) {
      try {
        while (taken < bytes) {
          Object[] filler = new Object[length];
          filler[0] = fillers;
          fillers = filler;
          taken += 4 * length;
        }
      } catch (OutOfMemoryError e) {
        // and smaller ones from here on
      }
    }
  }
}
