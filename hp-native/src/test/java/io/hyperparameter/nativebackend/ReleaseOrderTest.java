package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Contexts and the snapshots below them are released by the end of their task, by the end of their
 * thread, or by the garbage collector; whatever order that gives, what lives on is whole.
 */
@Timeout(120)
class ReleaseOrderTest extends NativeTest {
  /** A snapshot with values of all kinds, which a number tells. */
  private record Marked(ParamSnapshot snapshot, int number, Object object) {
    static Marked make(int number) {
      Object object = new int[] {number};
      try (var scope =
          ParamScope.of("release.number", number)
              .with("release.text", "a text of number " + number)
              .with("release.object", object)
              .enter()) {
        return new Marked(ParamScope.capture(), number, object);
      }
    }

    void check() {
      ParamScope now = ParamScope.current();
      assertEquals(number, now.getInt("release.number"));
      assertEquals("a text of number " + number, now.getString("release.text"));
      assertSame(object, now.find("release.object").orElseThrow());
      assertEquals(number, TestKernel.readLong("release.number", -1));
    }
  }

  @Test
  void snapshotsOutliveThoseTheyWereMadeOver() {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<Marked> alive = new ArrayList<>(List.of(Marked.make(0)));
      for (int step = 1; step < 200; step++) {
        Marked one = alive.get(random.nextInt(alive.size()));
        switch (random.nextInt(4)) {
          case 0 -> one.snapshot.run(one::check);
          case 1 -> {
            int number = step;
            one.snapshot.run(
                () -> {
                  alive.add(Marked.make(number)); // over the context of this task
                  one.check();
                });
          }
          case 2 -> {
            if (alive.size() > 1) {
              alive.remove(one);
            }
          }
          default -> {
            if (random.nextInt(5) == 0) {
              System.gc();
            }
          }
        }
      }
      alive.forEach(marked -> marked.snapshot.run(marked::check));
    }
  }

  @Test
  void threadsEndInAnyOrder() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 10; round++) {
      List<CountDownLatch> ends = new ArrayList<>();
      List<FutureTask<Void>> threads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        CountDownLatch end = new CountDownLatch(1);
        Marked marked = Marked.make(i);
        FutureTask<Void> task =
            new FutureTask<>(
                () -> {
                  marked.snapshot.run(marked::check);
                  try (var scope = marked.snapshot.toScope().enter()) {
                    end.await();
                    marked.check();
                    scope.put("release.object", "no object any more");
                  }
                  return null;
                });
        if (i % 2 == 0) {
          new Thread(task).start();
        } else {
          startVirtual(task);
        }
        ends.add(end);
        threads.add(task);
      }
      while (!ends.isEmpty()) {
        int next = random.nextInt(ends.size());
        ends.remove(next).countDown();
        threads.remove(next).get();
        if (random.nextInt(6) == 0) {
          System.gc();
        }
      }
    }
  }

  @Test
  void anEndedThreadGivesBackItsMemoryWhenOthersComeWithoutACollection() throws Exception {
    ParamScope left = ParamScope.of("release.left", 1L);
    NativeContext[] made = new NativeContext[1];
    CountDownLatch done = new CountDownLatch(1);
    Thread[] ended = new Thread[1];
    startVirtual(
        () -> {
          left.enter().put("release.left", 2L);
          made[0] = NativeContext.ofThisThread();
          ended[0] = Thread.currentThread();
          done.countDown();
        });
    done.await();
    ended[0].join();

    // each new context looks at a few earlier ones; those of threads that are alive stay
    for (int i = 0; i < 1000 && made[0].address() != NativeLibrary.emptyContext(); i++) {
      Thread other = new Thread(ParamScope::current);
      other.start();
      other.join();
    }

    assertEquals(NativeLibrary.emptyContext(), made[0].address());
    assertEquals(2L, left.getLong("release.left", -1), "what the scope held when its thread ended");
  }
}
