package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.Backend;
import io.hyperparameter.benchmarks.usage.CaptureBenchmark;
import io.hyperparameter.benchmarks.usage.DefaultBenchmark;
import io.hyperparameter.benchmarks.usage.LargeMethodBenchmark;
import io.hyperparameter.benchmarks.usage.ManyKeysBenchmark;
import io.hyperparameter.benchmarks.usage.ScopeBenchmark;
import io.hyperparameter.benchmarks.usage.Surroundings;
import io.hyperparameter.benchmarks.usage.TaskBenchmark;
import io.hyperparameter.benchmarks.usage.ValueBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The forms that users write, in each of the surroundings, and OpenTelemetry's context doing the
 * same. A frozen base holds for a whole JVM, so it is measured only where each probe has a library
 * of its own: see {@link Isolated}.
 */
final class UsageSuite implements Suite {
  /** How what OpenTelemetry does is named. */
  static final String PEER = " OpenTelemetry";

  private final List<Probe> probes = new ArrayList<>();

  @Override
  public List<Probe> probes() {
    boolean alone = Backend.current().name().equals("java");
    for (Surroundings around : Surroundings.values()) {
      if (alone || around != Surroundings.FROZEN) {
        reads(around);
        scopes(around);
        if (around != Surroundings.EMPTY) {
          many(around);
          captures(around);
        }
      }
    }
    add("usage.task", () -> task(TaskBenchmark::call));
    add("usage.task" + PEER, () -> task(TaskBenchmark::callOpenTelemetry));
    add("usage.wrapped", () -> task(TaskBenchmark::wrapped));
    add("usage.wrapped" + PEER, () -> task(TaskBenchmark::wrappedOpenTelemetry));
    return probes;
  }

  private void reads(Surroundings around) {
    String at = at(around);
    if (around != Surroundings.EMPTY) {
      add("usage.value" + at, () -> value(around, b -> Sink.consume(b.longTyped())));
      add("usage.value" + at + PEER, () -> value(around, b -> Sink.consume(b.openTelemetry())));
    }
    add("usage.default" + at, () -> byDefault(around, b -> Sink.consume(b.longTyped())));
    add("usage.default" + at + PEER, () -> byDefault(around, b -> Sink.consume(b.openTelemetry())));
  }

  private void many(Surroundings around) {
    String at = at(around);
    add("usage.many.typed" + at, () -> many(around, b -> Sink.consume(b.typed())));
    add("usage.many.typed.default" + at, () -> many(around, b -> Sink.consume(b.typedDefault())));
    add("usage.many.string" + at, () -> many(around, b -> Sink.consume(b.byString())));
    add(
        "usage.many.string.default" + at,
        () -> many(around, b -> Sink.consume(b.byStringDefault())));
    if (around == Surroundings.SCOPE) {
      add("usage.many.class" + at, () -> many(around, b -> Sink.consume(b.byClass())));
      add(
          "usage.many.class.default" + at,
          () -> many(around, b -> Sink.consume(b.byClassDefault())));
    }
    add("usage.string" + at, () -> value(around, b -> Sink.consume(b.longByString())));
    add("usage.string.text" + at, () -> value(around, b -> Sink.consume(b.textByString())));
  }

  private void captures(Surroundings around) {
    String at = at(around);
    add("usage.capture" + at, () -> capture(around, b -> Sink.consume(b.capture())));
    add("usage.capture.task" + at, () -> capture(around, b -> Sink.consume(b.unchanged())));
    add(
        "usage.capture.task" + at + PEER,
        () -> capture(around, b -> Sink.consume(b.unchangedOpenTelemetry())));
    add("usage.capture.changed" + at, () -> capture(around, b -> Sink.consume(b.changed())));
    add(
        "usage.capture.changed" + at + PEER,
        () -> capture(around, b -> Sink.consume(b.changedOpenTelemetry())));
  }

  private void scopes(Surroundings around) {
    String at = at(around);
    add("usage.scope" + at, () -> scope(around, b -> Sink.consume(b.call())));
    add("usage.scope" + at + PEER, () -> scope(around, b -> Sink.consume(b.callOpenTelemetry())));
    add("usage.three" + at, () -> scope(around, b -> Sink.consume(b.threeByString())));
    add(
        "usage.three" + at + PEER,
        () -> scope(around, b -> Sink.consume(b.threeByStringOpenTelemetry())));
    add("usage.large" + at, () -> large(around, b -> Sink.consume(b.call())));
    add("usage.large" + at + PEER, () -> large(around, b -> Sink.consume(b.callOpenTelemetry())));
  }

  private static String at(Surroundings around) {
    return "@" + around.name().toLowerCase(Locale.ROOT);
  }

  private static LongConsumer value(Surroundings around, Consumer<ValueBenchmark> operation) {
    ValueBenchmark benchmark = new ValueBenchmark();
    benchmark.around = around;
    benchmark.enter();
    return Loop.over(benchmark, operation);
  }

  private static LongConsumer byDefault(Surroundings around, Consumer<DefaultBenchmark> operation) {
    DefaultBenchmark benchmark = new DefaultBenchmark();
    benchmark.around = around;
    benchmark.enter();
    return Loop.over(benchmark, operation);
  }

  private static LongConsumer scope(Surroundings around, Consumer<ScopeBenchmark> operation) {
    ScopeBenchmark benchmark = new ScopeBenchmark();
    benchmark.around = around;
    benchmark.enter();
    return Loop.over(benchmark, operation);
  }

  private static LongConsumer large(Surroundings around, Consumer<LargeMethodBenchmark> operation) {
    LargeMethodBenchmark benchmark = new LargeMethodBenchmark();
    benchmark.around = around;
    benchmark.enter();
    return Loop.over(benchmark, operation);
  }

  private static LongConsumer many(Surroundings around, Consumer<ManyKeysBenchmark> operation) {
    ManyKeysBenchmark benchmark = new ManyKeysBenchmark();
    benchmark.around = around;
    benchmark.enter();
    return Loop.over(benchmark, operation);
  }

  private static LongConsumer capture(Surroundings around, Captures operation) {
    CaptureBenchmark benchmark = new CaptureBenchmark();
    benchmark.around = around;
    benchmark.enter();
    return Loop.over(
        benchmark,
        b -> {
          try {
            operation.on(b);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static LongConsumer task(ToLong operation) {
    TaskBenchmark benchmark = new TaskBenchmark();
    benchmark.capture();
    return Loop.over(
        benchmark,
        b -> {
          try {
            Sink.consume(operation.of(b));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void add(String name, Callable<LongConsumer> prepare) {
    probes.add(Probe.of(name, prepare));
  }

  private interface Captures {
    void on(CaptureBenchmark benchmark) throws Exception;
  }

  private interface ToLong {
    long of(TaskBenchmark benchmark) throws Exception;
  }
}
