package io.hyperparameter.examples.digits;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** Runs a program as the command line would and keeps what it prints. */
record Console(int exitCode, String out, String err) {

  /** {@code DigitsMain::run} or {@code CompareMain::run}. */
  interface Entry {
    int run(String[] args, PrintStream out, PrintStream err) throws Exception;
  }

  static Console of(Entry program, String... args) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = program.run(args, new PrintStream(out, true), new PrintStream(err, true));
    return new Console(exitCode, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** The first line that starts with this word. */
  String line(String word) {
    return out.lines()
        .filter(line -> line.startsWith(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line starts with " + word + " in:\n" + out));
  }

  /** The number of lines that start with this word. */
  long count(String word) {
    return out.lines().filter(line -> line.startsWith(word)).count();
  }
}
