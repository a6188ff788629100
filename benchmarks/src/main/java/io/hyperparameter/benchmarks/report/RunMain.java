package io.hyperparameter.benchmarks.report;

import io.hyperparameter.Backend;
import io.hyperparameter.benchmarks.guard.LimitRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Measures: {@code RunMain quick|full DIRECTORY [SECTION...]}. Writes what it finds on this JDK
 * into {@code DIRECTORY/jdkN}, then all pages of DIRECTORY anew. Without sections, all of them and
 * the guard's limits. The property {@code benchmarks.flags} gives flags to the JVMs that measure.
 */
public final class RunMain {
  private final Effort effort;
  private final Path directory;
  private final PrintStream log;
  private final Machine machine = Machine.here();
  private final String flags = System.getProperty("benchmarks.flags", "").strip();

  private RunMain(Effort effort, Path directory, PrintStream log) throws IOException {
    this.effort = effort;
    this.directory = directory;
    this.log = log;
  }

  /** See above. */
  public static void main(String[] arguments) throws Exception {
    Effort effort = Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path all = Path.of(arguments[1]);
    Path here = all.resolve("jdk" + Runtime.version().feature());
    Files.createDirectories(here);
    List<String> wanted = Arrays.asList(arguments).subList(2, arguments.length);
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(Path.of(System.getProperty("benchmarks.log", "jmh.log"))),
            true,
            StandardCharsets.UTF_8)) {
      new RunMain(effort, here, log).measure(wanted);
    }
    Report.write(all, Boolean.getBoolean(Report.RAW));
    System.out.println("results are in " + all);
  }

  private void measure(List<String> wanted) throws Exception {
    boolean isNativeThere =
        Backend.all().stream().anyMatch(b -> b.name().equals("native") && b.isAvailable());
    for (Section section : Section.values()) {
      if (wanted.isEmpty() || wanted.contains(section.question())) {
        measure(section, isNativeThere);
      }
    }
    if (wanted.isEmpty() || wanted.contains(Results.LIMITS)) {
      System.out.println(Results.LIMITS + ": judged by the guard ...");
      Results results = Results.read(directory);
      results.replaceLimits(machine, LimitRun.judge(effort == Effort.FULL));
      results.write(directory);
    }
  }

  private void measure(Section section, boolean isNativeThere) throws RunnerException, IOException {
    Section.Plan plan = new Section.Plan(effort, isNativeThere);
    section.plan(plan);
    List<RunResult> raw = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (Section.Run run : plan.runs()) {
      System.out.printf("%s: %d of %d ...%n", section.question(), ++number, plan.runs().size());
      for (RunResult result : run(run)) {
        raw.add(result);
        rows.add(row(section, run, result));
      }
    }
    if (Boolean.getBoolean(Report.RAW)) {
      Files.writeString(directory.resolve(section.question() + ".json"), json(raw));
    }
    Results results = Results.read(directory);
    results.replace(section, namedFlags(), machine, rows);
    results.write(directory);
  }

  private String namedFlags() {
    return flags.replace(' ', ',');
  }

  /**
   * JMH's JSON without the percentiles of its few samples and the counts of collections, which are
   * nine tenths of it.
   */
  private static String json(List<RunResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\\s*\"scorePercentiles\"\\s*:\\s*\\{[^{}]*\\},", "")
        .replaceAll("\\s*\"gc\\.(alloc\\.rate|count|time)\"\\s*:\\s*\\{[^{}]*\\},?", "")
        .replaceAll(",(\\s*\\})", "$1")
        .replaceAll("(\"jvm\" : \")[^\"]*/", "$1") // where it is installed is nobody's business
        .replaceAll("\n +", "\n ");
  }

  private Collection<RunResult> run(Section.Run run) throws RunnerException {
    PrintStream console = System.out;
    ChainedOptionsBuilder options = run.options();
    options
        .jvmArgs(jvmArguments(run).toArray(String[]::new))
        .addProfiler(GCProfiler.class, "churn=false")
        .shouldFailOnError(true);
    System.setOut(log); // JMH is talkative
    try {
      return new Runner(options.build()).run();
    } finally {
      System.setOut(console);
    }
  }

  private List<String> jvmArguments(Section.Run run) {
    List<String> arguments = new ArrayList<>(run.jvmArguments());
    arguments.add("-D" + Backend.PROPERTY + "=" + run.backend());
    arguments.add("-XX:+UseG1GC"); // what a server gets, also where a small machine would not
    if (Runtime.version().feature() >= 24) {
      arguments.add("--enable-native-access=ALL-UNNAMED");
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (!flags.isEmpty()) {
      arguments.addAll(List.of(flags.split(" +", -1)));
    }
    return arguments;
  }

  private Row row(Section section, Section.Run run, RunResult result) {
    BenchmarkParams parameters = result.getParams();
    Map<String, String> named = new TreeMap<>();
    for (String key : parameters.getParamsKeys()) {
      named.put(key, parameters.getParam(key));
    }
    if (section == Section.SCALING) {
      named.put("threads", String.valueOf(parameters.getThreads()));
      named.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    }
    if (run.isOnVirtualThreads()) {
      named.put("thread", "virtual");
    }
    if (!flags.isEmpty()) {
      named.put("flags", namedFlags());
    }
    String name =
        parameters
            .getBenchmark()
            .replace("io.hyperparameter.benchmarks.", "")
            .replaceFirst("Benchmark\\.", ".");
    Result<?> primary = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Row(
        run.backend(),
        name,
        named,
        primary.getScore(),
        primary.getScoreError(),
        primary.getScoreUnit(),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
