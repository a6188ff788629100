package io.hyperparameter.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.Suggest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Functions of real jobs, on threads that serve one after the other. */
class SparkParamsTest {
  private static final IntParam RATE = Param.ofInt("spark.test.rate", 1);

  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = Local.session("spark.serializer=org.apache.spark.serializer.KryoSerializer");
    context = new JavaSparkContext(spark.sparkContext());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static JavaRDD<Integer> numbers() {
    return context.parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 4);
  }

  private static SparkParams broadcast(int rate) {
    return ParamScope.of(RATE, rate).call(() -> HpSpark.broadcast(context));
  }

  private static List<Integer> each(int value) {
    return Collections.nCopies(8, value);
  }

  @Test
  void everyKindOfFunctionSeesTheValues() {
    SparkParams params = broadcast(10);
    assertEquals(each(10), numbers().map(params.map(x -> RATE.get())).collect());
    assertEquals(8, numbers().filter(params.map(x -> RATE.get() == 10)).count());
    assertEquals(
        each(10), numbers().flatMap(params.flatMap(x -> List.of(RATE.get()).iterator())).collect());
    assertEquals(
        List.of(10, 10, 10, 10),
        numbers().mapPartitions(params.flatMap(part -> List.of(RATE.get()).iterator())).collect());
    assertEquals(36 + 7 * 10, numbers().reduce(params.reduce((a, b) -> a + b + RATE.get())));
    // behind a shuffle, so in tasks of another stage
    Map<Integer, Integer> byRate =
        numbers()
            .mapToPair(params.mapToPair(x -> new Tuple2<>(x % 2, RATE.get())))
            .reduceByKey(params.reduce((a, b) -> a + b + RATE.get()))
            .collectAsMap();
    assertEquals(Map.of(0, 70, 1, 70), byRate);
    var sum = context.sc().longAccumulator();
    numbers().foreach(params.foreach(x -> sum.add(RATE.get())));
    assertEquals(80, sum.value());
  }

  @Test
  void datasetsCallWithinTheirFunctions() {
    SparkParams params = broadcast(10);
    List<Integer> rates =
        spark
            .createDataset(List.of(1, 2, 3), Encoders.INT())
            .map(
                (MapFunction<Integer, Integer>) x -> params.call(() -> x * RATE.get()),
                Encoders.INT())
            .collectAsList();
    assertEquals(List.of(10, 20, 30), rates);
  }

  /** Spark asks for what an iterator gives when the function has returned. */
  @Test
  void aLazyIteratorIsAskedWithTheValues() {
    SparkParams params = broadcast(10);
    List<Integer> rates = numbers().mapPartitions(params.flatMap(Times::new)).collect();
    assertEquals(List.of(10, 20, 30, 40, 50, 60, 70, 80), rates);
  }

  private record Times(Iterator<Integer> numbers) implements Iterator<Integer> {
    @Override
    public boolean hasNext() {
      return RATE.get() == 10 && numbers.hasNext();
    }

    @Override
    public Integer next() {
      return numbers.next() * RATE.get();
    }
  }

  /** The threads of executors serve all jobs. */
  @Test
  void nothingOfAnEarlierJobIsLeft() {
    for (int rate = 2; rate < 6; rate++) {
      SparkParams params = broadcast(rate);
      assertEquals(each(rate), numbers().map(params.map(x -> RATE.get())).collect());
      numbers()
          .foreach(
              params.foreach(
                  x -> {
                    ParamScope.current().put("spark.test.rate", 99); // ends with the call
                    ParamScope.current().put("spark.test.left", true);
                  }));
      assertEquals(each(1), numbers().map(x -> RATE.get()).collect(), "not wrapped");
      assertEquals(
          List.of(),
          numbers().filter(x -> ParamScope.current().contains("spark.test.left")).collect());
      assertEquals(each(rate), numbers().map(params.map(x -> RATE.get())).collect());
      params.destroy();
    }
  }

  @Test
  void laterChangesOfTheDriverAreNotSeen() {
    try (ParamScope scope = ParamScope.of(RATE, 10).enter()) {
      SparkParams params = HpSpark.broadcast(spark);
      scope.put(RATE, 11);
      assertEquals(each(10), numbers().map(params.map(x -> RATE.get())).collect());
    }
  }

  /** Pipelined into one task, element by element in turns. */
  @Test
  void twoOfThemServeOneTask() {
    SparkParams ten = broadcast(10);
    SparkParams twenty = broadcast(20);
    List<Integer> rates =
        numbers()
            .map(ten.map(x -> RATE.get()))
            .map(twenty.map(x -> 100 * x + RATE.get()))
            .flatMap(ten.flatMap(x -> List.of(100 * x + RATE.get()).iterator()))
            .collect();
    assertEquals(each(102010), rates);
  }

  @Test
  void aTaskThatIsTriedAgainSeesTheSame() {
    SparkParams params = broadcast(10);
    List<String> seen =
        numbers()
            .mapPartitions(
                params.flatMap(
                    part -> {
                      int attempt = TaskContext.get().attemptNumber();
                      int rate = RATE.get();
                      ParamScope.current().put(RATE, 99);
                      if (attempt < 2) {
                        throw new IllegalStateException("of purpose");
                      }
                      return List.of(attempt + " " + rate).iterator();
                    }))
            .collect();
    assertEquals(List.of("2 10", "2 10", "2 10", "2 10"), seen);
  }

  @Test
  void errorsNameTheKeyAsOnTheDriver() {
    SparkParams params =
        ParamScope.define("spark.test.rate=abc").call(() -> HpSpark.broadcast(context));
    Exception failed =
        assertThrows(Exception.class, () -> numbers().map(params.map(x -> RATE.get())).collect());
    assertTrue(failed.getMessage().contains("spark.test.rate: \"abc\" (text)"), failed::getMessage);
  }

  @Test
  void whatCannotBeSentIsRefusedByName() {
    for (Object value : List.of(new Object(), Suggest.from(() -> 1))) {
      ParamScope scope = ParamScope.of("a", 1).with("model.net", value);
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> scope.call(() -> HpSpark.broadcast(context)));
      assertTrue(refused.getMessage().startsWith("model.net: an object of "), refused::getMessage);
    }
  }

  @Test
  void listsAndObjectsTravel() {
    SparkParams params =
        ParamScope.of("a", List.of(1, 2))
            .with("b", new ArrayList<>(List.of("x")))
            .call(() -> HpSpark.broadcast(context));
    assertEquals(
        List.of("[1, 2][x]"),
        context
            .parallelize(List.of(0), 1)
            .map(
                params.map(
                    x ->
                        ParamScope.current().find("a").orElseThrow().toString()
                            + ParamScope.current().find("b").orElseThrow()))
            .collect());
  }
}
