package io.hyperparameter.cli;

import io.hyperparameter.ParamRecorder;
import io.hyperparameter.config.ConfigException;
import io.hyperparameter.config.ConfigFormat;
import io.hyperparameter.index.ParamIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs a command and tells afterwards which parameters were set and never read; where a file was
 * asked for, writes what the same run would need to be given.
 *
 * <p>Without a file only keys are waited for of which nothing is known: others were checked before.
 * So most runs are not recorded at all, and others only until all such keys were read.
 */
final class RecordedRun {
  private final @Nullable Path file;
  private final Set<String> given;
  private final ParamIndex index;
  private final PrintWriter err;

  RecordedRun(@Nullable Path file, Set<String> given, ParamIndex index, PrintWriter err) {
    this.file = file;
    this.given = given;
    this.index = index;
    this.err = err;
  }

  int run(IntSupplier body) {
    List<String> unknown =
        given.stream()
            .filter(key -> index.find(key).isEmpty() && !KeyCheck.isLikeKnown(key, index))
            .toList();
    if (file == null && unknown.isEmpty()) {
      return body.getAsInt();
    }
    ParamRecorder recorder =
        file != null ? ParamRecorder.startEverywhere() : ParamRecorder.startUntilRead(unknown);
    int code;
    try (recorder) {
      code = body.getAsInt();
    }
    recorder.unread().forEach(this::warn);
    if (file != null && !write(recorder, file) && code == CommandLine.ExitCode.OK) {
      code = CommandLine.ExitCode.SOFTWARE;
    }
    err.flush();
    return code;
  }

  private void warn(String key, List<String> near) {
    if (given.contains(key)) {
      String maybe = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
      err.println("warning: " + Texts.quote(key) + " was set and never read" + maybe);
    }
  }

  /** False if it cannot be written. */
  private boolean write(ParamRecorder recorder, Path to) {
    SortedMap<String, @Nullable Object> replay = recorder.replay();
    Map<String, String> omitted = recorder.omitted();
    omitted.forEach(
        (key, why) ->
            err.println("warning: " + to + " is without " + Texts.quote(key) + ": " + why));
    try {
      Files.writeString(to, ConfigFormat.of(to.toString()).write(replay));
      return true;
    } catch (IOException | ConfigException e) {
      err.println("cannot record to " + to + ": " + e.getMessage());
      return false;
    }
  }
}
