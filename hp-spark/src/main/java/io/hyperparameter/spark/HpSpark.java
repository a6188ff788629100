package io.hyperparameter.spark;

import io.hyperparameter.ParamScope;
import io.hyperparameter.sweep.SweepRunner;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;

/**
 * Hyperparameters with Spark. All that a job needs of the driver's scopes is captured on the driver
 * and sent along; nothing stays behind on executors, whose threads serve the next job, too.
 *
 * <pre>{@code
 * ParamScope.define("train.lr=0.1").run(() -> {
 *   SparkParams params = HpSpark.broadcast(sc);
 *   samples.mapPartitions(params.flatMap(part -> train(part))); // train.lr is 0.1 there
 * });
 * }</pre>
 *
 * <p>Methods are for the driver and safe on any thread of it.
 */
public final class HpSpark {
  private HpSpark() {}

  /**
   * {@return what the calling thread sees now, sent once to each executor}
   *
   * @param context the context whose jobs will use it
   * @throws IllegalArgumentException if a value cannot be sent, as it is not serializable; the
   *     message names its key
   */
  public static SparkParams broadcast(JavaSparkContext context) {
    return SparkParams.of(context, ParamScope.capture());
  }

  /**
   * {@return what the calling thread sees now, sent once to each executor} As {@link
   * #broadcast(JavaSparkContext)}.
   *
   * @param session the session whose jobs will use it
   * @throws IllegalArgumentException as there
   */
  public static SparkParams broadcast(SparkSession session) {
    return broadcast(new JavaSparkContext(session.sparkContext()));
  }

  /**
   * {@return a runner whose trials are Spark tasks, one each, for {@link
   * io.hyperparameter.sweep.Sweep#on}}
   *
   * @param session the session to run jobs in
   */
  public static SweepRunner runner(SparkSession session) {
    return runner(new JavaSparkContext(session.sparkContext()));
  }

  /**
   * {@return a runner whose trials are Spark tasks, one each}
   *
   * @param context the context to run jobs in
   */
  public static SweepRunner runner(JavaSparkContext context) {
    return new SparkRunner(context);
  }

  /**
   * {@return an idle scope with what {@code --conf spark.hyperparameter.train.lr=0.1} gave, here
   * {@code train.lr}} For spark-shell and spark-submit, whose arguments Spark takes itself:
   *
   * <pre>{@code
   * HpSpark.conf(spark).run(() -> train(spark));
   * }</pre>
   *
   * The values are texts, and know where they came from.
   *
   * @param session the session
   */
  public static ParamScope conf(SparkSession session) {
    return conf(session.sparkContext());
  }

  /**
   * {@return an idle scope with the parameters among the settings of a context}
   *
   * @param context the context
   */
  public static ParamScope conf(SparkContext context) {
    return conf(context.getConf());
  }

  /**
   * {@return an idle scope with the parameters among these settings}
   *
   * @param conf the settings
   */
  public static ParamScope conf(SparkConf conf) {
    return ConfParams.of(conf);
  }

  /**
   * Sets those Params of an estimator, transformer or pipeline that the calling thread's scopes
   * have, under the name of its class: {@code LogisticRegression.regParam=0.1}.
   *
   * <pre>{@code
   * var model = HpSpark.configure(new LogisticRegression()).fit(samples);
   * }</pre>
   *
   * Of a pipeline each stage is set. What no scope has stays as it is.
   *
   * @param <T> its class
   * @param stage what to set; changed
   * @return the same
   * @throws IllegalArgumentException if a scope has a key below that name that is no Param of it,
   *     naming those near to it, or a Param refuses its value
   * @throws io.hyperparameter.ParamTypeException if a value is not of the Param's type
   */
  public static <T extends Params> T configure(T stage) {
    return configure(stage.getClass().getSimpleName(), stage);
  }

  /**
   * As {@link #configure(Params)}, with another name than that of the class, as for two stages of
   * one class.
   *
   * @param <T> its class
   * @param namespace the keys are this, a point, and the name of the Param
   * @param stage what to set; changed
   * @return the same
   * @throws IllegalArgumentException as there
   */
  public static <T extends Params> T configure(String namespace, T stage) {
    StageParams.set(namespace, stage);
    return stage;
  }
}
