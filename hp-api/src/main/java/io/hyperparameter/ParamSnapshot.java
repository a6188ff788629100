package io.hyperparameter;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread saw at one moment ({@link ParamScope#capture}), to be used on any thread.
 *
 * <p>There are two ways. {@link #run}, {@link #call} and {@link #wrap} give a task a <b>fresh
 * context</b> that holds exactly these values: nothing of the thread it runs on, nothing frozen;
 * and nothing it writes is seen by anyone else. {@link #toScope} gives an idle scope to lay
 * <b>over</b> whatever another thread sees; keys that were deleted when it was captured are hidden
 * there too.
 *
 * <pre>{@code
 * ParamSnapshot here = ParamScope.capture();
 * executor.submit(here.wrap((Runnable) () -> train()));   // sees what this thread sees now
 * }</pre>
 *
 * <p>Immutable, so safe to share between threads; objects in it are shared by reference. Capturing
 * copies every visible value, the first task copies them once more into the form of the storage;
 * further tasks copy nothing.
 *
 * <p>Serializable if its values are: {@link NotSerializableException} names the key of one that is
 * not. Who reads from a stream that others can write to gives it a filter; this one takes snapshots
 * of numbers, booleans, texts, and lists of them:
 *
 * <pre>{@code
 * in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(
 *     "io.hyperparameter.SnapshotForm;io.hyperparameter.ParamSnapshot;java.lang.Number;"
 *         + "java.lang.Long;java.lang.Integer;java.lang.Double;java.lang.Boolean;java.lang.Object;"
 *         + "java.util.ArrayList;java.util.CollSer;java.util.ImmutableCollections*;"
 *         + "maxdepth=20;maxarray=100000;maxrefs=1000000;maxbytes=10000000;!*"));
 * ParamSnapshot there = (ParamSnapshot) in.readObject();
 * }</pre>
 *
 * <p>A stream that no snapshot wrote is an {@link InvalidObjectException}. Kryo may copy the
 * fields, as it does by default, or be told to use Java's serialization.
 */
@SuppressWarnings("overloads") // a lambda for wrap needs a cast anyway; the five kinds are one idea
public final class ParamSnapshot implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * All visible values and tombstones. Never changed. Not transient, though Java's serialization
   * never sees it: Kryo, which copies fields, would leave it out.
   */
  @SuppressWarnings("serial")
  private final ParamValues values;

  /** The visible values in the backend's form, made when first needed. */
  private transient volatile @Nullable BaseSnapshot base;

  /** For Kryo, which makes an object first and sets its fields then. */
  @SuppressWarnings("unused")
  private ParamSnapshot() {
    this(new ParamValues());
  }

  ParamSnapshot(ParamValues values) {
    this.values = values;
  }

  /**
   * Runs a task on the calling thread in a fresh context with these values.
   *
   * @param task what to do
   */
  public void run(Runnable task) {
    unchecked(Executors.callable(task));
  }

  /**
   * Calls a task on the calling thread in a fresh context; what it throws passes through.
   *
   * @param <T> what the task gives
   * @param task what to do
   * @return what the task gives
   * @throws Exception what the task throws
   */
  public <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
    return Contexts.callOver(base(), task);
  }

  /**
   * {@return a task that runs in a fresh context with these values, on whatever thread runs it}
   *
   * @param task what to do
   */
  public Runnable wrap(Runnable task) {
    Objects.requireNonNull(task, "task"); // now rather than on another thread
    return () -> run(task);
  }

  /**
   * {@return a task that is called in a fresh context with these values, on whatever thread calls
   * it}
   *
   * @param <T> what the task gives
   * @param task what to do
   */
  public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    Objects.requireNonNull(task, "task");
    return () -> call(task);
  }

  /**
   * {@return a task that is called in a fresh context with these values, on whatever thread calls
   * it}
   *
   * @param <T> what the task gives
   * @param task what to do
   */
  public <T extends @Nullable Object> Supplier<T> wrap(Supplier<T> task) {
    Objects.requireNonNull(task, "task");
    return () -> unchecked(task::get);
  }

  /**
   * {@return a task that is called in a fresh context with these values, on whatever thread calls
   * it}
   *
   * @param <A> what the task takes
   * @param <T> what the task gives
   * @param task what to do
   */
  public <A extends @Nullable Object, T extends @Nullable Object> Function<A, T> wrap(
      Function<A, T> task) {
    Objects.requireNonNull(task, "task");
    return argument -> unchecked(() -> task.apply(argument));
  }

  /**
   * {@return an executor whose tasks each run in a fresh context with these values}
   *
   * @param executor runs the wrapped tasks
   */
  public Executor wrap(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return task -> executor.execute(wrap(task));
  }

  /** {@return an idle scope with these values, to be laid over what a thread sees} */
  public ParamScope toScope() {
    ParamScope scope = ParamScope.of();
    scope.writeAll(values);
    return scope;
  }

  /** {@return the visible values by key, sorted, as stored; a copy} */
  public Map<String, @Nullable Object> toMap() {
    TreeMap<String, @Nullable Object> map = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) != Kind.TOMBSTONE) {
        map.put(values.key(i), values.boxed(i));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public String toString() {
    return "ParamSnapshot" + toMap().keySet();
  }

  private <T extends @Nullable Object> T unchecked(Callable<T> task) {
    try {
      return call(task);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a task threw a checked exception it does not declare", e);
    }
  }

  private BaseSnapshot base() {
    BaseSnapshot ready = base;
    if (ready == null) {
      ready = Backend.current().provider().snapshot(values);
      ready.setOrigins(values.origins());
      base = ready;
    }
    return ready;
  }

  /**
   * Writes keys and values instead of this object.
   *
   * @return the form that is written
   */
  @Serial
  private Object writeReplace() {
    return new SnapshotForm(values);
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
