package io.hyperparameter.benchmarks.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.hyperparameter.benchmarks.peers.PeerType;
import io.hyperparameter.benchmarks.scaling.EqualIds;
import io.hyperparameter.benchmarks.threads.VirtualThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** A question, and what JMH runs to answer it. */
enum Section {
  /** What reads cost. */
  READ {
    @Override
    void plan(Plan plan) {
      plan.onJava("read.Reference");
      plan.onJava("read.SizeAndDepth").param("depth", "1");
      plan.onJava("read.SizeAndDepth.*\\.(typed|typedInScope|literal)$")
          .param("parameters", "1000")
          .param("depth", "4", "16", "64");
      plan.onNative("read.SizeAndDepth.*\\.(typed|typedInScope|literal)$").param("depth", "1");
      plan.onNative("read.SizeAndDepth.*\\.(typed|typedInScope|literal)$")
          .param("parameters", "1000")
          .param("depth", "64");
      plan.onNative("read.Jni");
      plan.onBoth("read.SizeAndDepth.*\\.(typed|typedInScope|literal)$")
          .param("parameters", "1000")
          .param("depth", "0");
      plan.onBoth("read.Kinds").param("parameters", "1000").param("depth", "0", "1");
      if (plan.isFull()) {
        plan.onJava("read.Kinds").param("parameters", "1", "16", "100000").param("depth", "1");
        plan.onJava("read.Kinds").param("parameters", "1000").param("depth", "64");
      }
    }
  },
  /** What writes into an open scope cost. */
  WRITE {
    @Override
    void plan(Plan plan) {
      plan.onBoth("write.Put").param("parameters", "1000");
      if (plan.isFull()) {
        plan.onJava("write.Put").param("parameters", "16", "10000");
      }
    }
  },
  /** What entering and leaving costs. */
  SCOPE {
    @Override
    void plan(Plan plan) {
      plan.onJava("scope.ReferenceScope");
      plan.onJava("scope.Enter").param("depth", "1");
      plan.onJava("scope.Enter.*\\.(reusedOne|reusedEmptyPutOne|newOne)$")
          .param("parameters", "1000")
          .param("depth", "4", "16", "64");
      plan.onJava("scope.Enter").param("parameters", "1000").param("depth", "0");
      plan.onNative("scope.Enter").param("parameters", "1000").param("depth", "0", "1");
    }
  },
  /** What the hash of a key costs. */
  HASH {
    @Override
    void plan(Plan plan) {
      plan.onJava("hash.KeyHash");
    }
  },
  /** What threads and tasks cost. */
  THREADS {
    @Override
    void plan(Plan plan) {
      plan.onBoth("threads.Snapshot");
      plan.onBothLong("threads.Pool.*(Plain|Wrapped|Capturing|InPool|CallingEach)$");
      plan.onJavaLong("threads.Pool.*OpenTelemetry$");
      plan.onBothLong(
          VirtualThreads.isAvailable()
              ? "threads.ThreadStart"
              : "threads.ThreadStart.*\\.platform.*");
    }
  },
  /** What the first use in a fresh JVM costs. */
  STARTUP {
    @Override
    void plan(Plan plan) {
      plan.startup("startup.Startup");
    }
  },
  /** The same read, and the same scope, by others. */
  PEERS {
    @Override
    void plan(Plan plan) {
      String[] sizes = plan.isFull() ? new String[] {"1", "16", "1000", "10000"} : SIZES;
      plan.onJavaLong("peers.PeerBenchmark")
          .param("peer", peers(p -> !p.isForFew()))
          .param("parameters", sizes);
      plan.onJavaLong("peers.PeerBenchmark")
          .param("peer", peers(PeerType::isForFew))
          .param("parameters", "16");
      plan.onJavaLong("peers.PeerScopeBenchmark")
          .param("peer", peers(PeerType::isScoped))
          .param("parameters", "16");
    }
  },
  /** The forms that users write, beside OpenTelemetry's context doing the same. */
  USAGE {
    @Override
    void plan(Plan plan) {
      plan.onJavaForms("usage\\.", List.of());
      plan.onNativeForms("usage\\.", List.of());
      if (VirtualThreads.isAvailable()) {
        virtual(plan, "usage\\.(Value|Default|Scope)").param("around", "FROZEN");
        virtual(plan, "usage\\.Task");
      }
    }

    @CanIgnoreReturnValue
    private Both virtual(Plan plan, String benchmarks) {
      Both java = plan.onJavaForms(benchmarks, ON_VIRTUAL);
      return java.and(plan.onNativeForms(benchmarks, ON_VIRTUAL));
    }
  },
  /** The same on many threads at once. */
  SCALING {
    @Override
    void plan(Plan plan) {
      for (int threads : COUNTS) {
        scaling(plan, threads, List.of()).param("ids", "IN_TURN").param("live", "0");
      }
      for (int threads : plan.isFull() ? COUNTS : FEWER_COUNTS) {
        if (threads > 1) {
          scaling(plan, threads, EQUAL_IDS).param("ids", "EQUAL").param("live", "0");
        }
        scaling(plan, threads, List.of()).param("ids", "IN_TURN").param("live", "1000");
      }
    }

    private Both scaling(Plan plan, int threads, List<String> jvmArguments) {
      Both java = plan.onJavaForms("scaling\\.", jvmArguments);
      Both both = java.and(plan.onNativeForms("scaling\\.", jvmArguments));
      both.options().forEach(o -> plan.effort.ofForm(o, threads));
      return both;
    }
  },
  /** A user's view: the loop of the digits example. */
  TRAINING {
    @Override
    void plan(Plan plan) {
      plan.onJavaLong("training.Training");
    }
  };

