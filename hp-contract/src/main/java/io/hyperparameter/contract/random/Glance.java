package io.hyperparameter.contract.random;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws what is compared after a step where not everything is: reads, as steps of their own. */
final class Glance {
  /** A whole comparison comes after so many steps on average. */
  private static final int STEPS_BETWEEN = 250;

  /** Of what a step touched, at most so many keys, one after the other from a random one on. */
  private static final int MOST_TOUCHED = 6;

  private static final int OTHERS = 2;
  private static final StepKind[] UNTYPED = {StepKind.FIND, StepKind.CONTAINS};

  /** Where the value is known to be of the type. */
  private static final StepKind[] TYPED = {
    StepKind.GET, StepKind.GET_PARAM, StepKind.GET_BY_HASH, StepKind.REQUIRE, StepKind.GET_CLASS
  };

  /** Where a scope of its own may show another value, or none. */
  private static final StepKind[] THROUGH_SCOPES = {
    StepKind.GET, StepKind.GET_PARAM, StepKind.FIND, StepKind.CONTAINS
  };

  private final SplittableRandom random;
  private int untilAll;

  /** What is done with a read. */
  interface Reader {
    void read(Step step);
  }

  Glance(long seed) {
    random = new SplittableRandom(seed);
    untilAll = next();
  }

  /** Whether now is one of the moments at which everything is compared. */
  boolean isAll() {
    if (--untilAll > 0) {
      return false;
    }
    untilAll = next();
    return true;
  }

  private int next() {
    return 1 + random.nextInt(2 * STEPS_BETWEEN);
  }

  /**
   * Reads of some of these keys and of others.
   *
   * @param touched the keys that the last step touched, malformed ones not among them
   * @param slot the scope that it was done to, or {@link Step#CURRENT}
   */
  void draw(List<String> touched, int slot, Model model, ModelContext context, Reader reader) {
    int size = touched.size();
    int from = size > MOST_TOUCHED ? random.nextInt(size) : 0;
    for (int i = 0; i < Math.min(size, MOST_TOUCHED); i++) {
      String key = touched.get((from + i) % size);
      reader.read(readOf(key, random.nextBoolean() ? slot : Step.CURRENT, model, context));
    }
    for (int i = 0; i < OTHERS; i++) {
      int any = random.nextInt(StepGenerator.SLOTS + 1) - 1;
      reader.read(readOf(ValuePool.anyKey(random), any, model, context));
    }
  }

  /** Mostly of the kind that the key has in the context, so that few reads are errors. */
  private Step readOf(String key, int slot, Model model, ModelContext context) {
    ReadType type = typeOf(model.see(null, context, key));
    StepKind[] kinds =
        type == ReadType.RAW ? UNTYPED : slot == Step.CURRENT ? TYPED : THROUGH_SCOPES;
    StepKind kind = kinds[random.nextInt(kinds.length)];
    return new Step(kind, 0, slot, null, key, null, type, List.of());
  }

  private static ReadType typeOf(@Nullable Object value) {
    if (value instanceof Long) {
      return ReadType.LONG;
    } else if (value instanceof Double) {
      return ReadType.DOUBLE;
    } else if (value instanceof Boolean) {
      return ReadType.BOOLEAN;
    }
    return value instanceof String ? ReadType.STRING : ReadType.RAW;
  }
}
