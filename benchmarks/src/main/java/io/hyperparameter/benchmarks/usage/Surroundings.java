package io.hyperparameter.benchmarks.usage;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/** What a thread carries where a form is used. */
public enum Surroundings {
  /** Nothing. */
  EMPTY,
  /** A frozen base of a thousand parameters, and no scope. */
  FROZEN,
  /** One open scope of a thousand parameters. */
  SCOPE,
  /** A frozen base of a thousand parameters, and the open scope of a run, of a few. */
  RUN;

  /**
   * OpenTelemetry's key. Its context holds this one alone, which is the best case for its search.
   */
  static final ContextKey<Long> KEY = ContextKey.named(Workload.STEPS);

  private static final int PARAMETERS = 1000;

  /** Makes it so on the calling thread, which must be new to the library; for both libraries. */
  @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
  public void enter() {
    switch (this) {
      case EMPTY -> {}
      case FROZEN -> Workload.enter(PARAMETERS, 0);
      case SCOPE -> Workload.enter(PARAMETERS, 1);
      case RUN -> {
        Workload.enter(PARAMETERS, 0);
        ParamScope.of("run.seed", 1).with("run.name", "first").with("run.rate", 0.5).enter();
      }
    }
    if (this != EMPTY) {
      Context.root().with(KEY, Workload.STEPS_VALUE).makeCurrent();
    }
    long expected = this == EMPTY ? -1 : Workload.STEPS_VALUE;
    if (Workload.STEPS_KEY.get() != expected) {
      throw new IllegalStateException(this + " has " + Workload.STEPS_KEY.get());
    }
  }
}
