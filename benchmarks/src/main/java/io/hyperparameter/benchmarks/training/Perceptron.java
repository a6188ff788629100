package io.hyperparameter.benchmarks.training;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.Map;
import java.util.Random;

/**
 * The digits example in its smallest form: 64 pixels, 32 hidden units, 10 classes, minibatches of
 * 32, momentum and weight decay. The images are random: what the loop costs does not depend on what
 * they show.
 */
public final class Perceptron implements Training {
  private static final int PIXELS = 64;
  private static final int HIDDEN = 32;
  private static final int CLASSES = 10;
  private static final int BATCH = 32;
  private static final int SAMPLES = 512;

  private final double[][] images = new double[SAMPLES][PIXELS];
  private final int[] labels = new int[SAMPLES];
  private final double[] w1 = new double[HIDDEN * PIXELS];
  private final double[] w2 = new double[CLASSES * HIDDEN];
  private final double[] g1 = new double[w1.length];
  private final double[] g2 = new double[w2.length];
  private final double[] v1 = new double[w1.length];
  private final double[] v2 = new double[w2.length];
  private final double[] hidden = new double[HIDDEN];
  private final double[] scores = new double[CLASSES];
  private final double[] delta = new double[HIDDEN];

  /** Always the same data and start. */
  public Perceptron() {
    Random random = new Random(42);
    for (int s = 0; s < SAMPLES; s++) {
      labels[s] = random.nextInt(CLASSES);
      for (int p = 0; p < PIXELS; p++) {
        images[s][p] = random.nextDouble();
      }
    }
    for (int i = 0; i < w1.length; i++) {
      w1[i] = random.nextGaussian() / 8;
    }
    for (int i = 0; i < w2.length; i++) {
      w2[i] = random.nextGaussian() / 6;
    }
  }

  /** What {@link Literals} says, by key. */
  public static Map<String, Double> parameters() {
    Hyper literals = new Literals();
    return Map.of(
        "train.rate", literals.rate(),
        "train.momentum", literals.momentum(),
        "train.decay", literals.decay(),
        "model.leak", literals.leak());
  }

  /** Enters a scope with these among a thousand. */
  public static ParamScope enter() {
    Workload.enter(1000, 1);
    return ParamScope.of(parameters()).enter();
  }

  @Override
  public double epochAskingPerBatch(Hyper hyper) {
    double loss = 0;
    for (int from = 0; from < SAMPLES; from += BATCH) {
      double leak = hyper.leak();
      for (int s = from; s < from + BATCH; s++) {
        loss += learn(images[s], labels[s], leak);
      }
      double rate = hyper.rate() / BATCH;
      double momentum = hyper.momentum();
      double decay = hyper.decay();
      step(w1, g1, v1, rate, momentum, decay);
      step(w2, g2, v2, rate, momentum, decay);
    }
    return loss;
  }

  @Override
  public double epochAskingPerSample(Hyper hyper) {
    double loss = 0;
    for (int from = 0; from < SAMPLES; from += BATCH) {
      double rate = 0;
      double momentum = 0;
      double decay = 0;
      for (int s = from; s < from + BATCH; s++) {
        rate = hyper.rate() / BATCH;
        momentum = hyper.momentum();
        decay = hyper.decay();
        loss += learn(images[s], labels[s], hyper.leak());
      }
      step(w1, g1, v1, rate, momentum, decay);
      step(w2, g2, v2, rate, momentum, decay);
    }
    return loss;
  }

  private double learn(double[] image, int label, double leak) {
    for (int h = 0, at = 0; h < HIDDEN; h++, at += PIXELS) {
      double sum = 0;
      for (int p = 0; p < PIXELS; p++) {
        sum += w1[at + p] * image[p];
      }
      hidden[h] = sum > 0 ? sum : leak * sum;
      delta[h] = 0;
    }
    double total = 0;
    for (int c = 0, at = 0; c < CLASSES; c++, at += HIDDEN) {
      double sum = 0;
      for (int h = 0; h < HIDDEN; h++) {
        sum += w2[at + h] * hidden[h];
      }
      scores[c] = Math.exp(sum);
      total += scores[c];
    }
    for (int c = 0, at = 0; c < CLASSES; c++, at += HIDDEN) {
      double d = scores[c] / total - (c == label ? 1 : 0);
      for (int h = 0; h < HIDDEN; h++) {
        g2[at + h] += d * hidden[h];
        delta[h] += d * w2[at + h];
      }
    }
    for (int h = 0, at = 0; h < HIDDEN; h++, at += PIXELS) {
      double d = hidden[h] > 0 ? delta[h] : leak * delta[h];
      for (int p = 0; p < PIXELS; p++) {
        g1[at + p] += d * image[p];
      }
    }
    return -Math.log(scores[label] / total);
  }

  private static void step(
      double[] w, double[] g, double[] v, double rate, double momentum, double decay) {
    for (int i = 0; i < w.length; i++) {
      v[i] = momentum * v[i] - rate * (g[i] + decay * w[i]);
      w[i] += v[i];
      g[i] = 0;
    }
  }
}
