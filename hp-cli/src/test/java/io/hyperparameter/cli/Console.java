package io.hyperparameter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a run printed and gave. */
record Console(LaunchResult result, String out, String err) {
  static Console of(Launch launch, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    LaunchResult result =
        launch.out(new PrintWriter(out, true)).err(new PrintWriter(err, true)).run(args);
    return new Console(
        result, out.toString().replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
  }

  int code() {
    return result.exitCode();
  }
}
