package io.hyperparameter.spi;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Seat} of a thread: the hot part of every read through a typed key.
 *
 * <p><b>Platform threads</b> have theirs in one table, at one of three slots that the thread's id
 * gives. Most stand in the first, which the id's low bits choose, as ids are dense. Where another
 * thread has that, the table grows to as many slots as give the most their first, within reason;
 * who is left takes one of his other two, and who is there moves to another of his (cuckoo
 * hashing). At most a quarter of the table is in use. So each thread has a slot for itself,
 * whichever ids the others have: threads never take turns in a slot, and a thread that finds its
 * seat writes nothing.
 *
 * <p>There is no {@link ThreadLocal} in this, on purpose. The JDK clears those of common-pool
 * workers between tasks, and a context lives as long as its thread; and a thread local would leave
 * an object of ours on threads that outlive us, such as those of an application server, and with it
 * our class loader. Nothing here is reachable from a platform thread. The other way round, a thread
 * that has ended is kept until somebody looks: a thread that comes new, or one that freezes or
 * captures values.
 *
 * <p>Reads take no lock. The table is written under one: a new thread's first slot in place, all
 * else by another table, which is filled before it is shown. A seat found is trusted only if it
 * refers to the very thread that asks, and nobody but that thread uses what is in it; a thread that
 * does not find itself takes the lock and looks again. An id only tells where to look. A subclass
 * may override {@link Thread#getId} and give what it likes each time; nobody but the thread itself
 * asks for that, so such threads are in a list and in no slot, as are those for which there is
 * none.
 *
 * <p><b>Virtual threads</b> are too many for a table, and most are too short-lived to be swept from
 * it. They have their seats in a ThreadLocal, which goes when they go and which nobody clears
 * before. To ask that takes twice as long as the table; so one that asks often stands in its first
 * slot of the table, too, unless a platform thread has that, or another virtual one that lives. It
 * is a guest there: whoever changes the table need not keep it.
 */
final class SeatTable {
  private static final int FIRST_LENGTH = 128;

  /** At most one slot in so many is used. */
  private static final int SPARSE = 4;

  /** Growing gives more threads their first slot up to here; then it takes them more slots. */
  private static final int MOST_SPREAD = 4096;

  /** Where moving others does not help, the table grows no further than this many slots a seat. */
  private static final int TOO_SPARSE = 16;

  private static final int MOVES = 32;

  private static final int GLANCE = 4;

  /** A virtual thread that has asked so often for its seat may ask as often again. */
  private static final int OFTEN = 64;

  /** Odd, with bits all over; from SplitMix64. */
  private static final long MIX = 0xbf58476d1ce4e5b9L;

  private static final Seat[] NO_CROWD = {};

  /** In the slots that nobody has, so that a read need not ask whether there is a seat. */
  @SuppressWarnings("NullAway") // no thread
  private static final Seat NOBODY = new Seat(null);

  private static final ThreadLocal<Seat> OF_VIRTUAL = new ThreadLocal<>();

  // Plain on purpose, see above; written under the lock of this class.
  private static Seat[] seats = empty(FIRST_LENGTH);
  private static Seat[] crowd = NO_CROWD;

  /** How many seats are in the table; those of threads that have ended included. */
  private static int count;

  /** How many threads were given a seat since those of ended threads were last removed. */
  private static int sinceSweep;

  private SeatTable() {}

  private static Seat[] empty(int length) {
    Seat[] made = new Seat[length];
    Arrays.fill(made, NOBODY);
    return made;
  }

  /** What is in the first slot of a thread: most likely its seat. */
  static Seat first(Thread thread) {
    Seat[] seats = SeatTable.seats;
    return seats[(int) thread.getId() & (seats.length - 1)];
  }

  /** The seat of a thread, null if none. */
  static @Nullable Seat find(Thread thread) {
    Seat[] seats = SeatTable.seats;
    long id = thread.getId();
    Seat seat = seats[(int) id & (seats.length - 1)];
    return seat.thread() == thread ? seat : findFurther(seats, thread, id);
  }

  private static @Nullable Seat findFurther(Seat[] seats, Thread thread, long id) {
    if (Threads.isKnownVirtual(thread)) {
      return findVirtual(seats, id);
    }
    long mixed = mix(id);
    Seat seat = seats[second(mixed, seats.length)];
    if (seat.thread() == thread) {
      return seat;
    }
    seat = seats[third(mixed, seats.length)];
    if (seat.thread() == thread) {
      return seat;
    }
    for (Seat one : crowd) {
      if (one.thread() == thread) {
        return one;
      }
    }
    return null;
  }

  private static @Nullable Seat findVirtual(Seat[] seats, long id) {
    Seat seat = OF_VIRTUAL.get();
    if (seat != null && ++seat.asked >= OFTEN) {
      seat.asked = 0;
      if (isOpenToGuests(seats[(int) id & (seats.length - 1)])) {
        receive(seat);
      }
    }
    return seat;
  }

  private static synchronized void receive(Seat guest) {
    int first = slot(guest, 0, seats.length);
    if (isOpenToGuests(seats[first])) {
      seats[first] = guest;
    }
  }

  private static boolean isOpenToGuests(Seat slot) {
    return slot == NOBODY || (!isPlatform(slot) && slot.isVacant());
  }

  /** Whether it is that of a platform thread, and no guest's. */
  private static boolean isPlatform(Seat seat) {
    return seat != NOBODY && !Threads.isKnownVirtual(seat.thread());
  }

  private static long mix(long id) {
    long mixed = id * MIX;
    return mixed ^ (mixed >>> 32);
  }

  private static int second(long mixed, int length) {
    return (int) mixed & (length - 1);
  }

  private static int third(long mixed, int length) {
    return (int) (mixed >>> 32) & (length - 1);
  }

  private static int slot(Seat seat, int choice, int length) {
    long id = seat.thread().getId();
    return switch (choice) {
      case 0 -> (int) id & (length - 1);
      case 1 -> second(mix(id), length);
      default -> third(mix(id), length);
    };
  }

  /** Gives the calling thread a seat, if it really has none. */
  static Seat register(Thread thread) {
    if (Threads.isVirtual(thread)) {
      return registerVirtual(thread);
    }
    boolean isOdd = hasIdOfItsOwn(thread);
    synchronized (SeatTable.class) {
      Seat known = remove(thread);
      Seat seat = known != null ? known : new Seat(thread);
      if (++sinceSweep >= seats.length / FIRST_LENGTH) {
        sweep();
      }
      if (isOdd) {
        join(seat);
      } else {
        add(seat);
      }
      return seat;
    }
  }

  /** Whether a class overrides {@link Thread#getId}; none of the JDK does. */
  private static boolean hasIdOfItsOwn(Thread thread) {
    Class<?> type = thread.getClass();
    if (type.getClassLoader() == null) {
      return false;
    }
    try {
      return type.getMethod("getId").getDeclaringClass() != Thread.class;
    } catch (NoSuchMethodException | Error e) { // an image that was made without this
      return false;
    }
  }

  private static void join(Seat seat) {
    Seat[] more = Arrays.copyOf(crowd, crowd.length + 1);
    more[crowd.length] = seat;
    crowd = more;
  }

  private static Seat registerVirtual(Thread thread) {
    Seat seat = OF_VIRTUAL.get(); // the first that was seen to be virtual was looked for elsewhere
    if (seat == null) {
      seat = new Seat(thread);
      OF_VIRTUAL.set(seat);
    }
    return seat;
  }

  /** Removes the seats of threads that have ended. */
  static synchronized void forgetEnded() {
    sweep();
  }

  /** Looks at a few slots, others each time, without a lock. */
  static void forgetEndedIfSeen() {
    Seat[] seats = SeatTable.seats;
    int from = ThreadLocalRandom.current().nextInt();
    for (int i = 0; i < GLANCE; i++) {
      Seat seat = seats[(from + i) & (seats.length - 1)];
      if (seat != NOBODY && seat.isVacant()) {
        forgetEnded();
        return;
      }
    }
  }

  /** Whether no other thread that lives has a seat in the table; without a lock. */
  static boolean isAlone(Thread thread) {
    if (Threads.isVirtual(thread)) {
      return false;
    }
    for (Seat[] some : List.of(seats, crowd)) {
      for (Seat seat : some) {
        if (seat != NOBODY && seat.thread() != thread && !seat.isVacant()) {
          return false;
        }
      }
    }
    return true;
  }

  private static void sweep() {
    sinceSweep = 0;
    for (int i = 0; i < seats.length; i++) {
      Seat seat = seats[i];
      if (seat != NOBODY && seat.isVacant()) {
        seats[i] = NOBODY;
        count -= isPlatform(seat) ? 1 : 0;
      }
    }
    if (crowd.length > 0) {
      crowd = Arrays.stream(crowd).filter(seat -> !seat.isVacant()).toArray(Seat[]::new);
    }
    if (seats.length > FIRST_LENGTH && count * TOO_SPARSE < seats.length) {
      rebuild(mostSpread(NOBODY, seats.length / 2), NOBODY);
    }
  }

  /** By identity: ids may lie. */
  private static @Nullable Seat remove(Thread thread) {
    for (int i = 0; i < seats.length; i++) {
      Seat seat = seats[i];
      if (seat.thread() == thread) {
        seats[i] = NOBODY;
        count--;
        return seat;
      }
    }
    for (Seat seat : crowd) {
      if (seat.thread() == thread) {
        crowd = Arrays.stream(crowd).filter(one -> one != seat).toArray(Seat[]::new);
        return seat;
      }
    }
    return null;
  }

  private static void add(Seat seat) {
    Seat[] known = seats;
    int first = slot(seat, 0, known.length);
    boolean isRoomy = (count + 1) * SPARSE <= known.length;
    if (isRoomy && !isPlatform(known[first])) {
      known[first] = seat;
      count++;
    } else {
      rebuild(mostSpread(seat, isRoomy ? known.length : 2 * known.length), seat);
    }
  }

  /**
   * The least length, from the given one on, at which the fewest seats have another's first slot.
   *
   * @param added besides those in the table; {@link #NOBODY} for none
   */
  private static int mostSpread(Seat added, int length) {
    int best = length;
    int fewest = Integer.MAX_VALUE;
    for (int next = length; fewest > 0 && (next == length || next <= MOST_SPREAD); next *= 2) {
      int shared = shared(added, next);
      if (shared < fewest) {
        fewest = shared;
        best = next;
      }
    }
    return best;
  }

  /** How many seats would find another in their first slot. */
  private static int shared(Seat added, int length) {
    BitSet taken = new BitSet(length);
    int shared = 0;
    if (added != NOBODY) {
      taken.set(slot(added, 0, length));
    }
    for (Seat seat : seats) {
      if (isPlatform(seat)) {
        int first = slot(seat, 0, length);
        shared += taken.get(first) ? 1 : 0;
        taken.set(first);
      }
    }
    return shared;
  }

  /**
   * Puts all seats into another table. Where it fails, as memory ends, this one is as it was.
   *
   * @param added besides those in the table; {@link #NOBODY} for none
   */
  private static void rebuild(int length, Seat added) {
    Seat[] next = empty(length);
    List<Seat> others = new ArrayList<>();
    int all = 0;
    if (added != NOBODY) {
      next[slot(added, 0, length)] = added;
      all++;
    }
    for (Seat seat : seats) {
      if (isPlatform(seat)) {
        all++;
        int first = slot(seat, 0, length);
        if (next[first] == NOBODY) {
          next[first] = seat;
        } else {
          others.add(seat);
        }
      }
    }
    List<Seat> left = new ArrayList<>(Arrays.asList(crowd));
    for (Seat seat : others) {
      Seat without = place(next, seat);
      if (without != null && length < TOO_SPARSE * all) {
        rebuild(2 * length, added);
        return;
      }
      if (without != null) {
        left.add(without);
      }
    }
    int inCrowd = left.size() - crowd.length;
    crowd = left.toArray(NO_CROWD);
    count = all - inCrowd;
    VarHandle.releaseFence(); // whoever sees the table sees what is in it, on any processor
    seats = next;
  }

  /**
   * Places a seat, moving others if need be; gives the one that no place was found for, or null.
   */
  private static @Nullable Seat place(Seat[] into, Seat seat) {
    Seat moving = seat;
    for (int move = 0; move < MOVES; move++) {
      for (int choice = 0; choice < 3; choice++) {
        int at = slot(moving, choice, into.length);
        if (into[at] == NOBODY) {
          into[at] = moving;
          return null;
        }
      }
      int at = slot(moving, move % 3, into.length);
      Seat moved = into[at];
      into[at] = moving;
      moving = moved;
    }
    return moving;
  }
}
