package io.hyperparameter.benchmarks.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Measures a suite in two builds, in pairs of JVMs: which is first, chance decides each time. */
final class Pairs {
  private final List<Fork> olds = new ArrayList<>();
  private final List<Fork> news = new ArrayList<>();

  /** Measures. */
  static Pairs measure(SuiteType suite, String backend, Build old, Build now, int count)
      throws IOException, InterruptedException {
    Pairs pairs = new Pairs();
    Forks oldForks = new Forks(old.jar());
    Forks newForks = new Forks(now.jar());
    Random random = new Random();
    for (int i = 0; i < count; i++) {
      if (random.nextBoolean()) {
        pairs.olds.add(oldForks.run(suite, backend));
        pairs.news.add(newForks.run(suite, backend));
      } else {
        pairs.news.add(newForks.run(suite, backend));
        pairs.olds.add(oldForks.run(suite, backend));
      }
    }
    return pairs;
  }

  /** The probes that all of the JVMs measured, of both builds. */
  List<String> common() {
    TreeSet<String> names = new TreeSet<>(olds.get(0).nanos().keySet());
    olds.forEach(fork -> names.retainAll(fork.nanos().keySet()));
    news.forEach(fork -> names.retainAll(fork.nanos().keySet()));
    return List.copyOf(names);
  }

  /** A probe of the old build beside a probe of the new one, by pair. */
  List<double[]> of(String old, String now) {
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < olds.size(); i++) {
      pairs.add(new double[] {olds.get(i).nanos().get(old), news.get(i).nanos().get(now)});
    }
    return pairs;
  }
}
