package io.hyperparameter.executor;

import io.hyperparameter.spi.ThreadLocalCarrier;
import io.hyperparameter.spi.ThreadLocalCarrier.Carried;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread-locals that a snapshot takes along: set in order, put back in reverse. */
public final class CarriedAlong implements Carried {
  private final List<Carried> carried;

  private CarriedAlong(List<Carried> carried) {
    this.carried = carried;
  }

  /** What the calling thread has, and what a snapshot takes along already; null for nothing. */
  public static @Nullable CarriedAlong capture(
      @Nullable CarriedAlong earlier, ThreadLocalCarrier... carriers) {
    List<Carried> all = new ArrayList<>(earlier == null ? List.of() : earlier.carried);
    for (ThreadLocalCarrier carrier : carriers) {
      all.add(carrier.capture());
    }
    return all.isEmpty() ? null : new CarriedAlong(List.copyOf(all));
  }

  @Override
  public Runnable set() {
    Runnable[] undo = new Runnable[carried.size()];
    try {
      for (int i = 0; i < undo.length; i++) {
        undo[i] = carried.get(i).set();
      }
    } catch (Throwable e) {
      undo(undo, e);
      throw e;
    }
    return () -> undo(undo, null);
  }

  /** All of them, whatever one throws. */
  private static void undo(@Nullable Runnable[] undo, @Nullable Throwable because) {
    Throwable failed = because;
    for (int i = undo.length - 1; i >= 0; i--) {
      Runnable one = undo[i];
      try {
        if (one != null) {
          one.run();
        }
      } catch (RuntimeException | Error e) {
        if (failed == null) {
          failed = e;
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (because == null && failed instanceof RuntimeException e) {
      throw e;
    }
    if (because == null && failed instanceof Error e) {
      throw e;
    }
  }
}
