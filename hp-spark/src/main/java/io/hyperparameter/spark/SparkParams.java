package io.hyperparameter.spark;

import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTask;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * What the driver saw when {@link HpSpark#broadcast} was called, for the functions of its jobs.
 * Each executor receives it once; a wrapped function then runs in a fresh context with these values
 * each time it is called, and what it writes ends with the call. So it is the same for a task that
 * is tried again or run twice, and whatever ran on the thread before; two of them may serve one
 * job.
 *
 * <p>Methods are named after what their functions are for. Where there is none, as for Datasets,
 * {@link #call} does it within the function:
 *
 * <pre>{@code
 * rdd.map(params.map(x -> score(x)));
 * rdd.mapPartitions(params.flatMap(part -> train(part))); // one call for each task
 * dataset.map((MapFunction<Row, Double>) row -> params.call(() -> score(row)), Encoders.DOUBLE());
 * }</pre>
 *
 * <p>Immutable and serializable. A call costs about 100 ns; of small elements better hand over
 * whole partitions.
 */
public final class SparkParams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sent apart from the functions, and once to each executor. */
  private final Broadcast<ParamSnapshot> values;

  private SparkParams(Broadcast<ParamSnapshot> values) {
    this.values = values;
  }

  static SparkParams of(JavaSparkContext context, ParamSnapshot values) {
    requireSerializable(values);
    return new SparkParams(context.broadcast(values));
  }

  /** Here rather than by Spark, whose Kryo would send the fields of any object, open files too. */
  private static void requireSerializable(ParamSnapshot values) {
    values
        .toMap()
        .forEach(
            (key, value) -> {
              if (value != null && !(value instanceof Serializable)) {
                throw new IllegalArgumentException(
                    key
                        + ": an object of "
                        + value.getClass().getTypeName()
                        + " is not Serializable, so no executor can have it; set what it is made"
                        + " of, and make it there");
              }
            });
  }

  /** {@return the values} */
  public ParamSnapshot snapshot() {
    return values.value();
  }

  /**
   * Calls a task with these values; for use within any function of Spark.
   *
   * @param <T> what it gives
   * @param <X> what it throws
   * @param task what to do
   * @return what it gives
   * @throws X what it throws
   */
  public <T extends @Nullable Object, X extends Throwable> T call(ParamTask<T, X> task) throws X {
    return snapshot().call(task);
  }

  /**
   * {@return a function for {@code map}, {@code filter}, {@code keyBy} and the like}
   *
   * @param <T> what it takes
   * @param <R> what it gives
   * @param function what to do
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> map(
      Function<T, R> function) {
    return x -> call(() -> function.call(x));
  }

  /**
   * {@return a function for {@code mapToPair}}
   *
   * @param <T> what it takes
   * @param <K> the keys
   * @param <V> the values
   * @param function what to do
   */
  public <T extends @Nullable Object, K extends @Nullable Object, V extends @Nullable Object>
      PairFunction<T, K, V> mapToPair(PairFunction<T, K, V> function) {
    return x -> call(() -> function.call(x));
  }

  /**
   * {@return a function for {@code flatMap} and {@code mapPartitions}} The iterator it gives is
   * asked with these values, too.
   *
   * @param <T> what it takes; for {@code mapPartitions} an iterator
   * @param <R> what it gives many of
   * @param function what to do
   */
  public <T extends @Nullable Object, R extends @Nullable Object> FlatMapFunction<T, R> flatMap(
      FlatMapFunction<T, R> function) {
    return x -> new ParamsIterator<R>(snapshot(), call(() -> function.call(x)));
  }

  /**
   * {@return a function for {@code reduce}, {@code aggregate}, {@code mapPartitionsWithIndex} and
   * the like}
   *
   * @param <A> what it takes first
   * @param <B> what it takes second
   * @param <R> what it gives
   * @param function what to do
   */
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Function2<A, B, R> reduce(Function2<A, B, R> function) {
    return (a, b) -> call(() -> function.call(a, b));
  }

  /**
   * {@return a function for {@code foreach} and {@code foreachPartition}}
   *
   * @param <T> what it takes
   * @param function what to do
   */
  public <T extends @Nullable Object> VoidFunction<T> foreach(VoidFunction<T> function) {
    return x ->
        call(
            () -> {
              function.call(x);
              return true; // to nobody
            });
  }

  /** Frees what executors hold of it. Functions that use it later fail. */
  public void destroy() {
    values.destroy();
  }

  /** Spark asks for elements when the function has returned long ago. */
  private record ParamsIterator<R extends @Nullable Object>(
      ParamSnapshot values, Iterator<R> elements) implements Iterator<R> {
    @Override
    public boolean hasNext() {
      return values.call(elements::hasNext);
    }

    @Override
    public R next() {
      return values.call(elements::next);
    }
  }
}
