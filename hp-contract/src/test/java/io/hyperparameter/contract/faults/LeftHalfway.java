package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelSink;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.ScopePass;
import io.hyperparameter.spi.Seat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a level where the stack ends at every call of the way, those included that undo a level
 * which is handed over already. Scopes hardly get there, as taking what a level held needs more
 * stack than undoing it does; so here it is taken without a call. For a JVM that compiles nothing,
 * where a call needs as much stack each time.
 */
public final class LeftHalfway {
  /** More calls than leaving a level needs. */
  private static final int DEPTHS = 40;

  /**
   * Reading twice as many keys that are not there makes one table of a snapshot and its overlay.
   */
  private static final int VALUES = 60;

  private static final ParamSnapshot BASE = base();

  private LeftHalfway() {}

  /** Ends with another status than 0 if something else is handed over. */
  public static void main(String[] args) throws InterruptedException {
    AtStackEnd.everywhere(DEPTHS, LeftHalfway::leave);
  }

  private static ParamSnapshot base() {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < VALUES; i++) {
      values.put("base." + i, (long) i);
    }
    try {
      return ParamScope.of(values).call(ParamScope::capture);
    } catch (Exception e) {
      throw new AssertionError("capture() threw a checked exception", e);
    }
  }

  /** In a context of its own, at a depth. */
  private static void leave(int width, int depth) {
    BASE.run(
        () -> {
          Context context = Objects.requireNonNull(Seat.of(Thread.currentThread()).context);
          Map<String, Object> before = ParamScope.current().toMap();
          ScopePass pass = context.pass();
          long serial = context.enter(null, false, null, 0, 0, 0, null, null);
          Taken taken = new Taken();
          Map<String, Object> held = write();
          Runnable exit = () -> context.exit(taken, taken);
          AtStackEnd.ended(width, depth, exit);
          context.settle();
          if (context.depth() > 0) { // the stack ended before the context was told
            exit.run();
          }
          Map<String, Object> found = taken.values();
          ParamValues kept = pass.kept(serial);
          if (kept != null) {
            for (int i = 0; i < kept.size(); i++) {
              found.put(kept.key(i), kept.boxed(i));
            }
          }
          String where = "width " + width + ", depth " + depth;
          requireSame(held, found, where + ": what the level held");
          requireSame(before, ParamScope.current().toMap(), where + ": what is visible");
        });
  }

  /** Of all kinds, in place of what is there and beside it, before and after tables change. */
  private static Map<String, Object> write() {
    Map<String, Object> written = new HashMap<>();
    for (int i = 0; i < VALUES; i += 3) {
      put(written, "base." + i, i % 2 == 0 ? "text" : (Object) (double) i);
      put(written, "new." + i, i % 2 == 0 ? List.of(i) : (Object) (long) i);
    }
    for (int i = 0; i < 2 * VALUES; i++) {
      ParamScope.current().getLong("nothing", 0);
    }
    for (int i = 0; i < VALUES; i++) {
      put(written, "base." + i, (long) -i);
    }
    return written;
  }

  private static void put(Map<String, Object> written, String key, Object value) {
    ParamScope.current().put(key, value);
    written.put(key, value);
  }

  private static void requireSame(
      Map<String, Object> expected, Map<String, Object> found, String what) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }

  /** Takes what comes without a call. */
  private static final class Taken implements LevelSink<Taken> {
    private final String[] keys = new String[4 * VALUES];
    private final int[] kinds = new int[4 * VALUES];
    private final long[] bits = new long[4 * VALUES];
    private final @Nullable Object[] refs = new Object[4 * VALUES];
    private int count;

    @Override
    public void take(
        Taken into,
        String key,
        long hash,
        int kind,
        long valueBits,
        @Nullable Object ref,
        @Nullable String origin) {
      int i = count;
      keys[i] = key;
      kinds[i] = kind;
      bits[i] = valueBits;
      refs[i] = ref;
      count = i + 1;
    }

    Map<String, Object> values() {
      Map<String, Object> values = new HashMap<>();
      for (int i = 0; i < count; i++) {
        if (kinds[i] != Kind.TOMBSTONE) {
          values.put(keys[i], ParamValues.box(kinds[i], bits[i], refs[i]));
        }
      }
      return values;
    }
  }
}
