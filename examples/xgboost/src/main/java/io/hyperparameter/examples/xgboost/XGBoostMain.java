package io.hyperparameter.examples.xgboost;

import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.catalog.XGBoost;
import io.hyperparameter.cli.Launch;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trees on handwritten digits. The program says what it needs, ten classes; everything else of
 * XGBoost is set from outside: {@code -D xgboost.eta=0.1 xgboost.max_depth=4}, {@code -C FILE}.
 */
public final class XGBoostMain {
  private XGBoostMain() {}

  /**
   * Trains and prints how many of the digits held back are told right.
   *
   * @param rounds how often a tree for each class is added
   * @param held the part of the digits that is held back
   */
  @AutoParam
  public static void digits(
      @Default("30") @Min(1) int rounds,
      @Default("0.2") @Min(value = 0, exclusive = true) @Max(0.9) double held)
      throws XGBoostError {
    // the one line: what the scope has, checked, over what the program says
    Map<String, Object> params =
        XGBoost.params(Map.of("objective", "multi:softmax", "num_class", Digits.CLASSES));
    System.out.println("parameters: " + params);

    Digits digits = Digits.load();
    int trained = (int) Math.round(digits.size() * (1 - held));
    try (Matrix training = digits.matrix(0, trained);
        Matrix test = digits.matrix(trained, digits.size())) {
      Booster booster =
          ml.dmlc.xgboost4j.java.XGBoost.train(
              training.data(), params, rounds, Map.of(), null, null);
      float[][] told = booster.predict(test.data());
      int right = 0;
      for (int i = 0; i < told.length; i++) {
        right += (int) told[i][0] == digits.label(trained + i) ? 1 : 0;
      }
      System.out.printf(
          "accuracy: %.4f (%d of %d digits held back)%n",
          (double) right / told.length, right, told.length);
      booster.dispose();
    }
  }

  /** Memory of XGBoost. */
  record Matrix(DMatrix data) implements AutoCloseable {
    @Override
    public void close() {
      data.dispose();
    }
  }

  /**
   * {@code examples/run xgboost --help} tells the options.
   *
   * @param args options
   */
  public static void main(String[] args) {
    System.exit(Launch.of(XGBoostMain.class).execute(args));
  }
}
