package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hyperparameter.ParamScope;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that is read as another kind of number allocates nothing, as any other read. */
class ConvertingReadsTest {
  private static final int WARM = 20_000;
  private static final int READS = 10_000;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        read("a boolean as long", s -> s.getLong("boolean", 0)),
        read("a whole double as long", s -> s.getLong("whole", 0)),
        read("a long as double", s -> s.getDouble("long", 0)),
        read("numeric text as long", s -> s.getLong("text", 0)),
        read("numeric text as double", s -> s.getDouble("text", 0)));
  }

  private static Arguments read(String name, ToDoubleFunction<ParamScope> read) {
    return Arguments.of(name, read);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reads")
  void allocateNothing(String name, ToDoubleFunction<ParamScope> read) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Map<String, Object> values =
        Map.of("boolean", true, "whole", 1e15, "long", 1_000_000L, "text", "1000000");
    try (ParamScope scope = ParamScope.of(values).enter()) {
      double sum = sum(scope, read, WARM);
      long before = threads.getCurrentThreadAllocatedBytes();
      sum += sum(scope, read, READS);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(sum > 0);
      assertTrue(bytes < READS, () -> name + ": " + bytes + " bytes in " + READS + " reads");
    }
  }

  private static double sum(ParamScope scope, ToDoubleFunction<ParamScope> read, int times) {
    double sum = 0;
    for (int i = 0; i < times; i++) {
      sum += read.applyAsDouble(scope);
    }
    return sum;
  }
}
