package io.hyperparameter.contract.random;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plays steps on the model and on the API and compares: the outcome of each step, then all or some
 * of what can be seen through the current context and every scope, and how often lazy values were
 * asked. One player plays one sequence; its threads take turns.
 */
final class Player {
  private static final Step FIRST_TOUCH =
      new Step(StepKind.CONTAINS, 0, Step.CURRENT, null, "a", null, ReadType.RAW, List.of());

  private final World world;
  private final Model model;
  private final ModelSide modelSide;
  private final ApiSide apiSide;
  private final Checks checks;
  private final Glance glance;
  private long steps;

  Player(Model model, Checks checks, long seed) {
    this.model = model;
    this.checks = checks;
    glance = new Glance(seed);
    world = new World(model);
    modelSide = new ModelSide(world);
    apiSide = new ApiSide(world);
  }

  /**
   * The context of a new thread, on that thread: both sides now touch the library, by a read of the
   * thread's own context, as a thread's base is what was published when it did so first.
   */
  ModelContext start() {
    ModelContext context = new ModelContext(model.frozen);
    model.touched.clear();
    read("the start of a thread", null, FIRST_TOUCH, context);
    check("the start of a thread", null, context);
    return context;
  }

  /** How many steps were played, those in bodies among them. */
  long steps() {
    return steps;
  }

  /** Plays a step on the calling thread, whose context is {@code context}. */
  void play(Step step, ModelContext context) {
    steps++;
    model.touched.clear();
    switch (step.kind()) {
      case NEW, NEW_ONE, NEW_MAP, NEW_DEFINED, NEW_EMPTY, TO_SCOPE, INIT -> build(step, context);
      case CLOSE_INNERMOST -> closeInnermost(step, context);
      case VIEW -> world.assign(step.slot(), ModelScope.viewOf(context), ParamScope.current());
      case RUN, RUN_THROWING -> run(step, context);
      case CAPTURE -> world.keep(step.snapshot(), model.capture(context), ParamScope.capture());
      case THREAD -> thread(step);
      case BOUND_HERE, BOUND_THREAD -> bound(step);
      default ->
          compare(
              "",
              step,
              Outcome.of(() -> modelSide.apply(step, context)),
              Outcome.of(() -> apiSide.apply(step)));
    }
    check("", step, context);
  }

  /** Leaves everything that is open, and compares what remains. */
  void finish(ModelContext context) {
    if (!context.levels.isEmpty()) {
      ModelScope outermost = context.levels.getLast().owner();
      close("the end of the sequence", null, outermost, world.scopeOf(outermost), context);
    }
    checkAll("the end of the sequence", null, context);
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
    compare("", step, expected, actual);
    if (modelBuilt[0] != null && built[0] != null) {
      world.assign(step.slot(), modelBuilt[0], built[0]);
    }
  }

  private void closeInnermost(Step step, ModelContext context) {
    if (context.levels.isEmpty()) {
      close("", step, new ModelScope(), ParamScope.of(), context);
    } else {
      ModelScope innermost = context.levels.getFirst().owner();
      close("", step, innermost, world.scopeOf(innermost), context);
    }
  }

  private void close(
      String what,
      @Nullable Step step,
      ModelScope inModel,
      ParamScope scope,
      ModelContext context) {
    compare(
        what,
        step,
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
                    compare("entering in\n", step, entered, new Outcome(null, null, null));
                    step.body().forEach(inner -> play(inner, context));
                    if (step.kind() == StepKind.RUN_THROWING) {
                      throw new Thrown();
                    }
                  });
              return null;
            });
    if (entered.error() != null || !ran[0]) {
      compare("", step, entered, actual);
      return;
    }
    Outcome left =
        Outcome.of(
            () -> {
              model.close(inModel, context);
              return null;
            });
    compare("leaving\n", step, left, leaving(step, actual));
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
          check("the start of a bound task", null, own);
          step.body().forEach(inner -> play(inner, own));
        };
    if (step.kind() == StepKind.BOUND_HERE) {
      snapshot.run(body);
    } else {
      Threads.runAndWait(snapshot.wrap(body));
    }
    model.end(own);
  }

  private static void compare(String what, @Nullable Step step, Outcome expected, Outcome actual) {
    if (!expected.allows(actual)) {
      String where = step == null ? what : what + step;
      throw new Mismatch(where, expected.difference(actual), actual.thrown());
    }
  }

  /** What can be seen, after a step: all of it, or some. */
  private void check(String what, @Nullable Step step, ModelContext context) {
    if (checks == Checks.ALL || glance.isAll()) {
      checkAll(what, step, context);
      return;
    }
    checkSuppliers(what, step);
    int slot = step == null ? Step.CURRENT : step.slot();
    glance.draw(model.touched, slot, model, context, read -> read(what, step, read, context));
    checkSuppliers(what, step);
  }

  private void read(String what, @Nullable Step step, Step read, ModelContext context) {
    Outcome expected = Outcome.of(() -> modelSide.apply(read, context));
    Outcome actual = Outcome.of(() -> apiSide.apply(read));
    if (!expected.allows(actual)) {
      compare((step == null ? what : what + step) + "\nreading by\n", read, expected, actual);
    }
  }

  /** Everything visible, to the last key. */
  private void checkAll(String what, @Nullable Step step, ModelContext context) {
    compare(
        "listing the current context after\n" + what,
        step,
        Outcome.of(() -> model.listed(null, context)),
        ApiSide.listing(ParamScope.current()));
    for (int slot = 0; slot < StepGenerator.SLOTS; slot++) {
      ModelScope inModel = Objects.requireNonNull(world.modelScope(slot));
      Outcome expected = Outcome.of(() -> model.listed(inModel, context));
      compare(
          "listing s" + slot + " after\n" + what,
          step,
          expected,
          ApiSide.listing(world.scope(slot)));
    }
    checkSuppliers(what, step);
  }

  private void checkSuppliers(String what, @Nullable Step step) {
    String difference = model.lazies.difference();
    if (difference != null) {
      throw new Mismatch(step == null ? what : what + step, difference, null);
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
