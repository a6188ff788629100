package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.Suggest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that C++ cannot convert by itself: computed by Java, or told of. */
@Timeout(120)
class KernelReadsTest extends NativeTest {
  private static final Logger LOGGER = Logger.getLogger("io.hyperparameter");

  private final List<String> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
    TestKernel.clearError();
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
    System.clearProperty(KernelReads.STRICT_PROPERTY);
  }

  @Test
  void lazyValuesAreComputedForKernels() {
    AtomicInteger asked = new AtomicInteger();
    try (var scope =
        ParamScope.of("lazy.long", Suggest.from(() -> 40L + asked.incrementAndGet()))
            .with("lazy.double", Suggest.from(() -> 0.5))
            .with("lazy.boolean", Suggest.from(() -> true))
            .with("lazy.text", Suggest.from(() -> "te\u00dft"))
            .with("lazy.number", Suggest.from(() -> "17"))
            .with("lazy.null", Suggest.from(() -> null))
            .enter()) {
      assertEquals(41, TestKernel.readLong("lazy.long", 1));
      assertEquals(42, TestKernel.readLong("lazy.long", 1));
      assertEquals(43.0, TestKernel.readDouble("lazy.long", 1));
      assertEquals(0.5, TestKernel.readDouble("lazy.double", 1));
      assertTrue(TestKernel.readBoolean("lazy.boolean", false));
      assertEquals("te\u00dft", TestKernel.readText("lazy.text", "none"));
      assertEquals(17, TestKernel.readLong("lazy.number", 1));
      assertEquals(1, TestKernel.readLong("lazy.null", 1));
      assertEquals(3, asked.get());
      assertEquals("", TestKernel.lastError());
    }
    assertEquals(List.of(), logged);
  }

  @Test
  void aSupplierMayUseTheScopesOfItsThread() {
    Suggest lazy =
        Suggest.from(
            () -> {
              try (var inner = ParamScope.of("inner", 1).enter()) {
                for (int i = 0; i < 200; i++) {
                  inner.put("inner." + i, i);
                }
                return inner.getLong("base", 0) + TestKernel.readLong("inner.7", 0);
              }
            });
    try (var scope = ParamScope.of("lazy", lazy).with("base", 100).enter()) {
      assertEquals(107, TestKernel.readLong("lazy", 1));
      assertEquals(100, scope.getLong("base", 0));
      assertEquals(1, TestKernel.depth());
    }
  }

  @Test
  void whatASupplierThrowsIsTheDefaultAndTheLastError() {
    long before = Backend.current().misreads();
    try (var scope =
        ParamScope.of(
                "lazy.broken",
                Suggest.from(
                    () -> {
                      throw new IllegalStateException("the study is over");
                    }))
            .enter()) {
      assertEquals(1, TestKernel.readLong("lazy.broken", 1));
      assertTrue(TestKernel.lastError().contains("the study is over"), TestKernel.lastError());
      assertEquals(1, TestKernel.readOnAnotherThread("lazy.broken", 1));
    }
    assertEquals(before + 1, Backend.current().misreads());
  }

  @Test
  void whatDoesNotConvertIsCountedAndLoggedOnceForEachKey() {
    long before = Backend.current().misreads();
    try (var scope =
        ParamScope.of("misread.word", "fast")
            .with("misread.decimal", new BigDecimal("0.12345678901234567890123"))
            .with("decimal", new BigDecimal("0.5"))
            .with("misread.large", 300)
            .enter()) {
      for (int i = 0; i < 3; i++) {
        assertEquals(1, TestKernel.readLong("misread.word", 1));
        assertEquals(2.5, TestKernel.readDouble("misread.decimal", 2.5));
        assertEquals(0.5, TestKernel.readDouble("decimal", 2.5)); // a number without loss
        assertEquals(2, TestKernel.readByte("misread.large", 2));
      }
      assertTrue(TestKernel.lastError().contains("'misread.large' holds the integer 300"));
    }
    assertEquals(before + 9, Backend.current().misreads());
    assertEquals(3, logged.size(), logged.toString());
    assertTrue(logged.get(0).contains("\"misread.word\""), logged.get(0));
    assertTrue(logged.get(0).contains("holds a text where a long is read"), logged.get(0));
  }

  @Test
  void inStrictModeItIsThrownWhereTheKernelReturns() {
    System.setProperty(KernelReads.STRICT_PROPERTY, "true");
    try (var scope = ParamScope.of("strict.word", "fast").with("strict.large", 300).enter()) {
      var error =
          assertThrows(ParamTypeException.class, () -> TestKernel.readLong("strict.word", 1));
      assertEquals("strict.word", error.key());
      assertEquals("long", error.wantedType());
      assertThrows(IllegalArgumentException.class, () -> TestKernel.readByte("strict.large", 1));
      assertEquals(300, TestKernel.readLong("strict.large", 1));
      assertEquals(300, scope.getLong("strict.large", 0));
    }
  }
}
