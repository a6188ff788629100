package io.hyperparameter.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as Markdown. */
final class Tables {
  private static final String TRAINING = "training.Training.";

  private Tables() {}

  /** All results of one JDK. */
  static String page(Results results, int jdk) {
    StringBuilder page = new StringBuilder();
    page.append("# Results on JDK ").append(jdk).append("\n\n");
    boolean one = results.machines().size() == 1;
    page.append("Made by `benchmarks/run`");
    page.append(one ? ": " + results.machines().get(0).line() + ".\n\n" : ".\n\n");
    page.append(
        "The error is half of the 99.9 % interval of the mean; bytes are what one operation"
            + " allocates.\n");
    for (Section section : Section.values()) {
      List<Row> here = results.of(section);
      if (!here.isEmpty()) {
        page.append("\n## ").append(section.question()).append("\n\n");
        Machine machine = results.machine(section.question());
        if (!one && machine != null) {
          page.append(machine.line()).append(".\n\n");
        }
        for (String picture : Charts.of(section)) {
          page.append("![").append(picture).append("](").append(picture).append(".svg)\n");
        }
        String beside = section == Section.USAGE ? UsageTable.of(here) : "";
        page.append(beside.isEmpty() ? "\n" : beside + "\n");
        table(page, here, section == Section.TRAINING);
      }
    }
    return page.toString();
  }

  private static void table(StringBuilder page, List<Row> rows, boolean training) {
    page.append("| benchmark | parameters | backend | score | error | unit | bytes |");
    page.append(training ? " over literals |\n" : "\n");
    page.append("|---|---|---|---:|---:|---|---:|").append(training ? "---:|\n" : "\n");
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row.benchmark().substring(row.question().length() + 1));
      cells.add(row.parameters().toString().replaceAll("[{}]", ""));
      cells.add(row.backend());
      cells.add(Chart.number(row.score()));
      cells.add(Double.isNaN(row.error()) ? "" : Chart.number(row.error()));
      cells.add(row.unit());
      cells.add(Double.isNaN(row.bytes()) ? "" : Chart.number(Math.rint(row.bytes())));
      if (training) {
        cells.add(String.format(Locale.ROOT, "%+.1f %%", 100 * (overLiterals(row, rows) - 1)));
      }
      page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
  }

  /** What a training loop costs relative to the same loop with literals. */
  static double overLiterals(Row row, List<Row> rows) {
    for (Row other : rows) {
      if (other.benchmark().equals(row.benchmark())
          && other.benchmark().startsWith(TRAINING)
          && "LITERALS".equals(other.parameters().get("source"))) {
        return row.score() / other.score();
      }
    }
    return Double.NaN;
  }
}
