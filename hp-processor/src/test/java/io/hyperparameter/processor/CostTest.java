package io.hyperparameter.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.hyperparameter.ParamScope;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** A bound call allocates nothing, once it is compiled. How long it takes is for the benchmarks. */
class CostTest {
  private static final int CALLS = 200_000;

  /** Enough for the JIT on a busy machine; the first round without allocation is the last. */
  private static final int ROUNDS = 200;

  @Test
  void aCallAllocatesNothing() throws Exception {
    DoubleSupplier calls =
        (DoubleSupplier)
            Compiled.eval(
                "class A { @AutoParam static double f(@Default(\"1\") double a,"
                    + " @Default(\"2\") @Min(0) double b, @Default(\"3\") float c,"
                    + " @Default(\"4\") int d, @Default(\"5\") long e, @Default(\"true\") boolean g,"
                    + " @Default(\"s\") @OneOf({\"s\", \"t\"}) String h,"
                    + " @Default(\"PT1M\") java.time.Duration i)"
                    + " { return a + b + c + d + e + (g ? 1 : 0) + h.length(); } }",
                "(java.util.function.DoubleSupplier) () -> { double sum = 0; for (int i = 0; i < "
                    + CALLS
                    + "; i++) sum += AAutoParam.f(); return sum; }");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (var scope = ParamScope.of(Map.of("f.a", 2.0, "f.d", 5, "f.h", "t")).enter()) {
      long bytes = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && bytes >= CALLS; round++) {
        long before = threads.getThreadAllocatedBytes(self);
        assertEquals(19.0 * CALLS, calls.getAsDouble());
        bytes = threads.getThreadAllocatedBytes(self) - before;
      }
      assertEquals(0, bytes / CALLS, "bytes of a call");
      assertEquals(3, scope.keys().size());
    }
  }
}
