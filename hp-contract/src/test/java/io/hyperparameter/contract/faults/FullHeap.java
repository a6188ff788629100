package io.hyperparameter.contract.faults;

import io.hyperparameter.contract.random.RandomContract;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Tries every {@link Story} in a heap that is full but for so many bytes. */
public final class FullHeap {
  private static final int WARM = 3;

  /** Bytes that random steps may have left. */
  private static final int MOST_LEFT = 4_000;

  /** The smallest object there is: what is left free grows by as much each time. */
  private static final int STEP = 16;

  private static final int MOST_FREE = 1 << 18;

  /** A row of attempts ends when so many of them had enough memory. */
  private static final int ENOUGH = 4;

  /** Values more, so that one or the other array is full. */
  private static final int[] MORE = {5};

  /** Lengths of what fills the heap. */
  private static final int[] ALL_LENGTHS = {1 << 18, 1 << 14, 1 << 10, 4};

  /** And what little room is left: a filler that finds no place costs two collections. */
  private static final int[] LENGTHS = {1 << 10, 4};

  private static final int HEADER_BYTES = 16;

  /**
   * When the JVM says that there is no more it has collected twice, which is most of what all this
   * costs. So what fitted last time but for this much is taken at once, and only the rest is tried.
   */
  private static final int MARGIN_BYTES = 4_000;

  /**
   * What is left for all that happens around an attempt; the rest of the heap stays full. So what
   * fills an attempt's memory is young, and a collection finds nowhere to move it: where all of the
   * heap is filled anew, it takes several of them to move all of that together.
   */
  private static final int ROOM_BYTES = 400_000;

  /** Made while there is memory. */
  private static final Consumer<Runnable> ATTEMPT = FullHeap::attempt;

  /** What fills the heap. */
  private static final byte[][] FILLERS = new byte[1 << 14][];

  private static final String STEPS = RandomContract.OPERATIONS_PROPERTY;
  private static final String SEED = RandomContract.SEED_PROPERTY;
  private static final long USUAL_STEPS = 900;

  /** The bytes that fillers took last time; more than there are before the first. */
  private static long room = Long.MAX_VALUE;

  private static int count;

  /** Fillers that stay from one attempt to the next. */
  private static int kept;

  private static int left;
  private static byte[] spare; // a field: the JIT drops a variable that is not read again
  private static boolean failed;
  private static int failures;

  private FullHeap() {}

  /** Prints the first failure and ends with another status than 0, if there is one. */
  public static void main(String[] args) {
    List<Story> stories =
        args.length > 0 ? List.of(Story.all().get(Integer.parseInt(args[0]))) : Story.all();
    boolean right =
        tellStories(Math.max(USUAL_STEPS, Long.getLong(STEPS, 0)), Long.getLong(SEED, 1));
    for (Story story : stories) {
      release();
      for (int i = 0; i < WARM; i++) {
        Setting.tryOut(story, i, Runnable::run, "with room");
      }
      keep();
      failures = 0;
      for (int more : MORE) {
        right &= isRight(story, more);
      }
      System.out.println(story + ": memory ended " + failures + " times");
    }
    System.exit(right ? 0 : 1);
  }

  /** Whether the story came out as it must each time. */
  private static boolean isRight(Story story, int more) {
    int complete = 0;
    for (int free = 0; complete < ENOUGH && free < MOST_FREE; free += Math.max(STEP, free / 6)) {
      left = free;
      failed = false;
      try {
        Setting.tryOut(story, more, ATTEMPT, "with " + free + " bytes");
      } catch (Throwable e) {
        e.printStackTrace(System.out);
        return false;
      }
      complete = failed ? 0 : complete + 1;
      failures += failed ? 1 : 0;
    }
    return true;
  }

  /**
   * Random steps, in every fourth of which the heap is full; see {@link FaultyStory}.
   *
   * @param steps how many
   * @param seed the first seed
   */
  private static boolean tellStories(long steps, long seed) {
    FaultyStory.tell(seed, WARM, (random, operation) -> runs(operation));
    keep();
    failures = 0;
    try {
      long told = 0;
      for (long next = seed; told < steps; next++) {
        told += FaultyStory.tell(next, 1, FullHeap::succeeds);
      }
    } catch (Throwable e) {
      e.printStackTrace(System.out);
      return false;
    }
    System.out.println(steps + " random steps: memory ended " + failures + " times");
    return failures > steps / 50;
  }

  private static boolean runs(Runnable operation) {
    operation.run();
    return true;
  }

  private static boolean succeeds(Random random, Runnable operation) {
    if (random.nextInt(4) != 0) {
      return runs(operation);
    }
    left = random.nextInt(1 + random.nextInt(MOST_LEFT)); // little more often than much
    failed = false;
    attempt(operation);
    failures += failed ? 1 : 0;
    return !failed;
  }

  private static void attempt(Runnable task) {
    spare = new byte[left];
    fill(LENGTHS);
    spare = null;
    try {
      task.run();
    } catch (OutOfMemoryError e) {
      failed = true;
    } catch (IllegalArgumentException e) {
      // the JVM has but one such error when memory is short: close() may throw what the body threw
      failed = e.getCause() instanceof OutOfMemoryError;
    } finally {
      empty();
    }
  }

  /** Takes all memory there is. */
  private static void fill(int[] lengths) {
    long sure = room - MARGIN_BYTES;
    long taken = 0;
    for (int length : lengths) {
      boolean smallest = length < HEADER_BYTES;
      int bytes = (length + HEADER_BYTES + 7) & ~7;
      try {
        while (count < FILLERS.length && (smallest || taken + bytes <= sure)) {
          FILLERS[count] = new byte[length];
          count++;
          taken += bytes;
        }
      } catch (OutOfMemoryError e) {
        // and smaller ones from here on
      }
    }
    room = taken;
  }

  /** Fills the heap but for {@link #ROOM_BYTES}. */
  private static void keep() {
    fill(ALL_LENGTHS);
    long free = 0;
    while (free < ROOM_BYTES) {
      count--;
      free += (FILLERS[count].length + HEADER_BYTES + 7) & ~7;
      FILLERS[count] = null;
    }
    kept = count;
    room = free;
  }

  private static void empty() {
    while (count > kept) {
      count--;
      FILLERS[count] = null;
    }
  }

  private static void release() {
    kept = 0;
    empty();
    room = Long.MAX_VALUE;
  }
}
