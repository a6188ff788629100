package io.hyperparameter.examples.digits;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Fully connected weights with the gradient collected for them. */
final class Layer {
  final int inputs;
  final int outputs;

  /** The weights, those of one output beside each other. */
  final double[] w;

  /** What the last {@link #forward} computed. */
  final double[] y;

  /** The derivative of the loss by {@link #y}, to be set before {@link #backward}. */
  final double[] delta;

  private final double[] bias;
  private final double[] gradient;
  private final double[] biasGradient;

  Layer(int inputs, int outputs, Random random) {
    this.inputs = inputs;
    this.outputs = outputs;
    w = new double[inputs * outputs];
    y = new double[outputs];
    delta = new double[outputs];
    bias = new double[outputs];
    gradient = new double[w.length];
    biasGradient = new double[outputs];
    double reach = StrictMath.sqrt(6.0 / (inputs + outputs));
    for (int i = 0; i < w.length; i++) {
      w[i] = reach * (2 * random.nextDouble() - 1);
    }
  }

  void forward(double[] x) {
    for (int o = 0, at = 0; o < outputs; o++, at += inputs) {
      double sum = bias[o];
      for (int i = 0; i < inputs; i++) {
        sum += w[at + i] * x[i];
      }
      y[o] = sum;
    }
  }

  /** Collects the gradient for input {@code x}; fills {@code below} with the derivative by x. */
  void backward(double[] x, double @Nullable [] below) {
    if (below != null) {
      Arrays.fill(below, 0);
    }
    for (int o = 0, at = 0; o < outputs; o++, at += inputs) {
      double d = delta[o];
      if (d == 0) {
        continue; // a unit that is off learns nothing: half of them with RELU
      }
      biasGradient[o] += d;
      for (int i = 0; i < inputs; i++) {
        gradient[at + i] += d * x[i];
      }
      if (below != null) {
        for (int i = 0; i < inputs; i++) {
          below[i] += d * w[at + i];
        }
      }
    }
  }

  /** Takes {@code rate} times the gradient off, then pulls every weight {@code pull} towards 0. */
  void step(double rate, double pull) {
    for (int i = 0; i < w.length; i++) {
      double moved = w[i] - rate * gradient[i];
      w[i] = moved > pull ? moved - pull : moved < -pull ? moved + pull : 0;
    }
    for (int o = 0; o < outputs; o++) {
      bias[o] -= rate * biasGradient[o];
    }
    Arrays.fill(gradient, 0);
    Arrays.fill(biasGradient, 0);
  }

  int zeros() {
    int zeros = 0;
    for (double weight : w) {
      if (weight == 0) {
        zeros++;
      }
    }
    return zeros;
  }
}
