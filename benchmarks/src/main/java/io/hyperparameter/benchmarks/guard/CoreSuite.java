package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.hash.KeyHashBenchmark;
import io.hyperparameter.benchmarks.read.KindsBenchmark;
import io.hyperparameter.benchmarks.read.ReferenceBenchmark;
import io.hyperparameter.benchmarks.read.ReferenceBenchmark.Boxed;
import io.hyperparameter.benchmarks.read.ReferenceBenchmark.Holder;
import io.hyperparameter.benchmarks.read.ReferenceBenchmark.Local;
import io.hyperparameter.benchmarks.read.ReferenceBenchmark.LocalHolder;
import io.hyperparameter.benchmarks.read.ReferenceBenchmark.Text;
import io.hyperparameter.benchmarks.read.SizeAndDepthBenchmark;
import io.hyperparameter.benchmarks.scope.EnterBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Reads, scopes and hashes, and what they are compared with: the very methods that JMH measures.
 */
final class CoreSuite implements Suite {
  private static final int[] SIZES = {16, 1000, 10_000};
  private static final int[] DEPTHS = {1, 64};

  private final List<Probe> probes = new ArrayList<>();

  @Override
  public List<Probe> probes() {
    references();
    reads();
    kinds();
    scopes();
    hashes();
    for (int size : SIZES) {
      for (int depth : DEPTHS) {
        String at = "@" + size + "." + depth;
        read("read.typed" + at, size, depth, b -> Sink.consume(b.typed()));
        read("read.scope" + at, size, depth, b -> Sink.consume(b.typedInScope()));
        read("read.typed.turns" + at, size, depth, b -> Sink.consume(b.inTurnTyped()));
        read("read.scope.turns" + at, size, depth, b -> Sink.consume(b.inTurnInScope()));
        scope("scope.reused" + at, size, depth, b -> Sink.consume(b.reusedOne()));
      }
    }
    return probes;
  }

  private void references() {
    ReferenceBenchmark b = new ReferenceBenchmark();
    add("ref.field", () -> Loop.over(new Holder(), s -> Sink.consume(b.field(s))));
    add(
        "ref.threadlocal",
        () -> {
          Local local = new Local();
          local.set();
          return Loop.over(local, s -> Sink.consume(b.threadLocal(s)));
        });
    Probe field =
        add(
            "ref.threadlocal.field",
            () -> {
              LocalHolder local = new LocalHolder();
              local.set();
              return Loop.over(local, s -> Sink.consume(b.threadLocalCastField(s)));
            });
    probes.add(Probe.of(field.name() + " x2", field.prepare()).by(2));
    add("ref.hashmap", () -> Loop.over(new Boxed(), s -> Sink.consume(b.hashMapCast(s))));
    add("ref.fresh.hash", () -> Loop.over(new Text(), s -> Sink.consume(b.hashOfFreshString(s))));
  }

  private void reads() {
    Probe typed = read("read.typed", 1000, 1, b -> Sink.consume(b.typed()));
    probes.add(Probe.of(typed.name() + " x2", typed.prepare()).by(2));
    read("read.scope", 1000, 1, b -> Sink.consume(b.typedInScope()));
    read("read.literal", 1000, 1, b -> Sink.consume(b.literal()));
    read("read.fresh", 1000, 1, b -> Sink.consume(b.freshString()));
  }

  private void kinds() {
    kind("read.double", b -> Sink.consume(b.doubleTyped()));
    kind("read.boolean", b -> Sink.consume(b.booleanTyped()));
    kind("read.text", b -> Sink.consume(b.textTyped()));
    kind("read.text.literal", b -> Sink.consume(b.textInScope()));
    kind("read.object", b -> Sink.consume(b.objectInScope()));
    kind("read.absent", b -> Sink.consume(b.missTyped()));
  }

  private void scopes() {
    scope("scope.reused", 1000, 1, b -> Sink.consume(b.reusedOne()));
    scope("scope.put", 1000, 1, b -> Sink.consume(b.reusedEmptyPutOne()));
    scope("scope.new", 1000, 1, b -> Sink.consume(b.newOne()));
  }

  private void hashes() {
    hash("hash.key", b -> Sink.consume(b.key()));
    hash("ref.hash.bytes", b -> Sink.consume(b.readyBytes()));
  }

  private Probe read(String name, int size, int depth, Consumer<SizeAndDepthBenchmark> operation) {
    return add(
        name,
        () -> {
          SizeAndDepthBenchmark benchmark = new SizeAndDepthBenchmark();
          benchmark.parameters = size;
          benchmark.depth = depth;
          benchmark.enter();
          return Loop.over(benchmark, operation);
        });
  }

  private void kind(String name, Consumer<KindsBenchmark> operation) {
    add(
        name,
        () -> {
          KindsBenchmark benchmark = new KindsBenchmark();
          benchmark.parameters = 1000;
          benchmark.depth = 1;
          benchmark.enter();
          return Loop.over(benchmark, operation);
        });
  }

  private void scope(String name, int size, int depth, Consumer<EnterBenchmark> operation) {
    add(
        name,
        () -> {
          EnterBenchmark benchmark = new EnterBenchmark();
          benchmark.parameters = size;
          benchmark.depth = depth;
          benchmark.enter();
          return Loop.over(benchmark, operation);
        });
  }

  private void hash(String name, Consumer<KeyHashBenchmark> operation) {
    add(
        name,
        () -> {
          KeyHashBenchmark benchmark = new KeyHashBenchmark();
          benchmark.make();
          return Loop.over(benchmark, operation);
        });
  }

  private Probe add(String name, Callable<LongConsumer> prepare) {
    Probe probe = Probe.of(name, prepare);
    probes.add(probe);
    return probe;
  }
}
