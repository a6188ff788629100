package io.hyperparameter.benchmarks.report;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One result.
 *
 * @param backend java or native
 * @param benchmark package, class and method, as in {@code read.SizeAndDepth.typed}
 * @param parameters JMH's parameters
 * @param score the mean
 * @param error half of its 99.9 % interval; NaN where there are too few samples
 * @param unit of both
 * @param bytes allocated by one operation; NaN where that was not measured
 */
record Row(
    String backend,
    String benchmark,
    Map<String, String> parameters,
    double score,
    double error,
    String unit,
    double bytes) {

  /** The section it belongs to. */
  String question() {
    return benchmark.substring(0, benchmark.indexOf('.'));
  }

  /** The flags the user gave the JVM; empty without. */
  String flags() {
    return parameters.getOrDefault("flags", "");
  }

  /** The number of parameters present; 0 if that is no parameter of it. */
  int size() {
    return Integer.parseInt(parameters.getOrDefault("parameters", "0"));
  }

  /** The depth; 1 if that is no parameter of it. */
  int depth() {
    return Integer.parseInt(parameters.getOrDefault("depth", "1"));
  }

  /** A line of a tab-separated file. */
  String toLine() {
    StringBuilder named = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                named
                    .append(named.length() == 0 ? "" : " ")
                    .append(name)
                    .append('=')
                    .append(value));
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%s\t%.4g\t%.2g\t%s\t%.1f",
        backend,
        benchmark,
        named,
        score,
        error,
        unit,
        bytes);
  }

  static Row parse(String line) {
    String[] cells = line.split("\t", -1);
    Map<String, String> parameters = new TreeMap<>();
    for (String named : cells[2].split(" ", -1)) {
      int equals = named.indexOf('=');
      if (equals > 0) {
        parameters.put(named.substring(0, equals), named.substring(equals + 1));
      }
    }
    return new Row(
        cells[0],
        cells[1],
        parameters,
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        cells[5],
        Double.parseDouble(cells[6]));
  }
}
