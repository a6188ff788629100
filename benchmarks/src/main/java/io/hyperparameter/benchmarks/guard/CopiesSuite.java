package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.Workload;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A faithful copy of a read through a typed key, and copies with the mistakes a guard is for. The
 * faithful one must be within the limits of reads, or the others prove nothing.
 */
@SuppressWarnings("NullAway") // a check would be measured, too
final class CopiesSuite implements Suite {
  /** How its copies begin. */
  static final String PREFIX = "copy.";

  private static final int SLOTS = 2048;
  private static final ThreadLocal<Holder> HOLDER = new ThreadLocal<>();
  private static final Copy[] BY_THREAD_ID = new Copy[128];
  private static final long HASH = Workload.STEPS_KEY.hash();

  /** What is here cannot be kept off the heap. */
  static volatile @Nullable Object escaped;

  @Override
  public List<Probe> probes() {
    return List.of(
        probe("ref.threadlocal.field", () -> HOLDER.get().value),
        probe("copy.faithful", () -> current().read(HASH, -1)),
        probe("copy.allocation", () -> allocating(HASH)),
        probe("copy.boxed", () -> boxed(HASH)),
        probe("copy.lock", () -> locked(HASH)),
        probe("copy.linear", () -> current().linear(HASH, -1)));
  }

  static Stream<String> names() {
    return new CopiesSuite()
        .probes().stream().map(Probe::name).filter(name -> name.startsWith(PREFIX));
  }

  private static Probe probe(String name, LongSupplier operation) {
    return Probe.of(
        name,
        () -> {
          HOLDER.set(new Holder());
          BY_THREAD_ID[slot(Thread.currentThread())] = new Copy(Thread.currentThread());
          return Loop.over(operation, o -> Sink.consume(o.getAsLong()));
        });
  }

  private static Copy current() {
    Thread thread = Thread.currentThread();
    Copy copy = BY_THREAD_ID[slot(thread)];
    if (copy == null || copy.owner != thread) {
      throw new IllegalStateException();
    }
    return copy;
  }

  private static int slot(Thread thread) {
    return (int) thread.getId() & (BY_THREAD_ID.length - 1);
  }

  private static long allocating(long hash) {
    long[] key = {hash};
    escaped = key;
    return current().read(key[0], -1);
  }

  private static long boxed(long hash) {
    Long value = current().read(hash, -1);
    escaped = value;
    return value;
  }

  private static long locked(long hash) {
    Copy copy = current();
    synchronized (copy) {
      return copy.read(hash, -1);
    }
  }

  private static final class Copy {
    private Thread owner;
    private long[] slots = new long[2 * SLOTS];

    Copy(Thread owner) {
      this.owner = owner;
      for (int i = 0; i < 1000; i++) {
        long hash = io.hyperparameter.hashing.KeyHash.hash(Workload.key(i));
        int at = ((int) hash << 1) & (slots.length - 1);
        while (slots[at] != 0) {
          at = (at + 8) & (slots.length - 1);
        }
        slots[at] = (hash & ~3) | 1;
        slots[at + 1] = 1000L + i; // beyond the small Longs that are never made anew
      }
    }

    long read(long hash, long def) {
      long[] slots = this.slots;
      int at = ((int) hash << 1) & (slots.length - 1);
      return slots[at] == ((hash & ~3) | 1) ? slots[at + 1] : further(hash, def);
    }

    long further(long hash, long def) {
      int at = ((int) hash << 1) & (slots.length - 1);
      while (slots[at] != 0) {
        if (slots[at] == ((hash & ~3) | 1)) {
          return slots[at + 1];
        }
        at = (at + 8) & (slots.length - 1);
      }
      return def;
    }

    long linear(long hash, long def) {
      for (int at = 0; at < slots.length; at += 2) {
        if (slots[at] == ((hash & ~3) | 1)) {
          return slots[at + 1];
        }
      }
      return def;
    }
  }

  private static final class Holder {
    private final long value = System.nanoTime();
  }
}
