package io.hyperparameter.examples.xgboost;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/** Trains once for each {@code name=value}; XGBoost itself prints which ones nothing used. */
final class KnownNames {
  private KnownNames() {}

  /** What else has to be set for a parameter to be used. */
  private static Map<String, Object> around(String name) {
    return switch (name) {
      case "sample_type", "normalize_type", "rate_drop", "one_drop", "skip_drop" ->
          Map.of("booster", "dart");
      case "feature_selector", "tolerance" -> Map.of("booster", "gblinear");
      case "top_k" ->
          Map.of("booster", "gblinear", "updater", "coord_descent", "feature_selector", "greedy");
      case "num_class" -> Map.of("objective", "multi:softmax");
      case "tweedie_variance_power" -> Map.of("objective", "reg:tweedie");
      case "huber_slope" -> Map.of("objective", "reg:pseudohubererror");
      case "quantile_alpha" -> Map.of("objective", "reg:quantileerror");
      case "expectile_alpha" -> Map.of("objective", "reg:expectileerror");
      case "eval_metric" -> Map.of("objective", "multi:softmax", "num_class", 2);
      default ->
          name.startsWith("lambdarank") || name.startsWith("ndcg")
              ? Map.of("objective", "rank:ndcg")
              : name.startsWith("aft") ? Map.of("objective", "survival:aft") : Map.of();
    };
  }

  public static void main(String[] args) throws Exception {
    float[] values = new float[200];
    float[] labels = new float[100];
    for (int i = 0; i < labels.length; i++) {
      values[2 * i] = i % 7;
      values[2 * i + 1] = i % 3;
      labels[i] = i % 2;
    }
    DMatrix data = new DMatrix(values, labels.length, 2, Float.NaN);
    data.setLabel(labels);
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      Map<String, Object> params = new HashMap<>(around(parts[0]));
      params.put(parts[0], parts[1]);
      params.put("validate_parameters", true);
      try {
        XGBoost.train(data, params, 1, Map.of(), null, null);
      } catch (ml.dmlc.xgboost4j.java.XGBoostError e) {
        // its names have been looked at by then; Java cannot set the bounds of survival times
        if (!String.valueOf(e.getMessage()).contains("labels_lower_bound_")) {
          throw e;
        }
      }
    }
    System.out.println("all tried");
  }
}
