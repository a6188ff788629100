package io.hyperparameter.tool;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.management.ParametersManagement;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A training that others look into; with the argument "register" it shows its bean itself. */
final class TrainingMain {
  private static final DoubleParam RATE = Param.ofDouble("train.lr", 0.001);
  private static final Param<String> TOKEN = Param.ofString("train.token", "").secret();

  private TrainingMain() {}

  public static void main(String[] args) throws Exception {
    List<String> wanted = List.of(args);
    if (wanted.contains("register")) {
      ParametersManagement.register();
    }
    ParamScope.of("train.lr", 0.01)
        .with("train.epochs", 40)
        .with("train.note", "a\u001b[2Jb")
        .with(TOKEN.key(), "hunter2")
        .run(ParamScope::frozen);
    CountDownLatch entered = new CountDownLatch(1);
    Thread worker =
        new Thread(
            ParamScope.of("train.epochs", 3)
                .<Runnable, RuntimeException>call(
                    () -> ParamScope.capture().wrap(() -> work(entered))),
            "worker");
    worker.setDaemon(true);
    worker.start();
    entered.await();
    try (ParamScope outer = ParamScope.of("train.lr", 0.1).with(TOKEN.key(), "secret").enter();
        ParamScope inner = ParamScope.of("train.batch", 16).enter()) {
      inner.put("train.lr", RATE.get() / 2);
      inner.remove("train.note");
      IdleMain.stay();
    }
  }

  private static void work(CountDownLatch entered) {
    try (ParamScope scope = ParamScope.empty().with("train.lr", 0.25).enter()) {
      entered.countDown();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
