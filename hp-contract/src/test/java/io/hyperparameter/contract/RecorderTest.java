package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.Suggest;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.recording.ParamRecorder;
import io.hyperparameter.recording.ParamRecorder.Read;
import io.hyperparameter.spi.ThreadLocalCarrier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every read is noted, however it is made, and none but the chosen ones. */
class RecorderTest {
  private static final IntParam LAYERS = Param.ofInt("rec.layers", 2);
  private static final DoubleParam RATE = Param.ofDouble("rec.rate", 0.5);
  private static final Param<String> NAME = Param.ofString("rec.name", "anon");
  private static final Param<TimeUnit> UNIT = Param.ofEnum("rec.unit", TimeUnit.DAYS);
  private static final Param<Duration> WAIT =
      Param.of("rec.wait", Duration.ofSeconds(5), Duration::parse);

  private static Read read(ParamRecorder recorder, String key) {
    return recorder.reads().stream().filter(r -> r.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void valuesAndDefaultsAreNotedWithTheirOrigins() {
    ParamScope.capture()
        .run(
            () -> {
              Map<String, String> origins = Map.of("rec.rate", "train.toml:1:2");
              try (var scope = ParamScope.of(Map.of("rec.rate", 0.1), origins).enter();
                  var recorder = ParamRecorder.start()) {
                assertEquals(0.1, RATE.get());
                assertEquals(0.1, RATE.get(scope));
                assertEquals(0.1, scope.getDouble("rec.rate", 9));
                assertEquals(2, LAYERS.get());
                assertEquals(
                    new Read("rec.rate", 0.1, "double", "train.toml:1:2", false, false, 3),
                    read(recorder, "rec.rate"));
                assertEquals(
                    new Read("rec.layers", 2L, "long", "default", true, false, 1),
                    read(recorder, "rec.layers"));
              }
            });
  }

  @Test
  void everyWayToReadIsSeen() {
    ParamScope.capture()
        .run(
            () -> {
              try (var scope = ParamScope.of("k", 1).enter();
                  var recorder = ParamRecorder.start()) {
                ParamScope here = ParamScope.current();
                scope.getInt("k");
                scope.getInt("k", 0);
                here.getLong("k", 0);
                here.getDouble("k", 0);
                here.getBoolean("k", false);
                here.getString("k", "");
                here.getFloat("k", 0);
                here.find("k");
                here.get("k", Object.class);
                here.at("").getInt("k", 1); // another key: ".k"
                ParamScope.of().getInt("k", 0);
                try (var inner = ParamScope.of("k", 2).enter()) {
                  inner.getInt("k", 0);
                  scope.getInt("k", 0);
                }
                assertEquals(12, read(recorder, "k").count());
                assertTrue(read(recorder, "k").varies());
                NAME.get();
                UNIT.get();
                WAIT.get();
                assertEquals("anon", read(recorder, "rec.name").value());
                assertEquals(TimeUnit.DAYS, read(recorder, "rec.unit").value());
                assertEquals(Duration.ofSeconds(5), read(recorder, "rec.wait").value());
              }
            });
  }

  @Test
  void scopesWorkWhileRecordedAndAfterwards() {
    ParamScope.capture()
        .run(
            () -> {
              ParamScope outer = ParamScope.of("a", 1).enter();
              ParamScope again = ParamScope.of("a", 5);
              try (var recorder = ParamRecorder.start()) {
                try (var inner = again.enter()) {
                  inner.put("a", 6);
                  assertEquals(6, outer.getInt("a"));
                  assertEquals(Map.of("a", 6L), ParamScope.current().toMap());
                }
                outer.put("a", 2);
                assertEquals(2, outer.getInt("a"));
              }
              assertEquals(2, outer.getInt("a"));
              assertEquals(6, again.getInt("a"));
              outer.close();
              assertThrows(ScopeStateException.class, outer::close);
              assertEquals(2, outer.getInt("a", 0));
              assertEquals(0, ParamScope.current().getInt("a", 0));
            });
  }

  @Test
  void nothingIsNotedBeforeAndAfter() {
    ParamScope.capture()
        .run(
            () -> {
              RATE.get();
              ParamRecorder recorder = ParamRecorder.start();
              recorder.close();
              recorder.close();
              RATE.get();
              assertEquals(List.of(), recorder.reads());
            });
  }

  @Test
  void tasksThatAreStartedMeanwhileAreNotedOthersAreNot() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      ParamScope.of("t", 1)
          .call(
              () -> {
                ParamSnapshot before = ParamScope.capture();
                try (var recorder = ParamRecorder.start()) {
                  threads.submit(() -> ParamScope.current().getInt("plain", 0)).get();
                  threads.submit(before.wrap(() -> ParamScope.current().getInt("early", 0))).get();
                  ExecutorService bound = ParamSnapshot.capturing(threads);
                  assertEquals(1, bound.submit(() -> ParamScope.current().getInt("t", 0)).get());
                  CompletableFuture.supplyAsync(
                          () ->
                              ParamScope.capture()
                                  .call(() -> ParamScope.current().getInt("deep", 3)),
                          bound)
                      .get();
                  assertEquals(
                      List.of("deep", "t"), recorder.reads().stream().map(Read::key).toList());
                }
                return null;
              });
      // and the worker's own context, and the one its tasks leave for the next, are as before
      assertEquals(0, threads.submit(() -> ParamScope.current().getInt("t", 0)).get());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void attachedSnapshotsAreNotedAsTasksAre() {
    ParamScope.of("t", 1)
        .run(
            () -> {
              ParamSnapshot before = ParamScope.capture();
              try (var recorder = ParamRecorder.start()) {
                ParamSnapshot meanwhile = ParamScope.capture();
                for (int i = 0; i < 3; i++) {
                  try (var attached = meanwhile.attach()) {
                    ParamScope.current().getInt("t");
                  }
                }
                before.run(() -> ParamScope.current().getInt("t"));
                try (var attached = before.attach()) {
                  ParamScope.current().getInt("t");
                }
                assertEquals(3, read(recorder, "t").count());
              }
            });
  }

  @Test
  void aRecorderThatATaskForgetsEndsWithTheTask() {
    ParamSnapshot snapshot = ParamScope.of("t", 1).call(ParamScope::capture);
    ParamRecorder forgotten =
        snapshot.call(
            () -> {
              ParamRecorder recorder = ParamRecorder.start();
              ParamScope.current().getInt("t");
              return recorder;
            });
    snapshot.run(() -> ParamScope.current().getInt("t"));
    assertEquals(1, read(forgotten, "t").count());
  }

  @Test
  void snapshotsMadeOfCapturedOnesAreNotedToo() {
    AtomicInteger carried = new AtomicInteger();
    ThreadLocalCarrier carrier =
        () ->
            () -> {
              carried.incrementAndGet();
              return () -> {};
            };
    ParamScope.of("t", 1)
        .run(
            () -> {
              try (var recorder = ParamRecorder.start()) {
                ParamSnapshot carrying = ParamScope.capture().carrying(carrier);
                carrying.run(() -> ParamScope.current().getInt("t"));
                carrying.portable().run(() -> ParamScope.current().getInt("t"));
                assertEquals(2, read(recorder, "t").count());
                assertEquals(2, carried.get());
              }
            });
  }

  @Test
  void aReadThatFailsIsARead() {
    ParamScope.of(Map.of("rec.layers", "many", "other", "many"))
        .run(
            () -> {
              try (var recorder = ParamRecorder.start()) {
                assertThrows(ParamTypeException.class, LAYERS::get);
                assertThrows(
                    ParamTypeException.class, () -> ParamScope.current().getDouble("other", 1));
                assertEquals(Map.of(), recorder.unread());
              }
            });
  }

  @Test
  void whatIsSetAndNeverReadComesWithNearMisses() {
    ParamScope.capture()
        .run(
            () -> {
              try (var scope =
                      ParamScope.of(Map.of("rec.layer", 3, "rec.rate", 1, "flag", true)).enter();
                  var recorder = ParamRecorder.start()) {
                LAYERS.get();
                RATE.get();
                scope.contains("flag");
                assertEquals(
                    Map.of("rec.layer", List.of("rec.layers")), Map.copyOf(recorder.unread()));
                String report = recorder.report();
                assertTrue(
                    report.contains("rec.layer was set and never read; did you mean rec.layers?\n"),
                    report);
                ParamScope.current().toMap();
                assertEquals(Map.of(), recorder.unread());
              }
            });
  }

  @Test
  void whoHasAValueFromElsewhereMayTell() {
    ParamScope.of(Map.of("rec.here", 1, "rec.there", 2))
        .run(
            () -> {
              try (var recorder = ParamRecorder.start()) {
                ParamRecorder.noteUse("rec.there");
                assertEquals(Set.of("rec.here"), recorder.unread().keySet());
              }
            });
  }

  @Test
  void aReplayHasWhatWasGivenAndTheDefaultsThatWereTaken() {
    ParamScope.capture()
        .run(
            () -> {
              Suggest lazy = Suggest.from(() -> 7);
              try (var scope =
                      ParamScope.of(Map.of("given", "1e-3", "list", List.of(1, 2), "lazy", lazy))
                          .enter();
                  var recorder = ParamRecorder.start()) {
                LAYERS.get();
                UNIT.get();
                WAIT.get();
                scope.getInt("lazy");
                try (var inner = ParamScope.of("rec.rate", 3).enter()) {
                  RATE.get(); // the program's own business
                }
                scope.getInt("two", 1);
                scope.getInt("two", 2);
                assertEquals(
                    Map.of(
                        "given",
                        "1e-3",
                        "list",
                        List.of(1L, 2L).equals(recorder.replay().get("list"))
                            ? List.of(1L, 2L)
                            : List.of(1, 2),
                        "lazy",
                        7L,
                        "rec.layers",
                        2L,
                        "rec.unit",
                        "DAYS",
                        "rec.wait",
                        "PT5S"),
                    Map.copyOf(recorder.replay()));
                assertEquals(List.of("two"), List.copyOf(recorder.omitted().keySet()));
              }
            });
  }

  /** As a loop does whose rate decays: the program lays its own value over the default it read. */
  @Test
  void aDefaultIsReplayedAlthoughTheProgramSetsTheKeyLater() {
    ParamScope.capture()
        .run(
            () -> {
              try (var recorder = ParamRecorder.start()) {
                double rate = RATE.get();
                ParamScope.of(RATE, rate / 2).run(RATE::get);
                ParamScope.of("one", 5).run(() -> ParamScope.current().getInt("one", 1));
                ParamScope.current().getInt("one", 1);
                assertEquals(Map.of("rec.rate", rate, "one", 1L), Map.copyOf(recorder.replay()));
                assertEquals(Map.of(), recorder.omitted());
                ParamScope.current().getInt("one", 2);
                assertEquals(
                    Map.of("one", "its readers have different defaults"), recorder.omitted());
              }
            });
  }

  @Test
  void generatedCodeIsSeenToRead() {
    long hash = io.hyperparameter.hashing.KeyHash.hash("rec.generated");
    ParamBinding.declare("rec.generated", hash);
    ParamScope.capture()
        .run(
            () -> {
              try (var recorder = ParamRecorder.start()) {
                ParamBinding.getLong(hash, 4);
                assertEquals(4L, read(recorder, "rec.generated").value());
              }
            });
  }

  @Test
  void aSecretIsNotedWithoutItsValue() {
    Param<String> token = Param.ofString("rec.token", "none").secret();
    ParamScope.of()
        .with(token, "hush")
        .run(
            () -> {
              try (var recorder = ParamRecorder.start()) {
                assertEquals("hush", token.get());
                assertFalse(recorder.report().contains("hush"));
                assertEquals("***", read(recorder, "rec.token").value());
                assertFalse(recorder.replay().containsKey("rec.token"));
              }
            });
  }

  @Test
  void itIsClosedWhereItWasStarted() throws Exception {
    try (var recorder = ParamRecorder.start()) {
      CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(recorder::close);
      assertTrue(
          assertThrows(java.util.concurrent.ExecutionException.class, elsewhere::get).getCause()
              instanceof ScopeStateException);
    }
  }

  /** Contexts of tasks are used again: nobody watches them when their task has ended. */
  @Test
  void whatRunsAfterARecordedTaskIsNotNoted() {
    ParamSnapshot others = ParamScope.capture();
    try (var recorder = ParamRecorder.start()) {
      ParamSnapshot recorded = ParamScope.of("rec.layers", 3).call(ParamScope::capture);
      try (var attached = recorded.attach()) {
        assertEquals(3, LAYERS.get());
      }
      others.run(() -> RATE.get());
      recorded.run(() -> ParamRecorder.start()); // and never closed
      others.run(() -> NAME.get());
      try (var attached = others.attach()) {
        UNIT.get();
      }
      assertEquals(List.of("rec.layers"), recorder.reads().stream().map(Read::key).toList());
    }
  }

  @Test
  void tasksThatTakeMoreAlongAreNotedAsWell() throws Exception {
    ThreadLocalCarrier nothing = () -> () -> () -> {};
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (var recorder = ParamRecorder.start()) {
      ParamSnapshot.capturing(pool, nothing).submit(() -> LAYERS.get()).get();
      ParamScope.capture().portable().run(() -> RATE.get());
      assertEquals(
          List.of("rec.layers", "rec.rate"), recorder.reads().stream().map(Read::key).toList());
    } finally {
      pool.shutdown();
    }
  }
}
