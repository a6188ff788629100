package io.hyperparameter.benchmarks.guard;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Instructions that reads and scopes of C++ take, counted by valgrind: exact, whatever else the
 * machine does. Measures nothing where valgrind, a C++ compiler, or the sources are missing.
 *
 * <p>Counts {@code native/bench/bench.cpp} with the flags of the released library. What happens
 * once is left out: it is what the program takes that does nothing as often. The counts are kept
 * beside the program, as no JDK changes them.
 */
final class InstructionsSuite implements Suite {
  /** How its figures begin. */
  static final String PREFIX = "cxx.";

  private static final int TIMES = 20_000;
  private static final String FLAGS =
      "-std=c++17 -O3 -DNDEBUG -pthread -fvisibility=hidden -fvisibility-inlines-hidden";
  private static final List<String> COUNTED = List.of("get_long", "get_text", "scope");
  private static final Pattern TOTAL = Pattern.compile("refs:\\s*([0-9,]+)");

  @Override
  public List<Probe> probes() {
    return List.of();
  }

  @Override
  public Map<String, Double> figures() throws Exception {
    Path sources = Path.of(System.getProperty("guard.native", "../native")).toAbsolutePath();
    String compiler = compiler();
    if (compiler == null || onPath("valgrind") == null || !Files.isDirectory(sources)) {
      return Map.of();
    }
    Path program = Path.of("target", "guard", "hp_bench").toAbsolutePath();
    Path kept = program.resolveSibling("instructions.tsv");
    if (!build(compiler, sources, program) && Files.exists(kept)) {
      return Forks.parse(Files.readAllLines(kept)).figures();
    }
    long nothing = total(program, "nothing");
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String what : COUNTED) {
      figures.put(PREFIX + what, (total(program, what) - nothing) / (double) TIMES);
    }
    List<String> lines = new ArrayList<>();
    figures.forEach((name, value) -> lines.add(name + "\t" + value));
    Files.write(kept, lines);
    return figures;
  }

  private static long total(Path program, String what) throws Exception {
    String said =
        output(
            List.of(
                "env",
                "LD_BIND_NOW=1", // or the first call of each function would count more
                "valgrind",
                "--tool=callgrind",
                "--callgrind-out-file=/dev/null",
                program.toString(),
                "count",
                what,
                String.valueOf(TIMES)));
    Matcher total = TOTAL.matcher(said);
    if (!total.find()) {
      throw new IllegalStateException("valgrind counted nothing:\n" + said);
    }
    return Long.parseLong(total.group(1).replace(",", ""));
  }

  /** Whether there was something to build. */
  private static boolean build(String compiler, Path sources, Path program) throws Exception {
    if (Files.exists(program) && !isNewer(sources, Files.getLastModifiedTime(program))) {
      return false;
    }
    Files.createDirectories(program.getParent());
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(List.of(FLAGS.split(" ", -1)));
    command.add("-I" + sources.resolve("include"));
    command.add(sources.resolve("bench/bench.cpp").toString());
    try (Stream<Path> found = Files.walk(sources.resolve("src"))) {
      found.map(Path::toString).filter(f -> f.endsWith(".cpp")).sorted().forEach(command::add);
    }
    command.addAll(List.of("-o", program.toString()));
    output(command);
    return true;
  }

  private static boolean isNewer(Path sources, FileTime than) throws IOException {
    for (String directory : List.of("include", "src", "bench")) {
      try (Stream<Path> files =
          Files.find(
              sources.resolve(directory),
              Integer.MAX_VALUE,
              (file, is) -> is.isRegularFile() && is.lastModifiedTime().compareTo(than) > 0,
              FileVisitOption.FOLLOW_LINKS)) {
        if (files.findAny().isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed:\n" + said);
    }
    return said;
  }

  private static @Nullable String compiler() {
    String named = System.getenv("CXX");
    for (String name :
        named == null || named.isEmpty() ? List.of("g++", "clang++", "c++") : List.of(named)) {
      String found = onPath(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String onPath(String program) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      File file = new File(directory, program);
      if (file.canExecute()) {
        return file.getPath();
      }
    }
    return null;
  }
}
