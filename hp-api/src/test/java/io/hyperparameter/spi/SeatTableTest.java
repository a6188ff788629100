package io.hyperparameter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every live thread has one seat and finds it, whatever the ids and however many there are. */
class SeatTableTest {
  private static final int GARBAGE_COLLECTIONS = 100;

  @Test
  void aThousandThreadsEachFindTheirOwn() throws Exception {
    seatAll(1000, i -> new Sitter(1, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 512})
  void threadsWhoseIdsAreEqualModuloAPowerOfTwo(int modulus) throws Exception {
    seatAll(100, i -> new Sitter(modulus, 5));
  }

  @Test
  void threadsOfOneIdEachFindTheirOwn() throws Exception {
    seatAll(100, i -> new Sitter(() -> 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 16, 20, 31, 32, 33, 48, 54})
  void idsThatAreEqualModuloAPowerOfTwo(int power) throws Exception {
    seatAll(300, i -> new Sitter(() -> (long) i << power));
  }

  /** As any sixteen of a large pool may have them: each is found at once, as one alone is. */
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 384})
  void sixteenOfALargePoolEachHaveTheirFirstSlot(int apart) throws Exception {
    List<Sitter> sitters = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      sitters.add(new Sitter(apart, 5));
    }
    Seat.forgetEnded();
    for (Sitter sitter : sitters) {
      sitter.start();
      sitter.seated.await();
    }
    Seat.forgetEnded(); // which makes the table no smaller than they need
    List<Sitter> elsewhere =
        sitters.stream().filter(one -> SeatTable.first(one.thread) != one.first).toList();
    for (Sitter sitter : sitters) {
      sitter.look.countDown();
      sitter.join();
    }
    assertEquals(List.of(), elsewhere);
  }

  @Test
  void anIdThatChangesLeavesTheSeat() throws Exception {
    AtomicLong id = new AtomicLong();
    Sitter sitter = new Sitter(id::incrementAndGet);
    sitter.start();
    sitter.seated.await();
    sitter.look.countDown();
    sitter.join();
    assertSame(sitter.first, sitter.second);
  }

  /** Nobody else asks a thread for its id, so nobody else sees what its class makes of that. */
  @Test
  void anIdThatFailsForOthersIsTheThreadsOwnMatter() throws Exception {
    List<Sitter> sitters = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sitters.add(
          new Sitter(
              () -> {
                if (!(Thread.currentThread() instanceof OddThread)) {
                  throw new IllegalStateException("asked by " + Thread.currentThread());
                }
                return 7;
              }));
    }
    for (Sitter sitter : sitters) {
      sitter.start();
      sitter.seated.await();
    }
    for (int i = 0; i < 200; i++) {
      endedThread();
    }
    Seat.forgetEnded();
    for (Sitter sitter : sitters) {
      sitter.look.countDown();
      sitter.join();
      assertNotNull(sitter.first);
      assertSame(sitter.first, sitter.second);
    }
  }

  @Test
  void idsThatChangeLeaveTheTableInOrder() throws Exception {
    AtomicLong asked = new AtomicLong();
    for (int round = 0; round < 100; round++) {
      List<Sitter> sitters = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sitters.add(new Sitter(() -> asked.incrementAndGet() % 11 == 0 ? asked.get() : 7));
      }
      letAllLook(sitters);
      for (Sitter sitter : sitters) {
        assertNotNull(sitter.first);
        assertSame(sitter.first, sitter.second);
      }
      endedThread();
    }
    Seat.forgetEnded();
  }

  @Test
  void whoComesLaterForgetsTheSeatsOfThreadsThatHaveEnded() throws Exception {
    Sitter sitter = new Sitter(1, 0);
    sitter.start();
    sitter.seated.await();
    sitter.look.countDown();
    sitter.join();
    WeakReference<Seat> seat = new WeakReference<>(sitter.first);
    sitter.first = null;
    sitter.found = null;
    sitter.second = null;
    for (int i = 0; i < GARBAGE_COLLECTIONS && seat.get() != null; i++) {
      endedThread();
      System.gc();
    }
    assertNull(seat.get());
  }

  @Test
  void whoLooksAroundForgetsTheSeatsOfThreadsThatHaveEnded() throws Exception {
    assertForgottenByWhoLooks(endedThread());
  }

  static void assertForgottenByWhoLooks(WeakReference<?> ended) {
    for (int i = 0; i < GARBAGE_COLLECTIONS && ended.get() != null; i++) {
      for (int glance = 0; glance < 1000; glance++) {
        Seat.forgetEndedIfSeen();
      }
      System.gc();
    }
    assertNull(ended.get());
  }

  private static WeakReference<Thread> endedThread() throws InterruptedException {
    Thread thread = new Thread(() -> Seat.of(Thread.currentThread()));
    thread.start();
    thread.join();
    return new WeakReference<>(thread);
  }

  /** Each looks again when all have a seat. */
  private static void letAllLook(List<Sitter> sitters) throws InterruptedException {
    sitters.forEach(Sitter::start);
    for (Sitter sitter : sitters) {
      sitter.seated.await();
    }
    for (Sitter sitter : sitters) {
      sitter.look.countDown();
      sitter.join();
    }
  }

  /** Lets so many threads live at once and find their seats before and after the others came. */
  private static void seatAll(int count, IntFunction<Sitter> maker) throws InterruptedException {
    List<Sitter> sitters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sitters.add(maker.apply(i));
    }
    letAllLook(sitters);
    long different = sitters.stream().map(sitter -> sitter.first).distinct().count();
    assertEquals(count, different);
    for (Sitter sitter : sitters) {
      assertNotNull(sitter.first);
      assertSame(sitter.first, sitter.found);
      assertSame(sitter.first, sitter.second);
    }
  }

  /** Looks for its seat twice. */
  private static final class Sitter implements Runnable {
    final CountDownLatch seated = new CountDownLatch(1);
    final CountDownLatch look = new CountDownLatch(1);
    final Thread thread;
    volatile Seat first;
    volatile Seat found;
    volatile Seat second;

    /** With an id that leaves this rest. */
    Sitter(int modulus, int rest) {
      Thread made = new Thread(this);
      while (made.getId() % modulus != rest % modulus) {
        made = new Thread(this); // each takes an id, started or not
      }
      thread = made;
      thread.setDaemon(true);
    }

    /** With an id that its class makes up. */
    Sitter(LongSupplier id) {
      thread = new OddThread(this, id);
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    void join() throws InterruptedException {
      thread.join();
    }

    @Override
    public void run() {
      try {
        first = Seat.of(thread);
      } finally {
        seated.countDown();
      }
      try {
        look.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      found = Seat.find(thread);
      second = Seat.of(thread);
    }
  }

  private static final class OddThread extends Thread {
    private final LongSupplier id;

    OddThread(Runnable task, LongSupplier id) {
      super(task);
      this.id = id;
    }

    @Override
    @SuppressWarnings("deprecation") // the way to have an odd id
    public long getId() {
      return id.getAsLong();
    }
  }
}
