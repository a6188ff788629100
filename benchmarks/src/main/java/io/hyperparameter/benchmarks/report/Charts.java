package io.hyperparameter.benchmarks.report;

import io.hyperparameter.benchmarks.peers.PeerType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The pictures of one JDK's results. */
final class Charts {
  private static final int MANY = 1000;
  private static final int FEW = 16;

  private final List<Row> rows;
  private final Results results;
  private final String on;
  private final Path directory;
  private final boolean png;

  private Charts(Results results, int jdk, Path directory, boolean png) {
    this.rows = results.plain();
    this.results = results;
    this.on = ", JDK " + jdk;
    this.directory = directory;
    this.png = png;
  }

  /** The names of a section's pictures. */
  static List<String> of(Section section) {
    return switch (section) {
      case READ -> List.of("reads-by-parameters", "reads-by-depth");
      case SCOPE -> List.of("scopes-by-parameters", "scopes-by-depth");
      case PEERS -> List.of("peers-reads", "peers-scopes");
      case TRAINING -> List.of("training");
      case SCALING -> List.of("scaling-reads", "scaling-scopes", "scaling-tasks");
      default -> List.of();
    };
  }

  /** Writes all there is something for; as PNG, too, if that is wanted. */
  static void write(Results results, int jdk, Path directory, boolean png) throws IOException {
    Charts charts = new Charts(results, jdk, directory, png);
    charts.put("reads-by-parameters", charts.readsBySize());
    charts.put("reads-by-depth", charts.readsByDepth());
    charts.put("scopes-by-parameters", charts.scopesBySize());
    charts.put("scopes-by-depth", charts.scopesByDepth());
    charts.put("peers-reads", charts.peers());
    charts.put("peers-scopes", charts.peerScopes());
    charts.put("training", charts.training());
    ScalingCharts scaling = new ScalingCharts(charts.rows, charts.subtitle(Section.SCALING));
    charts.put("scaling-reads", scaling.of("read", "A read by typed key" + charts.on));
    charts.put("scaling-scopes", scaling.of("scope", "A scope of one value" + charts.on));
    charts.put("scaling-tasks", scaling.of("task", "A task run by a snapshot" + charts.on));
  }

  private void put(String name, Chart chart) throws IOException {
    if (!chart.isEmpty()) {
      chart.write(directory, name, png);
    }
  }

  private String subtitle(Section section) {
    Machine machine = results.machine(section.question());
    return machine == null ? "" : machine.line();
  }

  private Chart readsBySize() {
    LineChart chart =
        new LineChart(
            "One read, by the number of parameters" + on,
            subtitle(Section.READ),
            "parameters",
            "ns",
            true);
    chart.add("fresh String", bySize("java", "read.SizeAndDepth.freshString"));
    chart.add("through JNI", bySize("native", "read.Jni.crossing"));
    chart.add("literal String", bySize("java", "read.SizeAndDepth.literal"));
    chart.add("scope object", bySize("java", "read.SizeAndDepth.typedInScope"));
    chart.add("typed key", bySize("java", "read.SizeAndDepth.typed"));
    chart.add(
        "16 typed keys in turn",
        points(
            r ->
                is(r, "java", "read.SizeAndDepth.inTurnTyped") && r.depth() == 1 && r.size() >= FEW,
            r -> r.size()));
    chart.add("scope object, native", bySize("native", "read.SizeAndDepth.typedInScope"));
    chart.add("typed key, native", bySize("native", "read.SizeAndDepth.typed"));
    return chart;
  }

  private Chart readsByDepth() {
    LineChart chart =
        new LineChart(
            "One read of 1,000 parameters, by the number of open scopes" + on,
            subtitle(Section.READ),
            "open scopes",
            "ns",
            false);
    chart.add("literal String", byDepth("java", "read.SizeAndDepth.literal"));
    chart.add("scope object", byDepth("java", "read.SizeAndDepth.typedInScope"));
    chart.add("typed key", byDepth("java", "read.SizeAndDepth.typed"));
    chart.add("literal String, native", byDepth("native", "read.SizeAndDepth.literal"));
    chart.add("scope object, native", byDepth("native", "read.SizeAndDepth.typedInScope"));
    chart.add("typed key, native", byDepth("native", "read.SizeAndDepth.typed"));
    return chart;
  }

