package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.Backend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Starts the JVMs that measure, one at a time. */
final class Forks {
  private static final int MINUTES = 5;

  /** What the annotation says to JMH. */
  private static final String REAL_CALLS =
      "-XX:CompileCommand=dontinline,io.hyperparameter.benchmarks.usage.Called::*";

  private final List<String> command = new ArrayList<>();

  /** For the build that is running. */
  Forks() {
    // Surefire may start the JVM with a jar that only names the class path.
    this(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }

  /** For another build. */
  Forks(Path jar) {
    this(jar.toString());
  }

  private Forks(String classPath) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC"));
    command.addAll(
        List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:CompileCommand=quiet",
            Sink.OPTION,
            REAL_CALLS));
    command.add("-Xbatch"); // compiles when it is due, however busy the machine is
    command.add("-Djol.magicFieldOffset=true");
    command.add("-XX:+EnableDynamicAgentLoading");
    if (Runtime.version().feature() < 21) {
      command.remove("-XX:+EnableDynamicAgentLoading");
    }
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
  }

  /** The backends that can be measured here. */
  static List<String> backends() {
    return Backend.all().stream().filter(Backend::isAvailable).map(Backend::name).toList();
  }

  /** Measures a suite in a new JVM. */
  Fork run(SuiteType suite, String backend) throws IOException, InterruptedException {
    return run(
        "suite " + suite + " on backend " + backend,
        backend,
        results -> List.of("-XX:+AlwaysPreTouch", ForkMain.class.getName(), suite.name(), results));
  }

  /** Counts in a new JVM what these probes allocate, and what memory is kept. */
  Fork count(String backend, List<String> probes) throws IOException, InterruptedException {
    return run(
        "counting on backend " + backend,
        backend,
        results ->
            Stream.concat(Stream.of(ExactMain.class.getName(), results), probes.stream()).toList());
  }

  private Fork run(String what, String backend, Function<String, List<String>> arguments)
      throws IOException, InterruptedException {
    Path results = Files.createTempFile("guard", ".tsv");
    Path log = Files.createTempFile("guard", ".log");
    try {
      List<String> full = new ArrayList<>(command);
      full.add("-D" + Backend.PROPERTY + "=" + backend);
      full.addAll(arguments.apply(results.toString()));
      Process process =
          new ProcessBuilder(full)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(what + " failed:\n" + Files.readString(log));
      }
      return parse(Files.readAllLines(results));
    } finally {
      Files.deleteIfExists(results);
      Files.deleteIfExists(log);
    }
  }

  static Fork parse(List<String> lines) {
    Fork fork = new Fork(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (String line : lines) {
      String[] cells = line.split("\t", -1);
      if (cells.length == 2) {
        fork.figures().put(cells[0], Double.valueOf(cells[1]));
      } else {
        fork.nanos().put(cells[0], Double.valueOf(cells[1]));
        fork.bytes().put(cells[0], Double.valueOf(cells[2]));
      }
    }
    return fork;
  }
}
