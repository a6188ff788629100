package io.hyperparameter.cli;

import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;

/** A program of one command, as a user writes it. */
public final class Trainer {
  static final IntParam LAYERS = Param.ofInt("model.layers", 2, "how many layers there are");

  /** What a layer does to its sums. */
  public enum Activation {
    RELU,
    TANH
  }

  private Trainer() {}

  /**
   * Trains.
   *
   * @param lr the learning rate of a step, which is how far one goes in the direction in which the
   *     loss becomes less
   * @param epochs passes over the data
   */
  @AutoParam
  public static String train(
      String data,
      @Default("0.001") @Min(value = 0, exclusive = true) @Max(1) double lr,
      @Default("10") @Min(1) int epochs,
      @Default("RELU") Activation activation,
      @Default("false") boolean batchNorm)
      throws InterruptedException {
    int[] seen = new int[1];
    Thread thread = new Thread(() -> seen[0] = LAYERS.get());
    thread.start();
    thread.join();
    return "%s lr=%s epochs=%d %s %s layers=%d thread=%d"
        .formatted(data, lr, epochs, activation, batchNorm, LAYERS.get(), seen[0]);
  }

  /** A real process: prints the result. */
  public static void main(String[] args) {
    LaunchResult result = Launch.of(Trainer.class).run(args);
    if (result.value() != null) {
      System.out.println(result.value() + " on " + io.hyperparameter.Backend.current());
    }
    System.exit(result.exitCode());
  }
}
