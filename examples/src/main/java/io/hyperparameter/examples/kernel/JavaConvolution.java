package io.hyperparameter.examples.kernel;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;

/** The convolution in Java, without tiles: what the kernel is checked against. */
final class JavaConvolution {
  private static final int MOST_PIXELS = 4096;

  static final IntParam TILE =
      Param.ofInt("kernel.tile", 32, "width and height of a tile").min(1).max(MOST_PIXELS);
  static final DoubleParam EPSILON =
      Param.ofDouble("kernel.epsilon", 0.001, "what is smaller becomes zero").min(0).max(1);
  static final Param<Mode> MODE =
      Param.ofEnum("kernel.mode", Mode.CLAMP, "what lies beyond the border");

  private JavaConvolution() {}

  /**
   * Lays {@code weights} ({@code size * size}, odd) over each pixel of the image. Reads the same
   * parameters as the kernel, and like it puts {@code kernel.zeroed} into the innermost scope.
   */
  static void convolve(
      float[] image, int width, int height, float[] weights, int size, float[] out) {
    double epsilon = EPSILON.get();
    Mode mode = MODE.get();
    int reach = size / 2;
    long zeroed = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int i = 0; i < size; i++) {
          int fromY = source(y + i - reach, height, mode);
          for (int j = 0; j < size; j++) {
            int fromX = source(x + j - reach, width, mode);
            float pixel = fromX < 0 || fromY < 0 ? 0 : image[fromY * width + fromX];
            sum += weights[i * size + j] * pixel;
          }
        }
        boolean small = Math.abs(sum) < epsilon;
        zeroed += small ? 1 : 0;
        out[y * width + x] = small ? 0 : sum;
      }
    }
    ParamScope.current().put("kernel.zeroed", zeroed);
  }

  /** Where a pixel is taken from; -1: nowhere, it counts as zero. */
  private static int source(int at, int size, Mode mode) {
    if (at >= 0 && at < size) {
      return at;
    }
    return switch (mode) {
      case ZERO -> -1;
      case CLAMP -> at < 0 ? 0 : size - 1;
      case MIRROR -> at < 0 ? -at - 1 : 2 * size - 1 - at;
    };
  }
}
