package io.hyperparameter.examples.augment;

import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import java.util.Random;

/** Changes images at random, so that a network seldom meets the same one twice. */
public final class Augment {
  private Augment() {}

  /**
   * An image moved and sprinkled with noise; by default the image itself.
   *
   * @param pixels the image, row by row, each pixel from 0 to 1; left as it is
   * @param width how many pixels make a row
   * @param random decides
   * @param shift pixels it is moved, at most
   * @param noise change of a pixel, at most
   */
  @AutoParam("augment")
  public static double[] image(
      double[] pixels,
      int width,
      Random random,
      @Default("0") @Min(0) @Max(4) int shift,
      @Default("0") @Min(0) @Max(1) double noise) {
    if (shift == 0 && noise == 0) {
      return pixels; // and no random number is taken
    }
    int right = random.nextInt(2 * shift + 1) - shift;
    int down = random.nextInt(2 * shift + 1) - shift;
    double[] changed = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int column = i % width - right;
      int row = i / width - down;
      boolean inside = 0 <= column && column < width && 0 <= row && row < pixels.length / width;
      double pixel = inside ? pixels[row * width + column] : 0;
      double moved = pixel + noise * (2 * random.nextDouble() - 1);
      changed[i] = Math.min(1, Math.max(0, moved));
    }
    return changed;
  }
}
