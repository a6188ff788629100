package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientTest {
  @ParameterizedTest
  @EnumSource(Activation.class)
  void slopeIsTheDerivative(Activation activation) {
    double h = 1e-6;
    for (double x : new double[] {-1.5, -0.2, 0.3, 2}) {
      double difference = (activation.of(x + h) - activation.of(x - h)) / (2 * h);
      assertEquals(difference, activation.slope(activation.of(x)), 1e-8);
    }
  }

  @Test
  void backwardIsTheDerivativeOfForward() {
    Random random = new Random(3);
    Layer layer = new Layer(4, 3, random);
    double[] x = random.doubles(4).toArray();
    double[] slopes = random.doubles(3).toArray(); // the loss is slopes * y
    double[] below = new double[4];
    System.arraycopy(slopes, 0, layer.delta, 0, 3);
    layer.backward(x, below);
    double[] before = layer.w.clone();
    layer.step(1, 0);
    double h = 1e-6;
    for (int i = 0; i < 4; i++) {
      double expected = 0;
      for (int o = 0; o < 3; o++) {
        expected += slopes[o] * before[o * 4 + i];
        assertEquals(slopes[o] * x[i], before[o * 4 + i] - layer.w[o * 4 + i], h);
      }
      assertEquals(expected, below[i], h);
    }
  }

  @Test
  void pullMovesWeightsTowardsZeroAndStopsThere() {
    Layer layer = new Layer(3, 1, new Random(1));
    layer.w[0] = 0.5;
    layer.w[1] = -0.5;
    layer.w[2] = 0.05;
    layer.step(1, 0.1);
    assertEquals(0.4, layer.w[0]);
    assertEquals(-0.4, layer.w[1]);
    assertEquals(0.0, layer.w[2]);
    assertEquals(1, layer.zeros());
  }
}
