package io.hyperparameter.contract.random;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.Objects;

/**
 * Plays steps on the model and on the API and compares: the outcome of each step, then everything
 * that can be seen through the current context and every scope, and how often lazy values were
 * asked. One player plays one sequence; its threads take turns.
 */
final class Player {
  private final World world;
  private final Model model;
  private final ModelSide modelSide;
  private final ApiSide apiSide;

  Player(Model model) {
    this.model = model;
    world = new World(model);
    modelSide = new ModelSide(world);
    apiSide = new ApiSide(world);
  }

  /** The context of a new thread, on that thread: both sides now touch the library. */
  ModelContext start() {
    ModelContext context = new ModelContext(model.frozen);
    check("the start of a thread", context);
    return context;
  }

  /** Plays a step on the calling thread, whose context is {@code context}. */
  void play(Step step, ModelContext context) {
    String where = step.toString();
    switch (step.kind()) {
      case NEW, NEW_ONE, NEW_MAP, NEW_DEFINED, NEW_EMPTY, TO_SCOPE, INIT -> build(step, context);
      case CLOSE_INNERMOST -> closeInnermost(where, context);
      case VIEW -> world.assign(step.slot(), ModelScope.viewOf(context), ParamScope.current());
      case RUN, RUN_THROWING -> run(step, context);
      case CAPTURE -> world.keep(step.snapshot(), model.capture(context), ParamScope.capture());
      case THREAD -> thread(step);
      case BOUND_HERE, BOUND_THREAD -> bound(step);
      default ->
          compare(
              where,
              Outcome.of(() -> modelSide.apply(step, context)),
              Outcome.of(() -> apiSide.apply(step)));
    }
    check(where, context);
  }

  /** Leaves everything that is open, and compares what remains. */
  void finish(ModelContext context) {
    if (!context.levels.isEmpty()) {
      ModelScope outermost = context.levels.getLast().owner();
      close("the end of the sequence", outermost, world.scopeOf(outermost), context);
    }
    check("the end of the sequence", context);
  }

  private void build(Step step, ModelContext context) {
    ModelScope[] modelBuilt = {null};
    ParamScope[] built = {null};
    Outcome expected =
        Outcome.of(
            () -> {
              ModelScope scope = modelSide.build(step, context);
              if (step.kind() == StepKind.INIT) {
                model.enter(scope, context);
              }
              modelBuilt[0] = scope;
              return null;
            });
    Outcome actual =
        Outcome.of(
            () -> {
              built[0] = apiSide.build(step);
              return null;
            });
    compare(step.toString(), expected, actual);
    if (modelBuilt[0] != null && built[0] != null) {
      world.assign(step.slot(), modelBuilt[0], built[0]);
    }
  }

  private void closeInnermost(String where, ModelContext context) {
    if (context.levels.isEmpty()) {
      close(where, new ModelScope(), ParamScope.of(), context);
    } else {
      ModelScope innermost = context.levels.getFirst().owner();
      close(where, innermost, world.scopeOf(innermost), context);
    }
  }

  private void close(String where, ModelScope inModel, ParamScope scope, ModelContext context) {
    compare(
        where,
        Outcome.of(
            () -> {
              model.close(inModel, context);
              return null;
            }),
        Outcome.of(
            () -> {
              scope.close();
              return null;
            }));
  }

  /** The body of a scope that is entered and left around it, perhaps by an exception. */
  private void run(Step step, ModelContext context) {
    ModelScope inModel = Objects.requireNonNull(world.modelScope(step.slot()));
    ParamScope scope = world.scope(step.slot());
    Outcome entered =
        Outcome.of(
            () -> {
              model.enter(inModel, context);
              return null;
            });
    boolean[] ran = {false};
    Outcome actual =
        Outcome.of(
            () -> {
              scope.run(
                  () -> {
                    ran[0] = true;
                    compare("entering in\n" + step, entered, new Outcome(null, null, null));
                    step.body().forEach(inner -> play(inner, context));
                    if (step.kind() == StepKind.RUN_THROWING) {
                      throw new Thrown();
                    }
                  });
              return null;
            });
    if (entered.error() != null || !ran[0]) {
      compare(step.toString(), entered, actual);
      return;
    }
    Outcome left =
        Outcome.of(
            () -> {
              model.close(inModel, context);
              return null;
            });
    compare("leaving\n" + step, left, leaving(step, actual));
  }

  /** How a scope was left: what the body threw must pass, with what leaving threw added to it. */
  private static Outcome leaving(Step step, Outcome actual) {
    if (step.kind() != StepKind.RUN_THROWING) {
      return actual;
    }
    if (!(actual.thrown() instanceof Thrown thrown)) {
      throw new Mismatch(step.toString(), "the exception did not pass: " + actual, null);
    }
    return Outcome.of(
        () -> {
          for (Throwable suppressed : thrown.getSuppressed()) {
            throw (RuntimeException) suppressed;
          }
          return null;
        });
  }

  private void thread(Step step) {
    Threads.runAndWait(
        () -> {
          ModelContext own = start();
          step.body().forEach(inner -> play(inner, own));
          model.end(own);
        });
  }

  private void bound(Step step) {
    ParamSnapshot snapshot = world.snapshot(step.snapshot());
    ModelContext own = model.bound(world.modelSnapshot(step.snapshot()));
    Runnable body =
        () -> {
          check("the start of a bound task", own);
          step.body().forEach(inner -> play(inner, own));
        };
    if (step.kind() == StepKind.BOUND_HERE) {
      snapshot.run(body);
    } else {
      Threads.runAndWait(snapshot.wrap(body));
    }
    model.end(own);
  }

  private static void compare(String where, Outcome expected, Outcome actual) {
    if (!expected.allows(actual)) {
      throw new Mismatch(where, expected.difference(actual), actual.thrown());
    }
  }

  /** Everything visible, to the last key. */
  private void check(String where, ModelContext context) {
    compare(
        where + "\nlisting the current context",
        Outcome.of(() -> model.listed(null, context)),
        ApiSide.listing(ParamScope.current()));
    for (int slot = 0; slot < StepGenerator.SLOTS; slot++) {
      ModelScope inModel = Objects.requireNonNull(world.modelScope(slot));
      Outcome expected = Outcome.of(() -> model.listed(inModel, context));
      compare(where + "\nlisting s" + slot, expected, ApiSide.listing(world.scope(slot)));
    }
    String difference = model.lazies.difference();
    if (difference != null) {
      throw new Mismatch(where, difference, null);
    }
  }

  /** Thrown by a body on purpose. */
  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown() {
      super("thrown by the body", null, true, false);
    }
  }
}
