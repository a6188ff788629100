package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.guard.Judge.Finding;
import io.hyperparameter.benchmarks.guard.Judge.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reference run: measures every suite in several JVMs, and says of all limits whether they are
 * reached here.
 */
public final class LimitRun {
  private static final int FULL_FACTOR = 3;

  private final boolean full;
  private final int jdk = Runtime.version().feature();
  private final Forks forks = new Forks();
  private final Map<String, Map<SuiteType, List<Fork>>> measured = new LinkedHashMap<>();

  private LimitRun(boolean full) {
    this.full = full;
  }

  /** Judges all limits and prints the findings; {@code full} takes more JVMs. */
  public static List<Judged> judge(boolean full) throws IOException, InterruptedException {
    List<Result> results = new LimitRun(full).judgeAll();
    print(results, System.out);
    return results.stream().map(Result::judged).toList();
  }

  private List<Result> judgeAll() throws IOException, InterruptedException {
    List<String> backends = Forks.backends();
    for (int round = 0; round < rounds(SuiteType.CORE, "java"); round++) {
      for (SuiteType suite : SuiteType.values()) {
        for (String backend : backends) {
          if (suite.runsOn(backend, jdk) && round < rounds(suite, backend)) {
            measure(suite, backend);
          }
        }
      }
    }
    List<Result> results = new ArrayList<>();
    for (String backend : backends) {
      for (Limit limit : Limits.load()) {
        if (limit.holdsOn(backend, jdk)) {
          Result result = judge(limit, backend);
          if (result != null) {
            results.add(result);
          } else {
            System.out.println("not measured, valgrind or g++ is missing: " + limit.title());
          }
        }
      }
    }
    return results;
  }

  private int rounds(SuiteType suite, String backend) {
    int forks = suite.forks(backend);
    return full && !suite.isExact() ? forks * FULL_FACTOR : forks;
  }

  private void measure(SuiteType suite, String backend) throws IOException, InterruptedException {
    measured
        .computeIfAbsent(backend, b -> new EnumMap<>(SuiteType.class))
        .computeIfAbsent(suite, s -> new ArrayList<>())
        .add(forks.run(suite, backend));
  }

  /** Null if it cannot be measured on this machine. */
  private @Nullable Result judge(Limit limit, String backend) {
    SuiteType suite = suiteOf(limit, backend);
    return suite == null ? null : new Result(limit, backend, find(limit, backend, suite));
  }

  private List<Fork> forks(SuiteType suite, String backend) {
    return measured.getOrDefault(backend, Map.of()).getOrDefault(suite, List.of());
  }

  private @Nullable SuiteType suiteOf(Limit limit, String backend) {
    Map<SuiteType, List<Fork>> suites = measured.getOrDefault(backend, Map.of());
    for (Map.Entry<SuiteType, List<Fork>> suite : suites.entrySet()) {
      if (limit.valueIn(suite.getValue().get(0), onJava(suite.getKey(), 0)) != null) {
        return suite.getKey();
      }
    }
    if (limit.of().get(0).startsWith(InstructionsSuite.PREFIX)) {
      return null;
    }
    throw new IllegalStateException(
        "limits.ini: [" + limit.title() + "]: no suite measures all of " + limit.of());
  }

  private Finding find(Limit limit, String backend, SuiteType suite) {
    List<Fork> forks = forks(suite, backend);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < forks.size(); i++) {
      Double value = limit.valueIn(forks.get(i), onJava(suite, i));
      if (value != null) {
        values.add(value);
      }
    }
    return Judge.judge(limit, values);
  }

  private @Nullable Fork onJava(SuiteType suite, int i) {
    List<Fork> forks = forks(suite, "java");
    return i < forks.size() ? forks.get(i) : null;
  }

  static void print(List<Result> results, PrintStream out) {
    out.println("| limit | backend | JDK | at most | median (low to high) | verdict |");
    out.println("|---|---|---|---|---|---|");
    for (Result result : results) {
      out.println(
          "| "
              + String.join(
                  " | ",
                  result.limit().title(),
                  result.backend(),
                  String.valueOf(Runtime.version().feature()),
                  String.valueOf(result.limit().bound()),
                  result.finding().toString(),
                  result.finding().verdict().name().toLowerCase(Locale.ROOT))
              + " |");
    }
  }

  /** A limit and what was found. */
  record Result(Limit limit, String backend, Finding finding) {
    private Judged judged() {
      return new Judged(
          limit.title(),
          backend,
          number(limit.bound()),
          number(finding.median()),
          finding.verdict() == Verdict.KEPT ? "reached" : "not reached");
    }

    private static String number(double value) {
      String text = String.format(Locale.ROOT, "%.3g", value);
      return text.contains(".") && !text.contains("e")
          ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
          : text;
    }

    boolean isBroken() {
      return finding.verdict() == Verdict.BROKEN;
    }
  }
}
