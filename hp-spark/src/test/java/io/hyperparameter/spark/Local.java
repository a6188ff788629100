package io.hyperparameter.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark in this JVM: two threads, and each task may be tried three times. */
final class Local {
  private Local() {}

  static SparkSession session(String... settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2,3]")
            .setAppName("hp-spark")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.sql.shuffle.partitions", "2");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      conf.set(parts[0], parts[1]);
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
