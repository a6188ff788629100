package io.hyperparameter.benchmarks.report;

import java.util.List;
import java.util.function.Predicate;

/**
 * One line for each library and kind of threads, by the number of threads. More threads than
 * processors take turns: what is drawn is the processor's time, so that a flat line is a flat cost.
 */
final class ScalingCharts {
  private static final String PREFIX = "scaling.Scaling.";

  private final List<Row> rows;
  private final String subtitle;

  ScalingCharts(List<Row> rows, String subtitle) {
    this.rows = rows.stream().filter(r -> r.benchmark().startsWith(PREFIX)).toList();
    this.subtitle = subtitle;
  }

  /** The chart of one method. */
  Chart of(String method, String title) {
    LineChart chart = new LineChart(title, subtitle, "threads at once", "ns of a processor", true);
    for (String backend : List.of("java", "native")) {
      chart.add(backend, points(method, backend, "IN_TURN", "0"));
      chart.add(backend + ", equal ids", points(method, backend, "EQUAL", "0"));
      chart.add(backend + ", 1,000 more live", points(method, backend, "IN_TURN", "1000"));
    }
    String peer = method + "OpenTelemetry";
    chart.add("OpenTelemetry", points(peer, "java", "IN_TURN", "0"));
    chart.add("OpenTelemetry, equal ids", points(peer, "java", "EQUAL", "0"));
    return chart;
  }

  private List<double[]> points(String method, String backend, String ids, String live) {
    Predicate<Row> wanted =
        r ->
            r.benchmark().equals(PREFIX + method)
                && r.backend().equals(backend)
                && ids.equals(r.parameters().get("ids"))
                && live.equals(r.parameters().get("live"));
    return rows.stream()
        .filter(wanted)
        .map(r -> new double[] {number(r, "threads"), processorNanos(r)})
        .toList();
  }

  /** JMH tells the time of the clock for each thread's operation. */
  static double processorNanos(Row row) {
    return row.score() * Math.min(1, number(row, "processors") / number(row, "threads"));
  }

  private static double number(Row row, String parameter) {
    return Double.parseDouble(row.parameters().getOrDefault(parameter, "1"));
  }
}
