package io.hyperparameter.examples.digits;

import java.util.Locale;

/** Prints a line for the first, the last, and some of the epochs between. */
final class ProgressLines implements Training.Progress {
  private final String prefix;
  private final int every;
  private final int epochs;

  /**
   * At most about {@code lines} lines for the training that starts now.
   *
   * @param prefix how each line starts
   */
  ProgressLines(String prefix, int lines) {
    this.prefix = prefix;
    epochs = Training.EPOCHS.get();
    every = Math.max(1, epochs / lines);
  }

  @Override
  public void epoch(int epoch, double rate, double loss) {
    if (epoch == 1 || epoch == epochs || epoch % every == 0) {
      System.out.printf(
          Locale.ROOT,
          "%sepoch %3d of %d   rate %.4f   loss %.4f%n",
          prefix,
          epoch,
          epochs,
          rate,
          loss);
    }
  }
}
