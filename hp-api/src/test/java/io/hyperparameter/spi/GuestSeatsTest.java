package io.hyperparameter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads that ask often stand in the table of seats while nobody else needs the slot. */
@EnabledForJreRange(min = JRE.JAVA_21)
class GuestSeatsTest {
  private static final int OFTEN = 1000;

  /** More than the table of seats has slots while few threads live. */
  private static final int IDS = 4096;

  @BeforeEach
  void fewThreadsHaveSeats() {
    Seat.forgetEnded();
  }

  @Test
  void oneThatAsksOftenIsFoundAtOnce() throws Exception {
    Guest guest = seated();
    guest.ask(OFTEN);
    assertTrue(guest.isSeated());
    guest.end();
  }

  @Test
  void oneThatAsksOnceIsNotInTheTable() throws Exception {
    for (int i = 0; i < 200; i++) {
      Guest guest = new Guest(1, 0);
      guest.ask(1);
      assertFalse(guest.isSeated());
      guest.end();
    }
  }

  @Test
  void anotherOneHasTheSlotWhenThisOneHasEnded() throws Exception {
    Guest first = seated();
    Guest second = new Guest(IDS, first.thread.getId());
    second.ask(OFTEN);
    assertTrue(first.isSeated());
    assertFalse(second.isSeated());
    first.end();
    second.ask(OFTEN);
    assertTrue(second.isSeated());
    second.end();
  }

  /** The table grows, as they are so many, and each finds its seat; so does who was a guest. */
  @Test
  void platformThreadsTakeTheSlotsTheyNeed() throws Exception {
    Guest guest = seated();
    CountDownLatch done = new CountDownLatch(1);
    List<Thread> others = new ArrayList<>();
    List<Seat> lost = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 200; i++) {
      CountDownLatch there = new CountDownLatch(1);
      Thread other =
          new Thread(
              () -> {
                Seat seat = Seat.of(Thread.currentThread());
                there.countDown();
                await(done);
                if (Seat.find(Thread.currentThread()) != seat) {
                  lost.add(seat);
                }
              });
      other.start();
      there.await();
      guest.ask(OFTEN);
      others.add(other);
    }
    done.countDown();
    for (Thread other : others) {
      other.join();
    }
    assertEquals(List.of(), lost);
    Seat.forgetEnded();
    guest.ask(OFTEN);
    assertTrue(guest.isSeated());
    guest.end();
  }

  @Test
  void whoLooksAroundForgetsThoseThatHaveEnded() throws Exception {
    SeatTableTest.assertForgottenByWhoLooks(endedGuest());
  }

  private static WeakReference<Seat> endedGuest() throws Exception {
    Guest guest = seated();
    guest.end();
    return new WeakReference<>(guest.seat);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** One that is in the table: the first slots of some are those of threads that live. */
  private static Guest seated() throws Exception {
    for (int i = 0; i < 64; i++) {
      Guest guest = new Guest(1, 0);
      guest.ask(OFTEN);
      if (guest.isSeated()) {
        return guest;
      }
      guest.end();
    }
    throw new AssertionError("none of 64 virtual threads is in the table");
  }

  /** A virtual thread that does what it is told. */
  private static final class Guest {
    final ExecutorService executor;
    final Seat seat;
    Thread thread;

    /** With an id that leaves this rest. */
    Guest(int modulus, long rest) throws Exception {
      ThreadFactory factory = factory();
      executor =
          Executors.newSingleThreadExecutor(
              task -> {
                do {
                  thread = factory.newThread(task); // each takes an id, started or not
                } while (thread.getId() % modulus != rest % modulus);
                return thread;
              });
      seat = call(() -> Seat.of(thread));
    }

    private static ThreadFactory factory() throws ReflectiveOperationException {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (ThreadFactory)
          Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    private <T> T call(Callable<T> task) throws Exception {
      return executor.submit(task).get();
    }

    void ask(int times) throws Exception {
      for (Seat found : call(() -> asked(times))) {
        assertSame(seat, found);
      }
    }

    private List<Seat> asked(int times) {
      List<Seat> found = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        found.add(Seat.find(thread));
      }
      return found;
    }

    boolean isSeated() throws Exception {
      return call(() -> SeatTable.first(thread)) == seat;
    }

    void end() throws InterruptedException {
      executor.shutdown();
      thread.join();
    }
  }
}
