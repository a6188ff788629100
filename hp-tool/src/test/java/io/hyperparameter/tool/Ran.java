package io.hyperparameter.tool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** What a command said, in this JVM. */
record Ran(int code, String out, String err) {
  static Ran hp(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Hp.execute(
            new PrintWriter(out),
            new PrintWriter(err),
            Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    return new Ran(
        code, out.toString().replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
  }
}
