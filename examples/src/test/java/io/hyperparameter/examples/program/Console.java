package io.hyperparameter.examples.program;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program as the command line would and keeps what it prints. */
public record Console(int exitCode, String out, String err) {

  /** {@code DigitsMain::run} and its like. */
  public interface Entry {
    int run(String... args);
  }

  /** Takes the place of the standard streams; tests here run one after another. */
  public static Console of(Entry program, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    try (PrintStream newOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream newErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      System.setErr(newErr);
      int exitCode = program.run(args);
      newOut.flush();
      newErr.flush();
      return new Console(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  public List<String> lines() {
    return out.lines().toList();
  }

  /** The first line that starts with this word. */
  public String line(String word) {
    return out.lines()
        .filter(line -> line.startsWith(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line starts with " + word + " in:\n" + out));
  }

  /** The number of lines that start with this word. */
  public long count(String word) {
    return out.lines().filter(line -> line.startsWith(word)).count();
  }
}
