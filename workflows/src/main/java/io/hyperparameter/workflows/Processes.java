package io.hyperparameter.workflows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Other programs, waited for. */
final class Processes {
  private Processes() {}

  /** What it prints; throws, with that, where it fails. */
  static String output(List<String> command, Path directory) throws IOException {
    return output(command, directory, Map.of());
  }

  static String output(List<String> command, Path directory, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = waitFor(process);
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status + ": " + printed);
    }
    return printed;
  }

  static int waitFor(Process process) throws InterruptedIOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new InterruptedIOException("while a program ran");
    }
  }
}
