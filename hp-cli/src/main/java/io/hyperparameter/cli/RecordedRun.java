package io.hyperparameter.cli;

import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigException;
import io.hyperparameter.config.ConfigFormat;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.recording.ParamRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs a command and tells afterwards which parameters were set and never read; where a file was
 * asked for, writes what the same run would need to be given.
 *
 * <p>Where the body throws, nothing is told or written: what it did not come to read is not unread,
 * and the error is not to be looked for among warnings. So it is for a wrong or missing value,
 * which is exit code 2, and for whatever a picocli command throws. The body of {@link Launch}
 * throws no other exception of its method: it prints that and gives exit code 1, and as any exit
 * code that is returned, 0 or not, this is told of and written as well.
 *
 * <p>Without a file only keys are waited for that nobody declares: others were checked before. So
 * most runs are not recorded at all, and others only until all such keys were read.
 */
final class RecordedRun {
  private final @Nullable Path file;
  private final Config given;
  private final Set<String> undeclared;
  private final ParamIndex index;
  private final boolean strict;
  private final Predicate<String> allowed;
  private final PrintWriter err;

  RecordedRun(
      @Nullable Path file,
      Config given,
      ParamIndex index,
      boolean strict,
      Predicate<String> allowed,
      PrintWriter err) {
    this.file = file;
    this.given = given;
    this.undeclared = ParamCheck.undeclared(given, index);
    this.index = index;
    this.strict = strict;
    this.allowed = allowed;
    this.err = err;
  }

  /**
   * Why a file cannot be recorded to, as far as that can be seen before a run; null if it can.
   *
   * @param read the files and directories that the run's configuration is read from
   * @param named what else the run is given the name of, be it a file or not
   */
  static @Nullable String whyNot(Path file, Collection<Path> read, Collection<Path> named) {
    Path directory = file.toAbsolutePath().getParent();
    if (ConfigFormat.of(file.toString()) == ConfigFormat.PROPERTIES) {
      return "--record " + file + ": properties hold text only; name a .toml, .yaml or .json file";
    }
    if (Files.isDirectory(file)) {
      return "--record " + file + ": is a directory; name a file in it";
    }
    if (directory != null && !Files.isDirectory(directory)) {
      return "--record " + file + ": there is no directory " + directory + "; make it";
    }
    for (Path each : read) {
      if (isIn(file, each)) {
        return "--record " + file + ": this run reads it; name another file, and keep this one";
      }
    }
    for (Path each : named) {
      if (isIn(file, each) && !Files.isDirectory(each)) {
        return "--record " + file + ": this run is given it; name another file, and keep this one";
      }
    }
    Path written = Files.exists(file) ? file : directory;
    return written != null && !Files.isWritable(written)
        ? "--record " + file + ": " + written + " cannot be written; name another file"
        : null;
  }

  /** Whether it is this file that is there, or one of this directory. */
  private static boolean isIn(Path file, Path read) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      return Files.exists(file)
          && Files.exists(read)
          && (Files.isSameFile(file, read)
              || (Files.isDirectory(read)
                  && directory != null
                  && Files.isSameFile(directory, read)));
    } catch (IOException e) {
      return false; // reading it or writing it tells why
    }
  }

  int run(IntSupplier body) {
    if (file == null && undeclared.isEmpty()) {
      return body.getAsInt();
    }
    ParamRecorder recorder =
        file != null ? ParamRecorder.startEverywhere() : ParamRecorder.startUntilRead(undeclared);
    int code;
    try (recorder) {
      code = body.getAsInt();
    }
    warn(recorder);
    if (file != null && !write(recorder, file) && code == CommandLine.ExitCode.OK) {
      code = CommandLine.ExitCode.SOFTWARE;
    }
    err.flush();
    return code;
  }

  /** Tells what nobody read; what was warned of before only with names that the run alone knows. */
  private void warn(ParamRecorder recorder) {
    SortedMap<String, List<String>> unread = recorder.unread();
    String what =
        recorder.gaveUp()
            ? " was set and not read in the first million reads"
            : " was set and never read";
    Map<String, String> before = new HashMap<>(); // what was warned of, each with its hint
    if (!unread.isEmpty()) {
      ParamCheck.ofKeys(given, index, strict, allowed)
          .warnings()
          .forEach(problem -> before.put(problem.key(), problem.hint()));
    }
    unread.forEach(
        (key, read) -> {
          boolean isDeclared = !index.find(key).isEmpty();
          String told = before.get(key);
          List<String> near =
              read.stream()
                  .filter(name -> told == null || !told.contains(Texts.quote(name)))
                  .toList();
          if ((told == null || !near.isEmpty())
              && (undeclared.contains(key) || (isDeclared && given.keys().contains(key)))) {
            String maybe = near.isEmpty() ? "" : "; " + KeyCheck.didYouMean(near);
            err.println("warning: " + Texts.quote(key) + what + maybe);
          }
        });
  }

  /** False if it cannot be written. What only one value makes impossible is written without it. */
  private boolean write(ParamRecorder recorder, Path to) {
    ConfigFormat format = ConfigFormat.of(to.toString());
    SortedMap<String, @Nullable Object> replay = recorder.replay();
    SortedMap<String, String> omitted = new TreeMap<>(recorder.omitted());
    SortedMap<String, @Nullable Object> written = new TreeMap<>();
    replay.forEach(
        (key, value) -> {
          String why = whyNot(format, key, value);
          if (why == null) {
            written.put(key, value);
          } else {
            omitted.put(key, why);
          }
        });
    omitted.forEach(
        (key, why) ->
            err.println("warning: " + to + " is without " + Texts.quote(key) + ": " + why));
    try {
      Files.writeString(to, format.write(written));
      return true;
    } catch (IOException e) {
      err.println("cannot record to " + to + ": " + e); // the message of some is the path alone
      return false;
    } catch (ConfigException e) {
      err.println("cannot record to " + to + ": " + e.getMessage());
      return false;
    }
  }

  /** Why a value would not come back by {@code -C}; null if it would. */
  private @Nullable String whyNot(ConfigFormat format, String key, @Nullable Object value) {
    Map<String, @Nullable Object> alone = new TreeMap<>();
    alone.put(key, value);
    try {
      format.write(alone);
    } catch (ConfigException e) {
      String message = e.errors().get(0).message();
      String head = "cannot be written as " + format + ": ";
      int reason = message.lastIndexOf(head);
      int wayOut = message.lastIndexOf("; ");
      return reason >= 0 && wayOut > reason
          ? message.substring(reason + head.length(), wayOut)
          : message;
    }
    // what its readers know and no index does, in a namespace that an index knows
    List<ParamCheck.Problem> wrong =
        ParamCheck.ofKeys(Config.of(alone), index, strict, allowed).errors();
    return wrong.isEmpty() ? null : "-C would refuse it: " + wrong.get(0).what();
  }
}
