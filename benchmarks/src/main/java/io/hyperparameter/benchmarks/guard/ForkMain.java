package io.hyperparameter.benchmarks.guard;

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
    Suite suite = SuiteType.valueOf(arguments[0]).create();
    List<Turns> all = new ArrayList<>();
    for (Probe probe : suite.probes()) {
      all.add(new Turns(probe, suite.turns()));
    }
    // Twice, so that what one probe taught the JIT about shared code is known before it is
    // measured.
    for (int pass = 0; pass < 2; pass++) {
      for (Turns turns : all) {
        turns.warmUp(suite.warmUpMillis() / 2);
      }
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
        out.println(turns.probe().name() + "\t" + turns.nanos() + "\t" + turns.bytes());
      }
      suite.figures().forEach((name, value) -> out.println(name + "\t" + value));
    }
    System.exit(0); // rooms and peers may have threads
  }
}
