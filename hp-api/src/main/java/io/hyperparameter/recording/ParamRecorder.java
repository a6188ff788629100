package io.hyperparameter.recording;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ReadWatch;
import io.hyperparameter.context.ScopeMessages;
import io.hyperparameter.context.WatchedReads;
import io.hyperparameter.origin.ShownValues;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.NearMiss;
import io.hyperparameter.text.ParamText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Notes which parameters are read, and what the readers got: on the thread that starts it, and in
 * every task over a snapshot that is captured there meanwhile, on whatever thread that runs.
 *
 * <pre>{@code
 * try (var recorder = ParamRecorder.start()) {
 *   train();
 *   System.out.print(recorder.report());         // who read what; what was set and never read
 *   Map<String, Object> run = recorder.replay(); // to be set for the same run
 * }
 * }</pre>
 *
 * <p><b>Cost.</b> None while nobody records: a recorded thread is taken off the short ways of
 * reads, which know of no recorder. A read that is recorded takes a microsecond or less, and memory
 * is needed by the number of keys.
 *
 * <p><b>What is not seen:</b> reads of C++ kernels, of a scope that is not entered and has the
 * value itself, and of threads that were not chosen.
 *
 * <p>May be asked on any thread, also while it records. Several may record one thread.
 */
public final class ParamRecorder implements AutoCloseable {
  /** Who waits for reads of certain keys gives up after so many others. */
  private static final long MOST_AWAITED = 1_000_000;

  private static volatile boolean everStarted;

  private final Context context;
  private final ParamValues before;
  private final Map<String, Tally> reads = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** The only keys that matter, as long as nobody read them; null if all do. */
  private final @Nullable Set<String> awaited;

  private final AtomicLong left = new AtomicLong(MOST_AWAITED);
  private final ReadWatch watch = new Notes();
  private volatile boolean recording = true;

  /** Whether its task ended while it was recording. */
  private volatile boolean isLeft;

  /**
   * What was read of one parameter.
   *
   * @param key the full key; of a read by generated code of a key that nobody declares, its hash in
   *     words
   * @param value what the last reader got; {@code "***"} if it is secret; null if it was null, or a
   *     default that only the reader knows
   * @param kind the kind of {@code value}: {@code long}, {@code double}, {@code boolean}, {@code
   *     text}, {@code null} or the name of a class
   * @param origin where the value came from, as a phrase; {@code "default"} if the last reader took
   *     his default
   * @param isDefault whether every reader took a default
   * @param varies whether readers got different values, or different defaults
   * @param count how many reads there were
   */
  public record Read(
      String key,
      @Nullable Object value,
      String kind,
      String origin,
      boolean isDefault,
      boolean varies,
      long count) {}

  private ParamRecorder(Context context, @Nullable Set<String> awaited) {
    this.context = context;
    this.before = Contexts.visible(context);
    this.awaited = awaited;
  }

  /**
   * {@return a recorder that notes reads from now on} Close it on this thread, in the same task. If
   * the task ends before, it stops with the task.
   */
  public static ParamRecorder start() {
    return start(null);
  }

  /**
   * {@return a recorder that notes reads from now on, also on all threads that use this library for
   * the first time while it records} For a program that is recorded from its start. There is one
   * such recorder at a time: a new one takes the place of the one before on new threads.
   */
  public static ParamRecorder startEverywhere() {
    ParamRecorder recorder = start(null);
    Contexts.watchNew(recorder.watch);
    return recorder;
  }

  /**
   * {@return a recorder as {@link #startEverywhere}, which only waits for these keys to be read} It
   * is over, and reads are as fast as ever, when each of them was, or after a million reads. Its
   * {@link #unread} has those of them that were not, and {@link #gaveUp} tells why.
   *
   * @param keys full keys
   */
  public static ParamRecorder startUntilRead(Collection<String> keys) {
    Set<String> awaited = ConcurrentHashMap.newKeySet();
    awaited.addAll(keys);
    ParamRecorder recorder = start(awaited);
    Contexts.watchNew(recorder.watch);
    return recorder;
  }

  private static ParamRecorder start(@Nullable Set<String> awaited) {
    everStarted = true;
    Context context = Contexts.current();
    ParamRecorder recorder = new ParamRecorder(context, awaited);
    WatchedReads.add(context, recorder.watch);
    return recorder;
  }

  /**
   * Tells the recorders of the calling thread that a parameter is used by who has its value from
   * elsewhere, such as a configuration: it is none that nobody {@linkplain #unread read}. Where
   * nobody ever recorded, this does nothing, and loads no backend.
   *
   * @param key a full key
   */
  public static void noteUse(String key) {
    if (everStarted) {
      ParamScope.current().contains(key);
    }
  }

