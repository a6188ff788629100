package io.hyperparameter.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processes of trials, in the file {@code JOURNAL.running}: when hp is killed they go on, and
 * nobody hears their results. Who resumes the sweep ends them before their trials run again. A
 * number may be another process's by then, so the time of its start must fit.
 */
final class Leftovers {
  /** The times of one process may differ by so much, as the clock is set. */
  private static final Duration SAME = Duration.ofSeconds(2);

  private final @Nullable Path file;
  private final Consumer<String> notes;
  private boolean ended;

  /** Of a sweep with this journal; without one nothing is noted. */
  Leftovers(@Nullable Path journal, Consumer<String> notes) {
    this.file = journal == null ? null : Path.of(journal + ".running");
    this.notes = notes;
  }

  /** Ends what an earlier hp left; to be called when the journal is this one's alone. */
  synchronized void endOnce() throws IOException {
    Path known = file;
    if (ended || known == null) {
      return;
    }
    ended = true;
    List<ProcessHandle> left = new ArrayList<>();
    if (Files.exists(known)) {
      // where power ended there may be anything, which this reads, too
      for (String line : Files.readAllLines(known, StandardCharsets.ISO_8859_1)) {
        running(line).ifPresent(left::add);
      }
    }
    for (ProcessHandle process : left) {
      notes.accept("note: ended process " + process.pid() + ", which an earlier run had left");
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    left.forEach(process -> process.onExit().join());
    Files.deleteIfExists(known);
  }

  private static Optional<ProcessHandle> running(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
      return Optional.empty(); // killed while it was written
    }
    Instant start = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(at -> Duration.between(at, start).abs().compareTo(SAME) < 0)
                    .isPresent());
  }

  synchronized void started(Process process) throws IOException {
    Path known = file;
    Instant start = process.info().startInstant().orElse(null);
    if (known != null && start != null) {
      Files.writeString(
          known,
          process.pid() + " " + start.toEpochMilli() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** All have ended. */
  synchronized void none() throws IOException {
    Path known = file;
    if (known != null) {
      Files.deleteIfExists(known);
    }
  }
}
