package io.hyperparameter.examples.kernel;

import java.util.Arrays;
import java.util.Random;

/**
 * Grey values, row by row.
 *
 * @param pixels {@code width * height} of them
 */
record Image(int width, int height, float[] pixels) {
  /** Rings with some noise; the same picture each time. */
  static Image rings(int width, int height) {
    Random noise = new Random(1);
    float[] pixels = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double distance = Math.hypot(x - width / 2.0, y - height / 2.0);
        pixels[y * width + x] = (float) (Math.sin(distance / 5) + 0.1 * noise.nextGaussian());
      }
    }
    return new Image(width, height, pixels);
  }

  /** The weights of an edge detector, {@code size * size}, which add up to zero. */
  static float[] edges(int size) {
    float[] weights = new float[size * size];
    Arrays.fill(weights, -1f / (size * size - 1));
    weights[weights.length / 2] = 1;
    return weights;
  }
}
