package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.guard.LimitRun.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What every build judges: the limits of figures that are the same on any machine. */
final class ExactFigures {
  private final Forks forks = new Forks();
  private final List<Result> results = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final Map<String, Double> copies = new HashMap<>();

  private ExactFigures() {}

  /** Counts, in one JVM for each backend, and judges. */
  static ExactFigures judge(List<String> backends) throws Exception {
    ExactFigures figures = new ExactFigures();
    List<Limit> limits = Limits.load().stream().filter(Limit::isExact).toList();
    for (String backend : backends) {
      figures.judge(backend, limits);
    }
    return figures;
  }

  /** What was found. */
  List<Result> results() {
    return results;
  }

  /** The limits that cannot be judged here, as valgrind or a compiler is missing. */
  List<String> left() {
    return left;
  }

  private void judge(String backend, List<Limit> all) throws Exception {
    int jdk = Runtime.version().feature();
    List<Limit> limits = all.stream().filter(l -> l.holdsOn(backend, jdk)).toList();
    Fork fork =
        forks.count(
            backend,
            Stream.concat(limits.stream().flatMap(ExactFigures::probes), CopiesSuite.names())
                .distinct()
                .toList());
    fork.bytes().forEach((name, bytes) -> rememberCopy(name, bytes));
    if (SuiteType.INSTRUCTIONS.runsOn(backend, jdk)) {
      fork.figures().putAll(new InstructionsSuite().figures());
    }
    for (Limit limit : limits) {
      Double value = limit.valueIn(fork, null);
      if (value != null) {
        results.add(new Result(limit, backend, Judge.judge(limit, List.of(value))));
      } else if (limit.of().get(0).startsWith(InstructionsSuite.PREFIX)) {
        left.add(limit.title());
      } else {
        throw new IllegalStateException(
            "limits.ini: [" + limit.title() + "]: nothing counts " + limit.of());
      }
    }
  }

  /** What copies of a read allocate, faithful and wrong ones, by name. */
  Map<String, Double> copies() {
    return copies;
  }

  private void rememberCopy(String name, double bytes) {
    if (name.startsWith(CopiesSuite.PREFIX)) {
      copies.put(name, bytes);
    }
  }

  private static Stream<String> probes(Limit limit) {
    return limit.kind() == Limit.Kind.BYTES ? limit.of().stream() : Stream.of();
  }
}
