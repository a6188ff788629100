package io.hyperparameter.examples.digits;

/**
 * What a hidden unit makes of its input. {@code StrictMath}, so that every JDK computes the same.
 */
enum Activation {
  RELU {
    @Override
    double of(double x) {
      return x > 0 ? x : 0;
    }

    @Override
    double slope(double y) {
      return y > 0 ? 1 : 0;
    }
  },
  TANH {
    @Override
    double of(double x) {
      return StrictMath.tanh(x);
    }

    @Override
    double slope(double y) {
      return 1 - y * y;
    }
  },
  SIGMOID {
    @Override
    double of(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }

    @Override
    double slope(double y) {
      return y * (1 - y);
    }
  };

  /** The output for input {@code x}. */
  abstract double of(double x);

  /** The derivative where the output is {@code y}. */
  abstract double slope(double y);
}
