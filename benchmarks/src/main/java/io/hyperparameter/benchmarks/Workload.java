package io.hyperparameter.benchmarks;

import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The parameters every benchmark and every peer reads: as many as asked for, the same names and
 * values everywhere, of the length and shape real ones have.
 *
 * <p>The first is {@link #STEPS}, so that a workload of one parameter has it; the first sixteen are
 * longs; then comes one of each other kind; the rest is filler.
 */
public final class Workload {
  /** The key that is read wherever one key is enough. */
  public static final String STEPS = "train.total.steps";

  /** A double. */
  public static final String RATE = "train.learn.rate1";

  /** A boolean. */
  public static final String SHUFFLE = "train.data.shuffl";

  /** Text. */
  public static final String OPTIMIZER = "train.optimizer.n";

  /** An object. */
  public static final String SCHEDULE = "train.lr.schedule";

  /** A key nobody sets. */
  public static final String ABSENT = "train.absent.name";

  /** The value of {@link #STEPS}. */
  public static final long STEPS_VALUE = 100_000L;

  /** Typed {@link #STEPS}. */
  public static final LongParam STEPS_KEY = Param.ofLong(STEPS, -1);

  /** Typed {@link #RATE}. */
  public static final DoubleParam RATE_KEY = Param.ofDouble(RATE, -1);

  /** Typed {@link #SHUFFLE}. */
  public static final BooleanParam SHUFFLE_KEY = Param.ofBoolean(SHUFFLE, false);

  /** Typed {@link #OPTIMIZER}. */
  public static final Param<String> OPTIMIZER_KEY = Param.ofString(OPTIMIZER, "none");

  /** Typed {@link #ABSENT}. */
  public static final LongParam ABSENT_KEY = Param.ofLong(ABSENT, -1);

  /** The longs of the loop over sixteen keys; they sit anywhere in their tables, as keys do. */
  public static final LongParam[] SIXTEEN = sixteen();

  private static final int LONGS = 16;

  private Workload() {}

  /** The name of the i-th parameter. */
  public static String key(int i) {
    return switch (i) {
      case 0 -> STEPS;
      case LONGS -> RATE;
      case LONGS + 1 -> SHUFFLE;
      case LONGS + 2 -> OPTIMIZER;
      case LONGS + 3 -> SCHEDULE;
      default -> String.format("model.%05d.width", i); // 17 characters, as the others
    };
  }

  /** The value of the i-th parameter. */
  public static Object value(int i) {
    return switch (i) {
      case 0 -> STEPS_VALUE;
      case LONGS -> 0.001;
      case LONGS + 1 -> true;
      case LONGS + 2 -> "adam";
      case LONGS + 3 -> new Schedule(10, 0.5);
      default -> (long) i;
    };
  }

  /** The first {@code count} parameters. */
  public static Map<String, Object> parameters(int count) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      all.put(key(i), value(i));
    }
    return all;
  }

  /**
   * Enters scopes on the calling thread until {@code depth} are open: the outermost has all
   * parameters, each inner one sets one of them again. A depth of 0 freezes them instead, so that
   * the calling thread, which must be new to the library, has them as its base.
   *
   * @return the innermost
   */
  public static ParamScope enter(int count, int depth) {
    return enter(parameters(count), depth);
  }

  /** The same with these parameters. */
  public static ParamScope enter(Map<String, ?> parameters, int depth) {
    if (depth == 0) {
      elsewhere(
          () -> {
            ParamScope.of(parameters).enter();
            ParamScope.frozen();
          });
      if (ParamScope.current().toMap().size() != parameters.size()) {
        throw new IllegalStateException("the thread has used the library before");
      }
      return ParamScope.current();
    }
    ParamScope scope = ParamScope.of(parameters).enter();
    for (int level = 2; level <= depth; level++) {
      int i = level % Math.min(parameters.size(), LONGS);
      scope = ParamScope.of(key(i), value(i)).enter();
    }
    return scope;
  }

  /** Runs a task on a thread of its own and waits for it. */
  public static void elsewhere(Runnable task) {
    FutureTask<Void> future = new FutureTask<>(task, null);
    new Thread(future, "elsewhere").start();
    try {
      future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LongParam[] sixteen() {
    LongParam[] keys = new LongParam[LONGS];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Param.ofLong(key(i), -1);
    }
    return keys;
  }

  /** An object value, of a class of one's own. */
  public record Schedule(int every, double factor) {}
}
