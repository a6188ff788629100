package io.hyperparameter.spi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ThreadsTest {
  private final FutureTask<Boolean> question =
      new FutureTask<>(() -> Threads.isVirtual(Thread.currentThread()));

  @Test
  void aPlatformThreadIsNotVirtual() throws Exception {
    new Thread(question).start();

    assertFalse(question.get());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aVirtualThreadIs() throws Exception {
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, question);

    assertTrue(question.get());
  }
}
