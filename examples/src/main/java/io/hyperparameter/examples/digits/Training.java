package io.hyperparameter.examples.digits;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.examples.augment.AugmentAutoParam;
import java.util.Random;

/**
 * The loop a user would write: stochastic gradient descent that asks for its numbers where it needs
 * them. Nobody passes them in; whoever calls {@link #run} sets others by entering a scope.
 */
final class Training {
  static final DoubleParam LR = Param.ofDouble("train.lr", 0.5, "learning rate").min(0).max(10);
  static final DoubleParam DECAY =
      Param.ofDouble("train.decay", 0.95, "factor on the rate each epoch").min(0).max(1);
  static final IntParam BATCH =
      Param.ofInt("train.batch", 16, "digits in one step").min(1).max(Digits.TRAINING_SIZE);
  static final DoubleParam L1 =
      Param.ofDouble("train.l1", 0.0003, "pull of weights to zero").min(0).max(1);
  static final IntParam EPOCHS =
      Param.ofInt("train.epochs", 40, "passes over the digits").min(1).max(10_000);
  static final LongParam SEED = Param.ofLong("train.seed", 1, "start of random numbers");

  /** Told after each epoch. */
  interface Progress {
    /** Epoch {@code epoch} (from 1) is over; it ran at {@code rate} and had this mean loss. */
    void epoch(int epoch, double rate, double loss);
  }

  private final Digits digits;
  private final Random random = new Random(SEED.get());
  private final Mlp model = new Mlp(random);

  private Training(Digits digits) {
    this.digits = digits;
  }

  /**
   * Trains a network on {@code digits}.
   *
   * @throws LossRanAwayException if the rate is so high that the loss runs away
   */
  static Mlp run(Digits digits, Progress progress) {
    return new Training(digits).run(progress);
  }

  private Mlp run(Progress progress) {
    double decayed = 1;
    for (int epoch = 1; epoch <= EPOCHS.get(); epoch++) {
      try (ParamScope scope = ParamScope.of(LR, LR.get() * decayed).enter()) {
        double loss = epoch();
        if (!Double.isFinite(loss)) {
          throw new LossRanAwayException(epoch);
        }
        progress.epoch(epoch, LR.get(scope), loss);
      } // from here on LR.get() is the undecayed rate again
      decayed *= DECAY.get();
    }
    return model;
  }

  /** One pass over the digits in a new random order; returns the mean loss. */
  private double epoch() {
    int[] order = shuffled();
    double loss = 0;
    for (int from = 0; from < order.length; from += BATCH.get()) {
      int to = Math.min(from + BATCH.get(), order.length);
      for (int i = from; i < to; i++) {
        // of a library: what -D augment.shift=1 sets, it finds in the scope; nobody passes it on
        double[] image = AugmentAutoParam.image(digits.image(order[i]), Digits.WIDTH, random);
        loss += model.learn(image, digits.label(order[i]));
      }
      model.step(LR.get() / (to - from), LR.get() * L1.get());
    }
    return loss / order.length;
  }

  private int[] shuffled() {
    int[] order = new int[digits.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