  /**
   * Stops recording; what was noted can still be asked. Does nothing if it was closed before.
   *
   * @throws ScopeStateException if this thread or task is not the one that started it, or that one
   *     has ended
   */
  @Override
  public void close() {
    if (isLeft) {
      throw ScopeMessages.recorderEnded();
    }
    if (recording) {
      if (!context.isUsedBy(Thread.currentThread())) {
        throw ScopeMessages.recorderElsewhere(context);
      }
      stop();
      WatchedReads.remove(context, watch);
    }
  }

  private void stop() {
    recording = false; // other threads find out at their next read
    Contexts.watchNewNoMore(watch);
  }

  /** {@return what was read, sorted by key; a copy} */
  public List<Read> reads() {
    List<Read> all = new ArrayList<>();
    new TreeMap<>(reads).forEach((key, tally) -> all.add(tally.told(key)));
    return Collections.unmodifiableList(all);
  }

  /**
   * {@return the parameters that had a value when recording began and that nobody read, with those
   * that were read and have a similar name: maybe one of them was meant; sorted} Who lists all
   * parameters, or asks whether one is there, counts as a reader. What a scope brings that is
   * entered later is not among them: start the recorder inside of it.
   */
  public SortedMap<String, List<String>> unread() {
    Set<String> used = new TreeSet<>(reads.keySet());
    used.addAll(asked);
    SortedMap<String, List<String>> unread = new TreeMap<>();
    for (int i = 0; i < before.size(); i++) {
      String key = before.key(i);
      boolean matters = awaited == null || awaited.contains(key);
      if (matters && Kind.isPresent(before.kind(i)) && !used.contains(key)) {
        unread.put(key, NearMiss.of(key, used));
      }
    }
    return unread;
  }

  /**
   * {@return whether it {@linkplain #startUntilRead waited for keys} and gave up: those that are
   * {@link #unread} were not among the first million reads, and may have been read since}
   */
  public boolean gaveUp() {
    return awaited != null && left.get() <= 0 && !awaited.isEmpty();
  }

  /**
   * {@return what to set for the same run again: what was visible when recording began, and of
   * parameters that had no value the default that their readers took; sorted} So the run stays the
   * same even if a default in the code changes. What the program itself sets on its way is not in
   * here: it will set it again. What cannot be replayed is in {@link #omitted}. Defaults other than
   * numbers, booleans, texts and lists are texts that read back as equal values.
   */
  public SortedMap<String, @Nullable Object> replay() {
    return new Replay(before, reads).values();
  }

  /** {@return what {@link #replay} had to leave out, and why; sorted by key} */
  public SortedMap<String, String> omitted() {
    return new Replay(before, reads).omitted();
  }

  /** {@return the reads and what was never read, for people, in lines} */
  public String report() {
    StringBuilder out = new StringBuilder();
    for (Read read : reads()) {
      out.append(ParamText.key(read.key())).append(" = ").append(text(read));
      out.append(", ").append(read.origin());
      out.append(read.varies() ? ", differed between reads" : "");
      out.append(", read ").append(read.count()).append(read.count() == 1 ? " time" : " times");
      out.append('\n');
    }
    unread().forEach((key, near) -> out.append(unreadText(key, near)).append('\n'));
    return out.toString();
  }

  private static String text(Read read) {
    return read.kind().equals(Tally.UNKNOWN) ? "its default" : shown(read.value());
  }

  private static String shown(@Nullable Object value) {
    return Secrets.MASK.equals(value) ? Secrets.MASK : ShownValues.of(value);
  }

  private static String unreadText(String key, List<String> near) {
    String maybe = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    return ParamText.key(key) + " was set and never read" + maybe;
  }

  private final class Notes implements ReadWatch {
    @Override
    public void read(Context read, String key, long hash, boolean found, @Nullable Object value) {
      if (awaited != null) {
        asked.add(key);
        awaited.remove(key);
        left.decrementAndGet();
      } else if (recording) {
        String origin = found ? read.originOf(key, hash) : Tally.DEFAULT;
        reads.computeIfAbsent(key, unused -> new Tally()).add(found, value, origin);
      }
    }

    @Override
    public void defaulted(String key, @Nullable Object def) {
      Tally tally = reads.get(key);
      if (recording && tally != null) {
        tally.took(def);
      }
    }

    @Override
    public void asked(String key) {
      if (recording) {
        asked.add(key);
        if (awaited != null) {
          awaited.remove(key);
        }
      }
    }

    @Override
    public boolean isOver() {
      return !recording || (awaited != null && (awaited.isEmpty() || left.get() <= 0));
    }

    @Override
    public ReadWatch ofTasks() {
      return this;
    }

    /** Of tasks over what was captured meanwhile, too, which are not the recorder's own. */
    @Override
    @SuppressWarnings("ReferenceEquality") // contexts are told apart by identity
    public void taskEnded(Context ended) {
      if (recording && ended == context) {
        isLeft = true;
        stop();
      }
    }
  }
}
