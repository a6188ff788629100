package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.Backend;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Counts in this JVM what does not depend on time: {@code ExactMain FILE PROBE...}. Writes the
 * bytes that each probe allocates, and the figures of memory.
 */
final class ExactMain {
  private static final List<SuiteType> ALLOCATING =
      List.of(SuiteType.CORE, SuiteType.AUTO_PARAM, SuiteType.USAGE, SuiteType.COPIES);

  private ExactMain() {}

  public static void main(String[] arguments) throws Exception {
    Set<String> wanted = Set.copyOf(Arrays.asList(arguments).subList(1, arguments.length));
    String backend = Backend.current().name();
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(Path.of(arguments[0])), false, StandardCharsets.UTF_8)) {
      for (SuiteType type : ALLOCATING) {
        for (Probe probe : type.create().probes()) {
          if (wanted.contains(probe.name())) {
            double bytes = Allocation.of(Isolated.copy(type, probe.name(), backend));
            out.println(probe.name() + "\tNaN\t" + bytes);
          }
        }
      }
      MemorySuite.exactFigures().forEach((name, value) -> out.println(name + "\t" + value));
      if (SuiteType.VIRTUAL.runsOn(backend, Runtime.version().feature())) {
        new VirtualSuite().figures().forEach((name, value) -> out.println(name + "\t" + value));
      }
    }
    System.exit(0); // rooms may have threads
  }
}
