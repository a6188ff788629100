package io.hyperparameter.examples.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * What came out of one training.
 *
 * @param test the digits held back
 * @param answers what the network takes each of them for
 * @param zeros how many weights are exactly zero
 * @param weights how many weights there are
 * @param nanos how long the training took
 */
record TrainingReport(Digits test, List<Integer> answers, int zeros, int weights, long nanos) {

  /** Trains with the numbers of the scopes this is called in, then judges the network. */
  static TrainingReport of(Digits.Split digits, Training.Progress progress) {
    long start = System.nanoTime();
    Mlp model = Training.run(digits.training(), progress);
    long nanos = System.nanoTime() - start;
    Digits test = digits.test();
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      answers.add(model.predict(test.image(i)));
    }
    return new TrainingReport(test, List.copyOf(answers), model.zeros(), model.weights(), nanos);
  }

  /** How many of the digits held back the network reads right. */
  int right() {
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      if (answers.get(i) == test.label(i)) {
        right++;
      }
    }
    return right;
  }

  /** Digits read right, in percent of those held back. */
  double accuracy() {
    return 100.0 * right() / test.size();
  }

  /** Weights that are exactly zero, in percent. */
  double sparsity() {
    return 100.0 * zeros / weights;
  }

  double seconds() {
    return nanos / 1e9;
  }
}
