package io.hyperparameter.benchmarks.usage;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * What is called inside a scope, with real calls: the JIT inlines none of these, so what a scope
 * holds must be where code that it knows nothing of finds it.
 */
@SuppressWarnings("NullAway") // a check would be measured, too
final class Called {
  static final String RATE = "called.rate";
  static final String SIZE = "called.size";
  static final String NAME = "called.name";
  static final ContextKey<Double> RATE_THERE = ContextKey.named(RATE);
  static final ContextKey<Long> SIZE_THERE = ContextKey.named(SIZE);
  static final ContextKey<String> NAME_THERE = ContextKey.named(NAME);

  private static final DoubleParam RATE_KEY = Param.ofDouble(RATE, -1);
  private static final LongParam SIZE_KEY = Param.ofLong(SIZE, -1);
  private static final Param<String> NAME_KEY = Param.ofString(NAME, "");

  private Called() {}

  /** Reads one value. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static long one() {
    return Workload.STEPS_KEY.get();
  }

  /** The same of OpenTelemetry. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static long oneOpenTelemetry() {
    return Context.current().get(Surroundings.KEY);
  }

  /** Reads three values of three kinds. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static double three() {
    return RATE_KEY.get() + SIZE_KEY.get() + NAME_KEY.get().length();
  }

  /** The same of OpenTelemetry. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static double threeOpenTelemetry() {
    Context context = Context.current();
    return context.get(RATE_THERE) + context.get(SIZE_THERE) + context.get(NAME_THERE).length();
  }
}
