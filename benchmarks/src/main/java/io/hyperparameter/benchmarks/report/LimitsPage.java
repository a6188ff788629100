package io.hyperparameter.benchmarks.report;

import io.hyperparameter.benchmarks.guard.Judged;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits, and whether each is reached on each JDK. */
final class LimitsPage {
  private LimitsPage() {}

  /** The page: what was found by JDK. */
  static String of(Map<Integer, Results> byJdk) {
    Map<String, Map<Integer, Judged>> found = new LinkedHashMap<>();
    StringBuilder page = new StringBuilder("# Results\n\nMade by `benchmarks/run`");
    byJdk.forEach(
        (jdk, results) -> {
          page.append("\n- [JDK ").append(jdk).append("](jdk").append(jdk).append("/README.md): ");
          page.append(
              String.join(" and ", results.machines().stream().map(Machine::line).toList()));
          for (Judged limit : results.limits()) {
            found
                .computeIfAbsent(
                    limit.title() + " | " + limit.backend(), k -> new LinkedHashMap<>())
                .put(jdk, limit);
          }
        });
    if (found.isEmpty()) {
      return page.append("\n").toString();
    }
    page.append("\n\n## Limits\n\n");
    page.append("Ratios taken in one run, and exact figures; the median of several JVMs.");
    page.append(" `benchmarks/limits.ini` gives\nthe reason for each, `docs/limits.md` what was");
    page.append(" tried for those that are not reached.\n\n");
    page.append("| limit | backend | at most |");
    byJdk.keySet().forEach(jdk -> page.append(" JDK ").append(jdk).append(" |"));
    page.append("\n|---|---|---:|").append("---|".repeat(byJdk.size())).append("\n");
    found.forEach(
        (name, limits) -> {
          String bound = limits.values().iterator().next().bound();
          page.append("| ").append(name).append(" | ").append(bound).append(" |");
          byJdk.keySet().forEach(jdk -> page.append(cell(limits.get(jdk))));
          page.append("\n");
        });
    return page.toString();
  }

  private static String cell(@Nullable Judged limit) {
    if (limit == null) {
      return " |";
    }
    String verdict = limit.isReached() ? limit.verdict() : "**" + limit.verdict() + "**";
    return " " + limit.median() + " " + verdict + " |";
  }
}
