package io.hyperparameter.examples.digits;

import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import java.util.Random;

/**
 * A multi-layer perceptron: pixels, one hidden layer, one output for each digit, softmax.
 *
 * <p>Plain loops in a fixed order, so that equal parameters give equal bits everywhere.
 */
final class Mlp {
  static final IntParam HIDDEN =
      Param.ofInt("model.hidden", 64, "units of the hidden layer").min(1).max(4096);
  static final Param<Activation> ACTIVATION =
      Param.ofEnum("model.activation", Activation.RELU, "what a hidden unit computes");

  private final Activation activation;
  private final Layer hidden;
  private final Layer output;

  /** A network of the size the parameters ask for, with random weights. */
  Mlp(Random random) {
    activation = ACTIVATION.get();
    hidden = new Layer(Digits.PIXELS, HIDDEN.get(), random);
    output = new Layer(hidden.outputs, Digits.CLASSES, random);
  }

  /** The digit the network takes {@code image} for. */
  int predict(double[] image) {
    forward(image);
    int best = 0;
    for (int c = 1; c < Digits.CLASSES; c++) {
      if (output.y[c] > output.y[best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * Adds the gradient of one digit to what {@link #step} will subtract.
   *
   * @return the loss: minus the logarithm of the probability given to the right answer
   */
  double learn(double[] image, int label) {
    forward(image);
    double total = softmax(output.y);
    double loss = -StrictMath.log(output.y[label] / total);
    for (int c = 0; c < Digits.CLASSES; c++) {
      output.delta[c] = output.y[c] / total - (c == label ? 1 : 0);
    }
    output.backward(hidden.y, hidden.delta);
    for (int h = 0; h < hidden.outputs; h++) {
      hidden.delta[h] *= activation.slope(hidden.y[h]);
    }
    hidden.backward(image, null);
    return loss;
  }

  /**
   * Moves the weights against the gradient collected since the last step, then pulls each of them
   * towards zero and lets those that reach it stay there (the proximal step of an L1 penalty).
   */
  void step(double rate, double pull) {
    hidden.step(rate, pull);
    output.step(rate, pull);
  }

  /** The number of weights, biases left out: the penalty does not touch those. */
  int weights() {
    return hidden.w.length + output.w.length;
  }

  /** How many weights are exactly zero. */
  int zeros() {
    return hidden.zeros() + output.zeros();
  }

  private void forward(double[] image) {
    hidden.forward(image);
    for (int h = 0; h < hidden.outputs; h++) {
      hidden.y[h] = activation.of(hidden.y[h]);
    }
    output.forward(hidden.y);
  }

  /** Replaces each score by its exponential, scaled against overflow, and returns their sum. */
  private static double softmax(double[] scores) {
    double highest = scores[0];
    for (double score : scores) {
      highest = StrictMath.max(highest, score);
    }
    double total = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = StrictMath.exp(scores[c] - highest);
      total += scores[c];
    }
    return total;
  }
}
