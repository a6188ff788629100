package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.Backend;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Measures one suite in this JVM: {@code ForkMain SUITE FILE}. Writes name, nanoseconds, bytes. */
final class ForkMain {
  private ForkMain() {}

  public static void main(String[] arguments) throws Exception {
    SuiteType type = SuiteType.valueOf(arguments[0]);
    Suite suite = type.create();
    String backend = Backend.current().name();
    List<Turns> all = new ArrayList<>();
    for (Probe probe : suite.probes()) {
      Turns turns = new Turns(probe, Isolated.copy(type, probe.name(), backend), suite.turns());
      turns.warmUp(suite.warmUpMillis());
      all.add(turns);
    }
    Random order = new Random();
    List<Turns> shuffled = new ArrayList<>(all);
    for (int turn = 0; turn < suite.turns(); turn++) {
      Collections.shuffle(shuffled, order);
      for (Turns turns : shuffled) {
        turns.take();
      }
    }
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(Path.of(arguments[1])), false, StandardCharsets.UTF_8)) {
      for (Turns turns : all) {
        out.println(turns.name() + "\t" + turns.nanos() + "\t" + turns.bytes());
      }
      suite.figures().forEach((name, value) -> out.println(name + "\t" + value));
    }
    System.exit(0); // rooms and peers may have threads
  }
}
