package io.hyperparameter.spark;

import io.hyperparameter.ParamScope;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** Parameters among the settings of Spark, which keeps only those that begin with its name. */
final class ConfParams {
  private static final String PREFIX = "spark.hyperparameter.";

  private ConfParams() {}

  static ParamScope of(SparkConf conf) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> origins = new HashMap<>();
    for (Tuple2<String, String> setting : conf.getAllWithPrefix(PREFIX)) {
      values.put(setting._1(), setting._2());
      origins.put(setting._1(), "the Spark setting " + PREFIX + setting._1());
    }
    return ParamScope.of(values, origins);
  }
}
