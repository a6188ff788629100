package io.hyperparameter.tool;

import io.hyperparameter.sweep.Trial;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process of a trial: the user's command with the values of the trial as {@code -D} options, at
 * its end or, if it has an argument <code>{}</code>, there.
 *
 * <p>What it says goes into files, not into pipes: a process that the command leaves behind may
 * keep a pipe open for ever, and a file has room.
 */
final class TrialProcess {
  /** Where the options go. */
  static final String PLACE = "{}";

  private static final int MAX_READ = 1 << 20;
  private static final int MAX_SHOWN = 10;

  /** So that they end when hp is asked to end. Its lock is held while one is begun. */
  private static final Set<Process> RUNNING = new HashSet<>();

  /** What trials say, where nobody is to keep it: it goes even if hp is asked to end. */
  private static final Set<Path> UNKEPT = ConcurrentHashMap.newKeySet();

  private static volatile boolean ending;

  private final List<String> command;
  private final Metric metric;
  private final @Nullable Path logs;
  private final Leftovers leftovers;
  private final Map<Integer, Integer> exitCodes;

  /**
   * How trials are run.
   *
   * @param command the user's
   * @param metric what is looked for in what they say
   * @param logs where that is kept; null if nowhere
   * @param leftovers told of each process
   * @param exitCodes filled, by the index of the trial
   */
  TrialProcess(
      List<String> command,
      Metric metric,
      @Nullable Path logs,
      Leftovers leftovers,
      Map<Integer, Integer> exitCodes) {
    this.command = List.copyOf(command);
    this.metric = metric;
    this.logs = logs;
    this.leftovers = leftovers;
    this.exitCodes = exitCodes;
  }

  /** A trial that gave no result, told without a stack of ours. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message, null, false, false);
    }

    /** What a journal holds of it: the stack trace as it is printed begins with this. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of this class tells users nothing
    public String toString() {
      return String.valueOf(getMessage());
    }
  }

  /** Ends all that run, as the JVM ends: none is begun any more, and none becomes a result. */
  static void endAll() {
    synchronized (RUNNING) {
      ending = true;
      RUNNING.forEach(TrialProcess::end);
    }
    for (Path directory : UNKEPT) {
      try {
        delete(directory);
      } catch (IOException e) { // a trial that is still at it, or a system that holds it
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!UNKEPT.remove(directory)) {
      return; // it is to be kept, or deleted already
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  private static void waitForTheEnd() throws InterruptedException {
    if (ending) {
      new CountDownLatch(1).await();
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    below.forEach(ProcessHandle::destroy);
  }

  /** What is run for a trial. */
  List<String> commandOf(Trial trial) {
    List<String> options = new ArrayList<>();
    trial
        .parameters()
        .forEach(
            (key, value) -> {
              options.add("-D");
              options.add(key + "=" + value);
            });
    List<String> all = new ArrayList<>();
    command.forEach(arg -> all.addAll(arg.equals(PLACE) ? options : List.of(arg)));
    if (!command.contains(PLACE)) {
      all.addAll(options);
    }
    return all;
  }

  /**
   * Runs a trial and waits for it.
   *
   * @return its result: a number, or the last line of what it said
   * @throws Failed if it ends with another exit code than 0, or without what is looked for
   */
  Object run(Trial trial) throws Failed, IOException, InterruptedException {
    leftovers.endOnce();
    Path directory = logs == null ? unkept() : logs;
    Path out = directory.resolve("trial-" + trial.index() + ".out");
    Path err = directory.resolve("trial-" + trial.index() + ".err");
    try {
      int code = runInto(trial, out, err);
      exitCodes.put(trial.index(), code);
      if (code != 0) {
        throw new Failed("exit code " + code + shown(tail(err).isBlank() ? out : err));
      }
      Optional<Object> result = metric.of(tail(out));
      if (result.isEmpty()) {
        throw new Failed(metric.missing() + shown(out));
      }
      return result.get();
    } catch (IOException e) {
      waitForTheEnd(); // what it said is deleted then
      throw e;
    } finally {
      delete(directory);
    }
  }

  private static Path unkept() throws Failed {
    try {
      Path directory = Files.createTempDirectory("hp-sweep");
      UNKEPT.add(directory);
      return directory;
    } catch (IOException e) {
      throw new Failed("what it prints has no temporary directory: " + e + "; name one by --logs");
    }
  }

  private int runInto(Trial trial, Path out, Path err)
      throws Failed, IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(commandOf(trial));
    builder.environment().put("HP_TRIAL", Integer.toString(trial.index()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process;
    try {
      process = begin(builder);
    } catch (IOException e) {
      throw new Failed(String.valueOf(e.getMessage())); // names the program
    }
    try {
      leftovers.started(process);
      process.getOutputStream().close(); // nobody types
      int code = process.waitFor();
      waitForTheEnd();
      return code;
    } finally {
      if (process.isAlive()) { // the sweep is given up
        end(process);
      }
      synchronized (RUNNING) {
        RUNNING.remove(process);
      }
    }
  }

  private static Process begin(ProcessBuilder builder) throws IOException, InterruptedException {
    synchronized (RUNNING) {
      if (!ending) {
        Process process = builder.start();
        RUNNING.add(process);
        return process;
      }
    }
    waitForTheEnd();
    throw new InterruptedException("hp ends");
  }

  private static String shown(Path file) throws IOException {
    List<String> lines = tail(file).lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - MAX_SHOWN), lines.size());
    return last.isEmpty() ? "" : "\n" + String.join("\n", last);
  }

  private static String tail(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      byte[] bytes = new byte[(int) Math.min(length, MAX_READ)];
      in.seek(length - bytes.length);
      in.readFully(bytes);
      String name = System.getProperty("native.encoding", "UTF-8");
      return new String(bytes, Charset.forName(name));
    }
  }
}