  private static final String[] SIZES = {"16", "1000"};
  private static final int[] COUNTS = {1, 2, 4, 8, 16};
  private static final int[] FEWER_COUNTS = {1, 4, 16};
  private static final List<String> EQUAL_IDS =
      List.of("-Djmh.executor=CUSTOM", "-Djmh.executor.class=" + EqualIds.class.getName());

  private static final List<String> ON_VIRTUAL = List.of("-Djmh.executor=VIRTUAL");

  /** What a peer does needs no second backend. */
  private static final String NO_PEERS = "(OpenTelemetry|openTelemetry|alone)$";

  abstract void plan(Plan plan);

  String question() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String[] peers(Predicate<PeerType> those) {
    return Arrays.stream(PeerType.values())
        .filter(PeerType::isAvailable)
        .filter(those)
        .map(Enum::name)
        .toArray(String[]::new);
  }

  /** Collects the runs of a section. */
  static final class Plan {
    private final Effort effort;
    private final boolean isNativeThere;
    private final List<Run> runs = new ArrayList<>();

    Plan(Effort effort, boolean isNativeThere) {
      this.effort = effort;
      this.isNativeThere = isNativeThere;
    }

    List<Run> runs() {
      return runs;
    }

    boolean isFull() {
      return effort == Effort.FULL;
    }

    @CanIgnoreReturnValue
    Both onJava(String benchmarks) {
      return new Both(List.of(add("java", benchmarks)));
    }

    @CanIgnoreReturnValue
    Both onNative(String benchmarks) {
      return new Both(isNativeThere ? List.of(add("native", benchmarks)) : List.of());
    }

    @CanIgnoreReturnValue
    Both onBoth(String benchmarks) {
      List<ChainedOptionsBuilder> made = new ArrayList<>(onJava(benchmarks).options);
      made.addAll(onNative(benchmarks).options);
      return new Both(made);
    }

    @CanIgnoreReturnValue
    Both onJavaLong(String benchmarks) {
      Both made = onJava(benchmarks);
      made.options.forEach(effort::ofLong);
      return made;
    }

    @CanIgnoreReturnValue
    Both onBothLong(String benchmarks) {
      Both made = onBoth(benchmarks);
      made.options.forEach(effort::ofLong);
      return made;
    }

    @CanIgnoreReturnValue
    Both onJavaForms(String benchmarks, List<String> jvmArguments) {
      Both made = new Both(List.of(add("java", benchmarks, jvmArguments)));
      made.options.forEach(effort::ofForm);
      return made;
    }

    @CanIgnoreReturnValue
    Both onNativeForms(String benchmarks, List<String> jvmArguments) {
      if (!isNativeThere) {
        return new Both(List.of());
      }
      Both made = new Both(List.of(add("native", benchmarks, jvmArguments)));
      made.options.forEach(effort::ofForm);
      made.options.forEach(o -> o.exclude(NO_PEERS));
      return made;
    }

    void startup(String benchmarks) {
      onBoth(benchmarks).options.forEach(effort::ofStartup);
    }

    private ChainedOptionsBuilder add(String backend, String benchmarks) {
      return add(backend, benchmarks, List.of());
    }

    private ChainedOptionsBuilder add(
        String backend, String benchmarks, List<String> jvmArguments) {
      ChainedOptionsBuilder options =
          new OptionsBuilder().include("io.hyperparameter.benchmarks." + benchmarks);
      effort.of(options);
      runs.add(new Run(backend, options, jvmArguments));
      return options;
    }
  }

  /**
   * One call of JMH.
   *
   * @param backend what it measures
   * @param options what JMH is told
   * @param jvmArguments for the JVMs that measure
   */
  record Run(String backend, ChainedOptionsBuilder options, List<String> jvmArguments) {
    boolean isOnVirtualThreads() {
      return jvmArguments.equals(ON_VIRTUAL);
    }
  }

  /** The same on one backend or two. */
  record Both(List<ChainedOptionsBuilder> options) {
    Both and(Both other) {
      List<ChainedOptionsBuilder> all = new ArrayList<>(options);
      all.addAll(other.options);
      return new Both(all);
    }

    @CanIgnoreReturnValue
    Both param(String name, String... values) {
      options.forEach(o -> o.param(name, values));
      return this;
    }
  }
}
