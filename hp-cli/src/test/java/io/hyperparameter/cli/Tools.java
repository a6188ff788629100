package io.hyperparameter.cli;

import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program of several commands. */
public final class Tools {
  static final Param<Integer> MASK = Param.of("tools.mask", 255, Integer::decode);
  static final IntParam CORES = Param.ofInt("tools.cores", Runtime.version().feature() - 1);

  private Tools() {}

  /**
   * @param keep how many to keep
   */
  @AutoParam
  public static String clean(Path file, int from, @Default("3") int keep) {
    return file.getFileName() + " " + from + " " + keep;
  }

  /** Two of its names are those of options that every command has. */
  @AutoParam
  public static String clash(
      @Default("1") int config, @Default("2") int help, @Default("1,2") List<Integer> layerSizes) {
    return config + " " + help + " " + layerSizes;
  }

  @AutoParam
  public static String count(@Default("1") int times, String... words) {
    return times + " " + List.of(words);
  }

  /** Its defaults are no text. */
  @AutoParam
  public static String bare(@Default String name, @Default Optional<Integer> limit) {
    return name + " " + limit;
  }

  @AutoParam
  public static String fail(@Default("broken") String why) {
    throw new IllegalStateException(why);
  }

  /** Reads what no index has, as text that is no number. */
  @AutoParam
  public static long read(@Default("elsewhere.size") String key) {
    return ParamScope.current().getLong(key);
  }

  @AutoParam
  public static void _helper(@Default("1") int unused) {}

  @AutoParam
  static void hidden(@Default("1") int unused) {}

  /** Not annotated. */
  public static void plain() {}

  /** Cannot be launched: no text makes a Runnable. */
  public static final class Wrong {
    private Wrong() {}

    @AutoParam
    public static void take(Runnable task, @Default("1") int n) {}
  }

  /** By its constructor. */
  public static final class Optimizer {
    final double momentum;

    @AutoParam
    public Optimizer(@Default("0.9") double momentum) {
      this.momentum = momentum;
    }
  }
}