  private Chart scopesBySize() {
    LineChart chart =
        new LineChart(
            "Enter, put, read, close, by the number of parameters" + on,
            subtitle(Section.SCOPE),
            "parameters",
            "ns",
            false);
    chart.add("put 8", bySize("java", "scope.Enter.reusedEmptyPutEight"));
    chart.add("put 1", bySize("java", "scope.Enter.reusedEmptyPutOne"));
    chart.add("a new scope of 1 value", bySize("java", "scope.Enter.newOne"));
    chart.add("the same scope again", bySize("java", "scope.Enter.reusedOne"));
    return chart;
  }

  private Chart scopesByDepth() {
    LineChart chart =
        new LineChart(
            "Enter, put, read, close among 1,000, by the number of open scopes" + on,
            subtitle(Section.SCOPE),
            "open scopes around it",
            "ns",
            false);
    chart.add("put 1", byDepth("java", "scope.Enter.reusedEmptyPutOne"));
    chart.add("a new scope of 1 value", byDepth("java", "scope.Enter.newOne"));
    chart.add("the same scope again", byDepth("java", "scope.Enter.reusedOne"));
    return chart;
  }

  private Chart peers() {
    BarChart chart =
        new BarChart(
            "The same read by others, 1,000 parameters" + on,
            subtitle(Section.PEERS),
            "ns per read");
    rows.stream()
        .filter(r -> r.benchmark().equals("peers.Peer.read"))
        .filter(r -> r.size() == (type(r).isForFew() ? FEW : MANY))
        .sorted(Comparator.comparingDouble(Row::score))
        .forEach(r -> chart.add(peer(r), r.score(), isOurs(r)));
    return chart;
  }

  private Chart peerScopes() {
    BarChart chart =
        new BarChart(
            "Opening a scope that changes one of 16 parameters, reading it, closing" + on,
            subtitle(Section.PEERS),
            "ns per scope");
    rows.stream()
        .filter(r -> r.benchmark().equals("peers.PeerScope.scope") && r.size() == FEW)
        .sorted(Comparator.comparingDouble(Row::score))
        .forEach(r -> chart.add(type(r).label(), r.score(), isOurs(r)));
    return chart;
  }

  private Chart training() {
    BarChart chart =
        new BarChart(
            "What asking for four parameters per sample adds to training" + on,
            subtitle(Section.TRAINING),
            "percent more time than with literals");
    rows.stream()
        .filter(r -> r.benchmark().equals("training.Training.perSample"))
        .filter(r -> !"LITERALS".equals(r.parameters().get("source")))
        .sorted(Comparator.comparingDouble(Row::score))
        .forEach(r -> chart.add(source(r), 100 * (Tables.overLiterals(r, rows) - 1), isOurs(r)));
    return chart;
  }

  private static String peer(Row row) {
    return type(row).label() + (type(row).isForFew() ? " (16)" : "");
  }

  private static PeerType type(Row row) {
    return PeerType.valueOf(row.parameters().getOrDefault("peer", ""));
  }

  private static String source(Row row) {
    String name = row.parameters().getOrDefault("source", "").replace('_', ' ');
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static boolean isOurs(Row row) {
    return switch (row.parameters()
        .getOrDefault("peer", row.parameters().getOrDefault("source", ""))) {
      case "SCOPE_OBJECT", "TYPED_KEY", "LITERAL_KEY", "TYPED_KEYS", "SCOPE_READS" -> true;
      default -> false;
    };
  }

  private List<double[]> bySize(String backend, String benchmark) {
    return points(r -> is(r, backend, benchmark) && r.depth() == 1, r -> r.size());
  }

  private List<double[]> byDepth(String backend, String benchmark) {
    return points(
        r -> is(r, backend, benchmark) && r.size() == MANY && r.depth() > 0, r -> r.depth());
  }

  private static boolean is(Row row, String backend, String benchmark) {
    return row.backend().equals(backend) && row.benchmark().equals(benchmark);
  }

  private List<double[]> points(
      Predicate<Row> those, java.util.function.ToDoubleFunction<Row> across) {
    return rows.stream()
        .filter(those)
        .map(r -> new double[] {across.applyAsDouble(r), r.score()})
        .toList();
  }
}
