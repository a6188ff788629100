package io.hyperparameter.tool;

import io.hyperparameter.sweep.SweepResults;
import io.hyperparameter.sweep.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came out of a sweep of processes, in each form it is written. */
final class SweepReport {
  private final List<TrialResult<Object>> results;
  private final Metric metric;
  private final Map<Integer, Integer> exitCodes;
  private final List<String> keys;

  SweepReport(SweepResults<Object> results, Metric metric, Map<Integer, Integer> exitCodes) {
    this.metric = metric;
    this.exitCodes = exitCodes;
    this.results = ordered(results, metric);
    this.keys = List.copyOf(results.results().get(0).trial().parameters().keySet());
  }

  /** The best first, where that can be told; those that failed last. */
  private static List<TrialResult<Object>> ordered(SweepResults<Object> results, Metric metric) {
    List<TrialResult<Object>> ordered = new ArrayList<>(results.succeeded());
    if (metric.isNamed()) {
      ordered.sort(Comparator.comparing(SweepReport::number, metric.order())); // stable
    }
    ordered.addAll(results.failed());
    return ordered;
  }

  private static double number(TrialResult<Object> result) {
    return result.value() instanceof Double number ? number : Double.NaN;
  }

  private Optional<TrialResult<Object>> best() {
    return metric.isNamed()
        ? results.stream()
            .filter(TrialResult::succeeded)
            .filter(result -> !Double.isNaN(number(result)))
            .findFirst()
        : Optional.empty();
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  String text(Console console) {
    int[] widths = new int[keys.size() + 1];
    Arrays.fill(widths, 20);
    Columns columns = new Columns(console, widths);
    List<String> head = new ArrayList<>(keys);
    head.addAll(List.of("SECONDS", metric.isNamed() ? metric.name() : "LAST LINE"));
    columns.row(head.toArray(String[]::new));
    for (TrialResult<Object> result : results) {
      List<String> row = new ArrayList<>();
      keys.forEach(key -> row.add(String.valueOf(result.trial().parameters().get(key))));
      row.add(seconds(result));
      String error = result.error();
      row.add(error == null ? told(result.value()) : "failed: " + firstLine(error));
      columns.row(row.toArray(String[]::new));
    }
    String best =
        best()
            .map(
                result ->
                    "best: "
                        + Printable.of(result.trial().toString())
                        + " ("
                        + metric.name()
                        + " "
                        + told(result.value())
                        + ")\n")
            .orElse("");
    return columns + best;
  }

  /** A result as people read it. */
  static String told(@Nullable Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) (double) number)
        : String.valueOf(value);
  }

  private static String seconds(TrialResult<Object> result) {
    return String.format(java.util.Locale.ROOT, "%.1f", result.took().toMillis() / 1000.0);
  }

  /** The code its process ended with; null if none was started. */
  private @Nullable Long exitCode(TrialResult<Object> result) {
    Integer code = exitCodes.get(result.trial().index());
    return result.succeeded() ? Long.valueOf(0) : code == null ? null : Long.valueOf(code);
  }

  String json() {
    List<Map<String, @Nullable Object>> trials = new ArrayList<>();
    for (TrialResult<Object> result : results) {
      Map<String, @Nullable Object> trial = new LinkedHashMap<>();
      trial.put("trial", (long) result.trial().index());
      trial.put("parameters", result.trial().parameters());
      trial.put("millis", result.took().toMillis());
      trial.put("exit", exitCode(result));
      trial.put("result", result.value());
      trial.put("error", result.error());
      trials.add(trial);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("best", best().map(result -> (long) result.trial().index()).orElse(null));
    all.put("trials", trials);
    return Json.of(all) + "\n";
  }

  /** As RFC 4180 has it. */
  String csv() {
    StringBuilder out = new StringBuilder();
    List<@Nullable Object> head = new ArrayList<>();
    head.add("trial");
    head.addAll(keys);
    head.addAll(List.of("millis", "exit", "result", "error"));
    csv(out, head);
    for (TrialResult<Object> result : results) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(result.trial().index());
      keys.forEach(key -> row.add(result.trial().parameters().get(key)));
      row.add(result.took().toMillis());
      row.add(exitCode(result));
      row.add(result.value());
      String error = result.error();
      row.add(error == null ? null : firstLine(error));
      csv(out, row);
    }
    return out.toString();
  }

  private static void csv(StringBuilder out, List<@Nullable Object> row) {
    String separator = "";
    for (Object cell : row) {
      String text = cell == null ? "" : cell.toString();
      boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
      out.append(separator).append(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
      separator = ",";
    }
    out.append("\r\n");
  }
}
