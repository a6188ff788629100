package io.hyperparameter.examples.program;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** Runs a program as the command line would and keeps what it prints. */
public record Console(int exitCode, String out, String err) {

  /** {@code DigitsMain::run} and its like. */
  public interface Entry {
    int run(String[] args, PrintStream out, PrintStream err) throws Exception;
  }

  public static Console of(Entry program, String... args) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = program.run(args, new PrintStream(out, true), new PrintStream(err, true));
    return new Console(exitCode, out.toString(), err.toString());
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
