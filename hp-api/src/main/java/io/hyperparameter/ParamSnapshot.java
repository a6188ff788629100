package io.hyperparameter;

import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ReadWatch;
import io.hyperparameter.context.WatchedReads;
import io.hyperparameter.executor.BoundCompletionService;
import io.hyperparameter.executor.BoundExecutor;
import io.hyperparameter.executor.BoundExecutorService;
import io.hyperparameter.executor.BoundForkJoinTask;
import io.hyperparameter.executor.BoundScheduledExecutorService;
import io.hyperparameter.executor.BoundTask;
import io.hyperparameter.executor.BoundTimerTask;
import io.hyperparameter.executor.BoundWorker;
import io.hyperparameter.executor.CarriedAlong;
import io.hyperparameter.portable.PortableForm;
import io.hyperparameter.portable.SnapshotBytes;
import io.hyperparameter.portable.SnapshotJson;
import io.hyperparameter.selection.Backends;
import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.ThreadLocalCarrier;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread saw at one moment ({@link ParamScope#capture}), to be used on any thread.
 *
 * <p>There are two ways. {@link #run}, {@link #call} and {@link #wrap} give a task a <b>fresh
 * context</b> that holds exactly these values: nothing of the thread it runs on, nothing frozen;
 * and nothing it writes is seen by anyone else. So do executors that are wrapped, or {@link
 * #capturing(ExecutorService, ThreadLocalCarrier...) capture} for each task. {@link #toScope} gives
 * an idle scope to lay <b>over</b> whatever another thread sees; keys that were deleted when it was
 * captured are hidden there too.
 *
 * <pre>{@code
 * ParamSnapshot here = ParamScope.capture();
 * executor.submit(here.wrap(() -> train()));   // sees what this thread sees now
 * }</pre>
 *
 * <p>Immutable, so safe to share between threads; objects in it are shared by reference. Capturing
 * copies every visible value (see {@link ParamScope#capture} for when it need not, or only what
 * changed), the first task copies as much once more into the form of the storage; further tasks
 * copy nothing.
 *
 * <p>Serializable if its values are: {@link NotSerializableException} names the key of one that is
 * not. Lists of the JDK whose classes have no public names, such as those of a configuration file,
 * are written as {@code List.of} or {@code ArrayList} would be. Who reads from a stream that others
 * can write to gives it a filter; this one takes snapshots of numbers, booleans, texts, and lists
 * of them ({@code LinkedList} and its like are for you to add):
 *
 * <pre>{@code
 * in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(
 *     "io.hyperparameter.SnapshotForm;io.hyperparameter.ParamSnapshot;java.lang.Number;"
 *         + "java.lang.Long;java.lang.Integer;java.lang.Short;java.lang.Byte;java.lang.Double;"
 *         + "java.lang.Float;java.math.*;java.lang.Boolean;java.lang.Object;"
 *         + "java.util.ArrayList;java.util.CollSer;java.util.ImmutableCollections*;"
 *         + "maxdepth=20;maxarray=100000;maxrefs=1000000;maxbytes=10000000;!*"));
 * ParamSnapshot there = (ParamSnapshot) in.readObject();
 * }</pre>
 *
 * <p>A stream that no snapshot wrote is an {@link InvalidObjectException}. Kryo may copy the
 * fields, as it does by default, or be told to use Java's serialization.
 */
@SuppressWarnings("overloads") // of a lambda the compiler tells by whether it gives a value
public final class ParamSnapshot implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** What differs from a snapshot below is at most one in so many values. */
  private static final int FEW_OF = 8;

  /**
   * All visible values and tombstones; or those that differ from {@link #under}, values alone.
   * Never changed. Not transient, though Java's serialization never sees it: Kryo, which copies
   * fields, would leave it out.
   */
  @SuppressWarnings("serial")
  private final ParamValues values;

  /** What else is visible: a snapshot that has none under itself; null for nothing. */
  private final @Nullable ParamSnapshot under;

  /** The visible values in the backend's form, made when first needed. */
  private transient volatile @Nullable BaseSnapshot base;

  /** Who watches the reads of tasks; null if nobody does. */
  private final transient @Nullable List<ReadWatch> watches;

  /** Other thread-locals that go where this goes; null for none. */
  private final transient @Nullable CarriedAlong along;

  /** For Kryo, which makes an object first and sets its fields then. */
  @SuppressWarnings("unused")
  private ParamSnapshot() {
    this(new ParamValues());
  }

  ParamSnapshot(ParamValues values) {
    this(values, null);
  }

  /** With the visible values in the backend's form, if they are there already. */
  ParamSnapshot(ParamValues values, @Nullable BaseSnapshot base) {
    this(values, null, base, null, null);
  }

  private ParamSnapshot(
      ParamValues values,
      @Nullable ParamSnapshot under,
      @Nullable BaseSnapshot base,
      @Nullable CarriedAlong along,
      @Nullable List<ReadWatch> watches) {
    this.values = values;
    this.under = under;
    this.base = base;
    this.along = along;
    this.watches = watches;
  }

  /**
   * {@return what a thread starts with that first uses this library now: what {@link
   * ParamScope#frozen} published last, or nothing}
   */
  public static ParamSnapshot ofFrozen() {
    BaseSnapshot frozen = Contexts.frozen();
    return frozen == null
        ? new ParamSnapshot(new ParamValues())
        : Contexts.callOver(frozen, () -> Capture.of(Contexts.current()));
  }

  /**
   * {@return a snapshot of the same values that takes other thread-locals along} What the calling
   * thread has in them now is set wherever a task runs over it, and what was there is put back
   * after it, exactly. Not part of what is serialized, nor of {@link #toScope}.
   *
   * <pre>{@code
   * ParamSnapshot here = ParamScope.capture().carrying(MdcCarrier.INSTANCE);
   * }</pre>
   *
   * @param carriers each takes one thread-local along, besides those this snapshot has already
   */
  public ParamSnapshot carrying(ThreadLocalCarrier... carriers) {
    return new ParamSnapshot(values, under, base(), CarriedAlong.capture(along, carriers), watches);
  }

  /**
   * Runs a task on the calling thread in a fresh context with these values: isolated. To lay them
   * over what the thread sees, {@code toScope().run(task)}.
   *
   * @param task what to do
   */
  public void run(Runnable task) {
    call(
        () -> {
          task.run();
          return true; // to nobody
        });
  }

  /**
   * Calls a task on the calling thread in a fresh context; what it throws passes through.
   *
   * @param <T> what the task gives
   * @param <X> what the task throws
   * @param task what to do; of a {@link Callable} give {@code task::call}
   * @return what the task gives
   * @throws X what the task throws
   */
  public <T extends @Nullable Object, X extends Throwable> T call(ParamTask<T, X> task) throws X {
    CarriedAlong carried = along;
    List<ReadWatch> watching = watches;
    ParamTask<T, X> watched = watching == null ? task : WatchedReads.watching(watching, task);
    return carried == null ? Contexts.callOver(base(), watched) : callCarrying(carried, watched);
  }

  /** The same values, for tasks whose reads are watched. */
  ParamSnapshot watchedBy(List<ReadWatch> watching) {
    if (watching.isEmpty()) {
      return this;
    }
    return new ParamSnapshot(values, under, base, along, watching);
  }

  /**
   * A snapshot of these values and what else is here.
   *
   * @param changes without tombstones; not changed from now on
   */
  ParamSnapshot changed(ParamValues changes) {
    ParamSnapshot below = under == null ? this : under;
    ParamValues all = under == null ? changes : laidOver(values, changes);
    return all.size() <= below.values.size() / FEW_OF
        ? new ParamSnapshot(all, below, null, null, null)
        : new ParamSnapshot(laidOver(below.values, all), null);
  }

  /** All visible values and tombstones. */
  private ParamValues all() {
    ParamSnapshot below = under;
    return below == null ? values : laidOver(below.values, values);
  }

  /** These values and those others that are of other keys; and where they came from. */
  private static ParamValues laidOver(ParamValues others, ParamValues values) {
    ParamValues all = new ParamValues(others.size() + values.size());
    others.giveTo(ParamValues.SINK, all);
    values.giveTo(ParamValues.SINK, all);
    return all;
  }

  private <T extends @Nullable Object, X extends Throwable> T callCarrying(
      CarriedAlong carried, ParamTask<T, X> task) throws X {
    Runnable restore = carried.set();
    try {
      return Contexts.callOver(base(), task);
    } finally {
      restore.run();
    }
  }

  /**
   * Makes a fresh context with these values the one of the calling thread, until what this gives is
   * closed there: {@link #call} for frameworks that hand over no task but tell of begin and end.
   *
   * @return to be closed on the same thread, innermost first
   */
  public AttachedSnapshot attach() {
    return AttachedSnapshot.attach(base(), along, watches);
  }

  // ---- tasks ----

  /**
   * {@return a task that runs in a fresh context with these values, on whatever thread runs it}
   * Tasks wrapped from equal tasks are equal; they are {@link Comparable} as their tasks are, and
   * {@link #unwrap} gives the task back.
   *
   * @param task what to do
   */
  public Runnable wrap(Runnable task) {
    return BoundTask.of(this, task);
  }

  /**
   * {@return a task that is called in a fresh context with these values, on whatever thread calls
   * it} As {@link #wrap(Runnable)}. Of a lambda that gives a value this is taken, of one that gives
   * none the other.
   *
   * @param <T> what the task gives
   * @param task what to do
   */
  public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    return BoundTask.of(this, task);
  }

  /**
   * {@return a fork-join task that is computed in a fresh context with these values, on whatever
   * worker computes it} Those it forks are tasks of their own, which other workers may take: wrap
   * them as well, or have all of it done in a {@link #pool}, whose workers see the values anyway.
   * Fork, join and cancel what this gives, not the task.
   *
   * @param <T> what the task gives
   * @param task what to do, such as a {@link java.util.concurrent.RecursiveTask}
   */
  public <T extends @Nullable Object> ForkJoinTask<T> wrap(ForkJoinTask<T> task) {
    return new BoundForkJoinTask<>(this, task);
  }

  /**
   * {@return a task for {@link java.util.Timer} that runs in a fresh context with these values,
   * each time} Cancel what this gives, and ask it for its times.
   *
   * @param task what to do
   */
  public TimerTask timerTask(Runnable task) {
    return new BoundTimerTask(wrap(task));
  }

  /**
   * {@return the task that was wrapped; the argument if it was not} For what looks at the tasks of
   * a queue: a comparator, a handler of rejected tasks.
   *
   * @param task a task, wrapped or not
   */
  public static Object unwrap(Object task) {
    return BoundTask.unwrap(task);
  }

  // ---- functions ----

  /**
   * {@return a supplier that is called in a fresh context with these values}
   *
   * @param <T> what it gives
   * @param supplier what to do
   */
  public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
    Objects.requireNonNull(supplier, "supplier"); // now rather than on another thread
    return () -> call(supplier::get);
  }

  /**
   * {@return a function that is called in a fresh context with these values}
   *
   * @param <A> what it takes
   * @param <T> what it gives
   * @param function what to do
   */
  public <A extends @Nullable Object, T extends @Nullable Object> Function<A, T> wrapFunction(
      Function<A, T> function) {
    Objects.requireNonNull(function, "function");
    return a -> call(() -> function.apply(a));
  }

  /**
   * {@return a function that is called in a fresh context with these values}
   *
   * @param <A> what it takes first
   * @param <B> what it takes second
   * @param <T> what it gives
   * @param function what to do
   */
  public <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      BiFunction<A, B, T> wrapBiFunction(BiFunction<A, B, T> function) {
    Objects.requireNonNull(function, "function");
    return (a, b) -> call(() -> function.apply(a, b));
  }

  /**
   * {@return a consumer that is called in a fresh context with these values}
   *
   * @param <A> what it takes
   * @param consumer what to do
   */
  public <A extends @Nullable Object> Consumer<A> wrapConsumer(Consumer<A> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return a -> run(() -> consumer.accept(a));
  }

  /**
   * {@return a consumer that is called in a fresh context with these values}
   *
   * @param <A> what it takes first
   * @param <B> what it takes second
   * @param consumer what to do
   */
  public <A extends @Nullable Object, B extends @Nullable Object> BiConsumer<A, B> wrapBiConsumer(
      BiConsumer<A, B> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return (a, b) -> run(() -> consumer.accept(a, b));
  }

  /**
   * {@return a predicate that is asked in a fresh context with these values}
   *
   * @param <A> what it takes
   * @param predicate what to ask
   */
  public <A extends @Nullable Object> Predicate<A> wrapPredicate(Predicate<A> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return a -> call(() -> predicate.test(a));
  }

  // ---- executors ----

  /**
   * {@return an executor whose tasks each run in a fresh context with these values}
   *
   * @param executor runs the wrapped tasks; for {@link java.util.concurrent.CompletableFuture}, say
   */
  public Executor wrap(Executor executor) {
    return new BoundExecutor(executor, () -> this);
  }

  /**
   * {@return an executor whose tasks each run in a fresh context with these values}
   *
   * @param executor runs the wrapped tasks; shutting down either shuts down both
   */
  public ExecutorService wrap(ExecutorService executor) {
    return new BoundExecutorService(executor, () -> this);
  }

  /**
   * {@return an executor whose tasks each run in a fresh context with these values, repeated ones
   * each time}
   *
   * @param executor runs the wrapped tasks; shutting down either shuts down both
   */
  public ScheduledExecutorService wrap(ScheduledExecutorService executor) {
    return new BoundScheduledExecutorService(executor, () -> this);
  }

  /**
   * {@return an executor whose tasks each run with what the thread that hands them over sees then}
   * Who knows OpenTelemetry: as its {@code Context.taskWrapping}. What capturing costs: {@link
   * ParamScope#capture}.
   *
   * @param executor runs the wrapped tasks
   * @param along what else each task takes along, captured at the same time
   */
  public static Executor capturing(Executor executor, ThreadLocalCarrier... along) {
    return new BoundExecutor(executor, whenHandedOver(along));
  }

  /**
   * {@return an executor whose tasks each run with what the thread that hands them over sees then}
   * As {@link #capturing(Executor, ThreadLocalCarrier...)}; {@code invokeAll} and {@code invokeAny}
   * capture once.
   *
   * @param executor runs the wrapped tasks; shutting down either shuts down both
   * @param along what else each task takes along, captured at the same time
   */
  public static ExecutorService capturing(ExecutorService executor, ThreadLocalCarrier... along) {
    return new BoundExecutorService(executor, whenHandedOver(along));
  }

  /**
   * {@return an executor whose tasks each run with what the thread that hands them over sees then}
   * As {@link #capturing(Executor, ThreadLocalCarrier...)}; a repeated task sees the same each
   * time.
   *
   * @param executor runs the wrapped tasks; shutting down either shuts down both
   * @param along what else each task takes along, captured at the same time
   */
  public static ScheduledExecutorService capturing(
      ScheduledExecutorService executor, ThreadLocalCarrier... along) {
    return new BoundScheduledExecutorService(executor, whenHandedOver(along));
  }

  private static Supplier<ParamSnapshot> whenHandedOver(ThreadLocalCarrier... along) {
    return along.length == 0 ? ParamScope::capture : () -> ParamScope.capture().carrying(along);
  }

  /**
   * {@return a completion service whose tasks each run in a fresh context with these values}
   *
   * @param <T> what the tasks give
   * @param service runs the wrapped tasks
   */
  public <T extends @Nullable Object> CompletionService<T> wrap(CompletionService<T> service) {
    return new BoundCompletionService<>(service, () -> this);
  }

  // ---- threads ----

  /**
   * {@return a factory of threads that see these values from their start to their end} What such a
   * thread writes outside scopes stays until it ends, so tasks of a pool of them see what earlier
   * ones wrote there; wrap the pool rather than its threads to have each task start anew.
   *
   * <p>Virtual threads, and whatever else a {@code Thread.Builder} makes, are wrapped by its
   * factory: {@code here.wrapThreads(Thread.ofVirtual().factory())}.
   *
   * @param factory makes the threads
   */
  public ThreadFactory wrapThreads(ThreadFactory factory) {
    Objects.requireNonNull(factory, "factory");
    return task -> factory.newThread(wrap(task));
  }

  /**
   * {@return a factory of threads that each see, from start to end, what the thread that asks for
   * it sees then} For what makes a thread for each task: {@code
   * Executors.newThreadPerTaskExecutor}, and {@code StructuredTaskScope}, whose forks all see what
   * the forking thread sees. Not for pools, whose threads outlive the task they were made for.
   *
   * @param factory makes the threads
   */
  public static ThreadFactory capturing(ThreadFactory factory) {
    Objects.requireNonNull(factory, "factory");
    return task -> factory.newThread(ParamScope.capture().wrap(task));
  }

  /**
   * {@return a new fork-join pool whose workers see these values: a parallel stream that is worked
   * on inside it does, too}
   *
   * <pre>{@code
   * ForkJoinPool pool = ParamScope.capture().pool(8);
   * long sum = pool.submit(() -> samples.parallelStream().mapToLong(this::score).sum()).join();
   * }</pre>
   *
   * As with {@link #wrapThreads}, what a worker writes outside scopes stays until it ends. Shut the
   * pool down when it is no longer needed.
   *
   * @param parallelism the number of workers, from 1
   * @throws IllegalArgumentException if there can be no pool of so many
   */
  public ForkJoinPool pool(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "a pool of " + parallelism + " workers; give the number of threads, from 1");
    }
    return new ForkJoinPool(parallelism, pool -> new BoundWorker(pool, this), null, false);
  }

  // ---- values ----

  /** {@return an idle scope with these values, to be laid over what a thread sees} */
  public ParamScope toScope() {
    ParamScope scope = ParamScope.of();
    scope.writeAll(all());
    return scope;
  }

  /** {@return the visible values by key, sorted, as stored; a copy} */
  public Map<String, @Nullable Object> toMap() {
    TreeMap<String, @Nullable Object> map = new TreeMap<>();
    ParamValues values = all();
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) != Kind.TOMBSTONE) {
        map.put(values.key(i), values.boxed(i));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  // ---- beyond the process ----

  /**
   * {@return these values as one line of JSON, for another JVM, a file or a database; on either
   * backend {@link #fromJson} makes the same snapshot of it} It holds null, booleans, numbers,
   * texts, lists and maps of them, and the deleted keys; not where values came from. Equal
   * snapshots give equal text. The form is documented in docs/snapshots.md.
   *
   * @throws IllegalArgumentException if a value is anything else, naming its key ({@link #portable}
   *     leaves such values out), or if the text would be longer than 16 Mi characters
   */
  public String toJson() {
    return SnapshotJson.write(all());
  }

  /**
   * {@return the snapshot that {@link #toJson} wrote} The text may come from anyone: no class is
   * loaded by name, and time and memory are bounded by its length. Lists come back unmodifiable.
   *
   * @param json the text
   * @throws IllegalArgumentException if it is anything else, or cut off; the message says what
   */
  public static ParamSnapshot fromJson(String json) {
    return new ParamSnapshot(SnapshotJson.read(json));
  }

  /**
   * {@return these values as bytes, about half as large as the JSON} As {@link #toJson} otherwise;
   * a checksum finds damage.
   *
   * @throws IllegalArgumentException if a value has no portable form, naming its key, or if there
   *     would be more than 16 MiB
   */
  public byte[] toBytes() {
    return SnapshotBytes.write(all());
  }

  /**
   * {@return the snapshot that {@link #toBytes} wrote} As {@link #fromJson}, the bytes may come
   * from anyone.
   *
   * @param bytes the bytes; not kept
   * @throws IllegalArgumentException if they are anything else, cut off or damaged
   */
  public static ParamSnapshot fromBytes(byte[] bytes) {
    return new ParamSnapshot(SnapshotBytes.read(bytes));
  }

  /**
   * {@return these values without those that {@link #toJson} would refuse: objects other than
   * numbers, texts, lists and maps, lazy values among them} Where they are read it will be as if
   * nobody had set them.
   */
  public ParamSnapshot portable() {
    return new ParamSnapshot(PortableForm.portable(all()), null, null, along, watches);
  }

  /** How many values and removed keys were captured. */
  int size() {
    ParamSnapshot below = under;
    if (below == null) {
      return values.size();
    }
    int size = below.values.size();
    for (int i = 0; i < values.size(); i++) {
      if (below.values.indexOf(values.hash(i)) < 0) {
        size++;
      }
    }
    return size;
  }

  @Override
  public String toString() {
    return "ParamSnapshot" + toMap().keySet();
  }

  private BaseSnapshot base() {
    BaseSnapshot ready = base;
    if (ready == null) {
      ready = made();
      if (isAllVisible()) {
        // a task that captures what it started on gets this; and so does whoever else starts on it
        boolean plain = along == null && watches == null;
        ready.attach(plain ? this : new ParamSnapshot(values, under, ready, null, null));
      }
      base = ready;
    }
    return ready;
  }

  private BaseSnapshot made() {
    BackendProvider provider = Backends.current();
    ParamSnapshot below = under;
    if (below != null) {
      BaseSnapshot known = below.base();
      BaseSnapshot laid = provider.snapshot(known, values);
      if (laid != null) {
        laid.setOrigins(originsOver(known.origins()));
        return laid;
      }
    }
    ParamValues all = all();
    BaseSnapshot made = provider.snapshot(all);
    made.setOrigins(all.origins());
    return made;
  }

  /** Where all values came from; the same map if nothing is different in it. */
  private @Nullable Map<String, String> originsOver(@Nullable Map<String, String> below) {
    boolean differ = values.origins() != null;
    for (int i = 0; i < values.size() && below != null && !differ; i++) {
      differ = below.containsKey(values.key(i));
    }
    return differ ? all().origins() : below;
  }

  /** Whether what was captured is all visible: then a context over it shows nothing else. */
  private boolean isAllVisible() {
    ParamSnapshot below = under;
    if (below != null) {
      return below.base().attachment() == below;
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) == Kind.TOMBSTONE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes keys and values instead of this object.
   *
   * @return the form that is written
   */
  @Serial
  private Object writeReplace() {
    return new SnapshotForm(all());
  }

  /**
   * Refuses a stream that was not written by this class.
   *
   * @param in not read
   * @throws InvalidObjectException always
   */
  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a snapshot is read through its serialized form only");
  }
}
