package io.hyperparameter;

import io.hyperparameter.context.ContextCompanion;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.Tracking;
import io.hyperparameter.context.WrittenValues;
import io.hyperparameter.flight.Flight;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.origin.Explaining;
import io.hyperparameter.origin.ShownValues;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import io.hyperparameter.tracking.TrackedContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A set of named parameters that can be entered.
 *
 * <p>A scope is built, entered, read and written, left, and may be entered again. While it is
 * entered, everything called on the same thread sees its values; leaving it rolls them back,
 * whatever happened in between:
 *
 * <pre>{@code
 * static final DoubleParam LR = Param.ofDouble("train.lr", 0.001, "learning rate");
 *
 * try (var scope = ParamScope.of("train.lr", 0.01).with("model.layers", 4).enter()) {
 *   train();                       // deep inside: LR.get() == 0.01
 * }                                // LR.get() == 0.001 again
 * }</pre>
 *
 * <p><b>Idle and open.</b> A scope that is not entered is <i>idle</i>: changing it changes nothing
 * else, and reads through it give its own values first, then what the thread sees. An entered scope
 * is <i>open</i>: it is a view of its thread, so reads through it see inner scopes too, and writes
 * through it go to the innermost scope and end with that. Leaving hands the level's changes back to
 * the scope, which is idle again and still has them. {@code put} changes a scope, {@code with}
 * leaves it alone and gives another one.
 *
 * <p><b>Threads.</b> No thread sees another's scopes. A new thread starts with what {@link #frozen}
 * published last; {@link #capture} carries values to any thread. An open scope is used on its own
 * thread only, from elsewhere it throws {@link ScopeStateException}; handing an idle scope to
 * another thread needs the usual safe publication.
 *
 * <p><b>Leaving.</b> Scopes nest; leave them in reverse order, best with try-with-resources.
 * Leaving a scope while inner ones are open closes those first, then itself, and then reports them
 * with a {@link ScopeStateException}. Leaving one that is not open, or entering one that is,
 * changes nothing but throws the same.
 *
 * <p><b>Cost.</b> A read through an open scope costs about as much as reading a {@link
 * ThreadLocal}, at any depth and number of parameters. Entering and leaving cost by the number of
 * values that change. Re-entering a scope allocates nothing.
 */
public final class ParamScope extends ScopeAccess implements AutoCloseable {
  private ParamScope() {}

  // ---- build ----

  /** {@return an idle scope without values} */
  public static ParamScope of() {
    return new ParamScope();
  }

  /**
   * {@return an idle scope with one value; as {@link #put(String, long)}}
   *
   * @param key the full key
   * @param value stored with all its 64 bits
   * @throws IllegalArgumentException if the key is malformed
   */
  public static ParamScope of(String key, long value) {
    ParamScope scope = new ParamScope();
    scope.begin(key, Contexts.hash(key), Kind.LONG, value, null);
    return scope;
  }

  /**
   * {@return an idle scope with one value; as {@link #put(String, double)}}
   *
   * @param key the full key
   * @param value any double, NaN and the infinities included
   * @throws IllegalArgumentException if the key is malformed
   */
  public static ParamScope of(String key, double value) {
    ParamScope scope = new ParamScope();
    scope.begin(key, Contexts.hash(key), Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
    return scope;
  }

  /**
   * {@return an idle scope with one value; as {@link #put(String, boolean)}}
   *
   * @param key the full key
   * @param value true or false
   * @throws IllegalArgumentException if the key is malformed
   */
  public static ParamScope of(String key, boolean value) {
    ParamScope scope = new ParamScope();
    scope.begin(key, Contexts.hash(key), Kind.BOOLEAN, value ? 1 : 0, null);
    return scope;
  }

  /**
   * {@return an idle scope with one value; as {@link #put(String, char)}}
   *
   * @param key the full key
   * @param value the only character of the text
   * @throws IllegalArgumentException if the key is malformed
   */
  public static ParamScope of(String key, char value) {
    return of(key, String.valueOf(value));
  }

  /**
   * {@return an idle scope with one value; as {@link #put(String, Object)}}
   *
   * @param key the full key
   * @param value the value, or null for an explicit null
   * @throws IllegalArgumentException if the key or value is refused
   */
  public static ParamScope of(String key, @Nullable Object value) {
    ParamScope scope = new ParamScope();
    if (value instanceof String text) {
      scope.begin(key, Contexts.hash(key), Kind.TEXT, 0, text);
    } else {
      scope.put(key, value);
    }
    return scope;
  }

  /**
   * {@return an idle scope with the value of a typed key}
   *
   * @param param the typed key
   * @param value any int; bounds are checked when it is read
   */
  public static ParamScope of(IntParam param, int value) {
    ParamScope scope = new ParamScope();
    scope.begin(param.key(), param.hash(), Kind.LONG, value, null);
    return scope;
  }

  /**
   * {@return an idle scope with the value of a typed key}
   *
   * @param param the typed key
   * @param value any long; bounds are checked when it is read
   */
  public static ParamScope of(LongParam param, long value) {
    ParamScope scope = new ParamScope();
    scope.begin(param.key(), param.hash(), Kind.LONG, value, null);
    return scope;
  }

  /**
   * {@return an idle scope with the value of a typed key}
   *
   * @param param the typed key
   * @param value any double, NaN and the infinities included; bounds are checked when it is read
   */
  public static ParamScope of(DoubleParam param, double value) {
    ParamScope scope = new ParamScope();
    scope.begin(param.key(), param.hash(), Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
    return scope;
  }

  /**
   * {@return an idle scope with the value of a typed key}
   *
   * @param param the typed key
   * @param value true or false; bounds are checked when it is read
   */
  public static ParamScope of(BooleanParam param, boolean value) {
    ParamScope scope = new ParamScope();
    scope.begin(param.key(), param.hash(), Kind.BOOLEAN, value ? 1 : 0, null);
    return scope;
  }

  /**
   * {@return an idle scope with the value of a typed key}
   *
   * @param <T> the type of the parameter
   * @param param the typed key
   * @param value the value, or null for an explicit null; bounds are checked when it is read
   * @throws IllegalArgumentException if the value is refused, as by {@link #put(String, Object)}
   */
  public static <T> ParamScope of(Param<T> param, @Nullable T value) {
    return new ParamScope().with(param, value);
  }

  /**
   * {@return an idle scope with the values of a map} Names may be dotted, maps nested, or both;
   * nested names are joined with dots. Two entries that give one key are refused.
   *
   * @param values names to values; see {@link #put(String, Object)} for what is stored as what
   * @throws IllegalArgumentException if a key or value is refused
   */
  public static ParamScope of(Map<String, ? extends @Nullable Object> values) {
    ParamScope scope = new ParamScope();
    scope.putAll(values);
    return scope;
  }

  /**
   * {@return an idle scope with the texts of properties} Those they have as defaults count, too.
   *
   * @param properties names to texts, which may be dotted
   * @throws IllegalArgumentException if a name is no key, or a name or value is no text
   */
  public static ParamScope of(Properties properties) {
    ParamScope scope = new ParamScope();
    scope.putAll(WrittenValues.textsOf(properties));
    return scope;
  }

  /**
   * {@return an idle scope with the values of a map, each with where it came from} For loaders of
   * configurations: errors of reads end with "it came from" and the origin.
   *
   * @param values as {@link #of(Map)}
   * @param origins full keys to phrases for messages, such as {@code train.toml:12:8}; keys that
   *     have no value are ignored
   * @throws IllegalArgumentException if a key or value is refused
   */
  public static ParamScope of(
      Map<String, ? extends @Nullable Object> values, Map<String, String> origins) {
    ParamScope scope = new ParamScope();
    scope.writeAll(WrittenValues.ofMap(values, origins));
    return scope;
  }

  /**
   * {@return an idle scope with text values from {@code key=value} definitions, as given on a
   * command line} The first {@code =} splits; nothing is trimmed; the value may be empty. Later
   * ones win. A key is what it is: {@code --train.lr=3} sets {@code --train.lr}, which nobody
   * reads. A program that is to tell its users so takes the command lines of {@code hp-cli}.
   *
   * @param definitions texts of the form {@code key=value}; none of them null
   * @throws IllegalArgumentException quoting the definition that has no {@code =} or a bad key, or
   *     if one is null
   */
  public static ParamScope define(String... definitions) {
    ParamScope scope = new ParamScope();
    scope.putDefinitions(definitions);
    return scope;
  }

  /** {@return an idle scope that, once entered, hides everything inherited until it is left} */
  public static ParamScope empty() {
    ParamScope scope = new ParamScope();
    scope.clear();
    return scope;
  }

  // ---- vary ----

  /**
   * {@return a new idle scope: this one's values and one more, as {@link #put(String, long)}}
   *
   * <p>This scope stays as it is, as with all methods of this name: three variants made from one
   * base are three scopes. Of an open scope they take the values it was entered with; what was
   * written since stays with its level. {@code put} is what changes a scope. A chain copies at each
   * step, so give many values as a map.
   *
   * @param key the full key
   * @param value stored with all its 64 bits
   * @throws IllegalArgumentException if the key is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(String key, long value) {
    return with(key, Contexts.hash(key), Kind.LONG, value, null);
  }

  /**
   * {@return a new idle scope: this one's values and one more, as {@link #put(String, double)}}
   *
   * @param key the full key
   * @param value any double, NaN and the infinities included
   * @throws IllegalArgumentException if the key is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(String key, double value) {
    return with(key, Contexts.hash(key), Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  /**
   * {@return a new idle scope: this one's values and one more, as {@link #put(String, boolean)}}
   *
   * @param key the full key
   * @param value true or false
   * @throws IllegalArgumentException if the key is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(String key, boolean value) {
    return with(key, Contexts.hash(key), Kind.BOOLEAN, value ? 1 : 0, null);
  }

  /**
   * {@return a new idle scope: this one's values and one more, as {@link #put(String, char)}}
   *
   * @param key the full key
   * @param value the only character of the text
   * @throws IllegalArgumentException if the key is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(String key, char value) {
    return with(key, Contexts.hash(key), Kind.TEXT, 0, String.valueOf(value));
  }

  /**
   * {@return a new idle scope: this one's values and one more, as {@link #put(String, Object)}}
   *
   * @param key the full key
   * @param value the value, or null for an explicit null
   * @throws IllegalArgumentException if the key or value is refused
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(String key, @Nullable Object value) {
    return value instanceof String text
        ? with(key, Contexts.hash(key), Kind.TEXT, 0, text)
        : withAll(WrittenValues.of(key, value));
  }

  /**
   * {@return a new idle scope: this one's values and one more}
   *
   * @param param the typed key
   * @param value any int
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(IntParam param, int value) {
    return with(param.key(), param.hash(), Kind.LONG, value, null);
  }

  /**
   * {@return a new idle scope: this one's values and one more}
   *
   * @param param the typed key
   * @param value any long
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(LongParam param, long value) {
    return with(param.key(), param.hash(), Kind.LONG, value, null);
  }

  /**
   * {@return a new idle scope: this one's values and one more}
   *
   * @param param the typed key
   * @param value any double, NaN and the infinities included
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(DoubleParam param, double value) {
    return with(param.key(), param.hash(), Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  /**
   * {@return a new idle scope: this one's values and one more}
   *
   * @param param the typed key
   * @param value true or false
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope with(BooleanParam param, boolean value) {
    return with(param.key(), param.hash(), Kind.BOOLEAN, value ? 1 : 0, null);
  }

  /**
   * {@return a new idle scope: this one's values and one more}
   *
   * @param <T> the type of the parameter
   * @param param the typed key
   * @param value the value, or null for an explicit null
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public <T> ParamScope with(Param<T> param, @Nullable T value) {
    return value instanceof String text
        ? with(param.key(), param.hash(), Kind.TEXT, 0, text)
        : with(param.key(), (Object) value);
  }

  /**
   * {@return a new idle scope: this one's values and the text values of {@code key=value}
   * definitions, as {@link #define}}
   *
   * @param definitions texts of the form {@code key=value}; none of them null
   * @throws IllegalArgumentException quoting the definition that is refused, or if one is null
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public ParamScope withDefinitions(String... definitions) {
    return withAll(WrittenValues.ofDefinitions(definitions));
  }

  /**
   * Writes the text values of {@code key=value} definitions, as {@link #define}; none of them if
   * one is refused.
   *
   * @param definitions texts of the form {@code key=value}; none of them null
   * @throws IllegalArgumentException quoting the definition that is refused, or if one is null
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public void putDefinitions(String... definitions) {
    writeAll(WrittenValues.ofDefinitions(definitions));
  }

  private ParamScope with(String key, long hash, int kind, long bits, @Nullable Object ref) {
    requireUsable();
    ParamScope made = new ParamScope();
    if (!made.extend(this, key, hash, kind, bits, ref)) {
      made.copyOf(this);
      made.set(key, hash, kind, bits, ref);
    }
    return made;
  }

  private ParamScope withAll(ParamValues values) {
    ParamScope made = copy();
    made.writeAll(values);
    return made;
  }

  private ParamScope copy() {
    requireUsable();
    ParamScope made = new ParamScope();
    made.copyOf(this);
    return made;
  }

  // ---- typed keys wherever a String is taken ----

  /**
   * Writes the value of a typed key; as {@link #put(String, long)} and its like.
   *
   * @param param the typed key
   * @param value any int; bounds are checked when it is read
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public void put(IntParam param, int value) {
    write(param.key(), param.hash(), Kind.LONG, value, null);
  }

  /**
   * Writes the value of a typed key; as {@link #put(String, long)} and its like.
   *
   * @param param the typed key
   * @param value any long; bounds are checked when it is read
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public void put(LongParam param, long value) {
    write(param.key(), param.hash(), Kind.LONG, value, null);
  }

  /**
   * Writes the value of a typed key; as {@link #put(String, long)} and its like.
   *
   * @param param the typed key
   * @param value any double; bounds are checked when it is read
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public void put(DoubleParam param, double value) {
    write(param.key(), param.hash(), Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  /**
   * Writes the value of a typed key; as {@link #put(String, long)} and its like.
   *
   * @param param the typed key
   * @param value true or false
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public void put(BooleanParam param, boolean value) {
    write(param.key(), param.hash(), Kind.BOOLEAN, value ? 1 : 0, null);
  }

  /**
   * Writes the value of a typed key; as {@link #put(String, Object)}.
   *
   * @param <T> the type of the parameter
   * @param param the typed key
   * @param value the value, or null for an explicit null; bounds are checked when it is read
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public <T> void put(Param<T> param, @Nullable T value) {
    put(param.key(), (Object) value);
  }

  /**
   * {@return whether a typed key has a value; as {@link #contains(String)}}
   *
   * @param param the typed key
   */
  public boolean contains(ParamKey<?> param) {
    return contains(param.key());
  }

  /**
   * Makes a typed key missing; as {@link #remove(String)}.
   *
   * @param param the typed key
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public void remove(ParamKey<?> param) {
    remove(param.key());
  }

  /**
   * {@return the value of a typed key, converted and checked as its {@code get} does; empty if it
   * is missing or null, whatever the default}
   *
   * @param <T> the type of the parameter, boxed
   * @param param the typed key
   * @throws ParamException if the value cannot be read so, or is outside the bounds
   */
  public <T> Optional<T> find(ParamKey<T> param) {
    Object value = raw(param.key(), param.hash());
    return value == null
        ? Optional.empty()
        : Optional.of(TypedKeys.read(param, site(param.key(), param.hash()), value));
  }

  // ---- enter and leave ----

  /**
   * Pushes this scope's values as a level onto the calling thread's context.
   *
   * @return this scope, for try-with-resources
   * @throws ScopeStateException if it is open already, here or elsewhere
   */
  public ParamScope enter() {
    open();
    if (Tracking.ON) {
      noteTracked();
    }
    if (Flight.isRecording()) {
      noteEntered();
    }
    return this;
  }

  /** Where memory or stack ends, which this needs more of than entering did, none was entered. */
  private void noteTracked() {
    Context context = Contexts.current();
    int level = context.depth();
    try {
      TrackedContext.opened(this, ownList(), isIsolating());
    } catch (StackOverflowError | OutOfMemoryError e) {
      context.closeLater(level, entered());
      throw e;
    }
  }

  private static void noteEntered() {
    if (Flight.wantsEntered()) {
      Flight.entered(Contexts.current().depth());
    }
  }

  private static void noteLeft() {
    if (Flight.wantsLeft()) {
      Flight.left(Contexts.current().depth());
    }
  }

  /**
   * Leaves this scope: every key it or anything in it changed gets back the value it had.
   *
   * @throws ScopeStateException if it is not open on this thread (nothing changes), or if inner
   *     scopes were still open (they are closed first)
   */
  @Override
  public void close() {
    if (Tracking.ON) {
      closeTracked();
    } else {
      leave();
    }
    if (Flight.isRecording()) {
      noteLeft();
    }
  }

  private void closeTracked() {
    TrackedContext.close(openIn(), entered(), this::leave);
  }

  /**
   * Enters this scope, runs the task, leaves the scope.
   *
   * @param task what to do, on the calling thread
   * @throws ScopeStateException if this scope is open already; the task does not run
   */
  public void run(Runnable task) {
    enter();
    try (this) {
      task.run();
    }
  }

  /**
   * Enters this scope, calls the task, leaves the scope; what the task throws passes through.
   *
   * @param <T> what the task gives
   * @param <X> what the task throws; nothing checked, if it throws nothing checked
   * @param task what to do, on the calling thread; of a {@code Callable} give {@code task::call}
   * @return what the task gives
   * @throws X what the task throws
   * @throws ScopeStateException if this scope is open already; the task is not called
   */
  public <T extends @Nullable Object, X extends Throwable> T call(
      ParamTask<? extends T, ? extends X> task) throws X {
    enter();
    try (this) {
      return task.call();
    }
  }

  /**
   * {@return the innermost scope of the calling thread: a view that reads what the thread sees at
   * the time of the read and writes to the innermost open scope (outside of all scopes: to the
   * thread itself, where the value stays until the thread ends)} It cannot be closed: close the
   * scope that was entered.
   */
  public static ParamScope current() {
    Object known = Seat.guessView(Thread.currentThread());
    return known instanceof ParamScope view && view.isOpenHere() ? view : ofCurrent();
  }

  private static ParamScope ofCurrent() {
    Context context = Contexts.current();
    ContextCompanion extras = ContextCompanion.of(context);
    ParamScope view = extras.view();
    if (view == null) {
      view = new ParamScope();
      view.show(context);
      extras.setView(view);
    }
    Seat.of(Thread.currentThread()).view = view;
    return view;
  }

  // ---- where values come from ----

  /**
   * {@return where the value comes from that the calling thread sees: every value that is there,
   * and the declared defaults} Nothing is noted for this when values are read or written: it is all
   * in what undoes the writes; so a value written outside scopes that equals the one the thread
   * started with may be told as that. Costs by the number of open scopes and of their writes, and
   * reads the {@link ParamIndex}.
   *
   * @param key the full key
   * @throws IllegalArgumentException if the key or an index is malformed
   */
  public static Explanation explain(String key) {
    return current().explanation(key);
  }

  /**
   * {@return where the value of a typed key comes from; as {@link #explain(String)}}
   *
   * @param param the typed key
   * @throws IllegalArgumentException if an index is malformed
   */
  public static Explanation explain(ParamKey<?> param) {
    return current().explanation(param);
  }

  /**
   * {@return where the value comes from that a read through this scope gives; as {@link
   * #explain(String)}} Of an idle scope its own value comes first.
   *
   * @param key the full key
   * @throws IllegalArgumentException if the key or an index is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public Explanation explanation(String key) {
    return explanation(KeyHash.requireValid(key), null);
  }

  /**
   * {@return where the value of a typed key comes from; as {@link #explanation(String)}}
   *
   * @param param the typed key
   * @throws IllegalArgumentException if an index is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public Explanation explanation(ParamKey<?> param) {
    return explanation(param.key(), param);
  }

  private Explanation explanation(String key, @Nullable ParamKey<?> typed) {
    Explaining explaining = new Explaining(key);
    explain(explaining);
    explaining.defaults(typed);
    boolean isDeclared = DeclaredKeys.all().contains(key);
    boolean isUnknown = !isDeclared && explaining.layers().isEmpty();
    return new Explanation(
        key,
        explaining.layers(),
        explaining.lacksLines(),
        isDeclared,
        isUnknown ? Explaining.near(key, keys()) : List.of());
  }

  // ---- threads ----

  /**
   * Publishes what the calling thread sees as the start of every thread that first uses this
   * library from now on. Replaces what was published before, as a whole. Threads that have started
   * keep what they have, the calling one included. Objects and lazy values are shared by reference.
   */
  public static void frozen() {
    Contexts.freeze();
  }

  /**
   * Enters a scope with these values that stays open until the calling thread ends; in a task over
   * a snapshot, until the task ends. Meant for the begin of a program or task, outside of all
   * scopes: inside of one it is a scope like any other that is not closed, so it ends with the one
   * around it, whose {@link #close} then throws a {@link ScopeStateException}.
   *
   * @param values as {@link #of(Map)}; null for none
   * @return the open scope, for those who want to leave it earlier
   */
  public static ParamScope init(@Nullable Map<String, ? extends @Nullable Object> values) {
    ParamScope scope = (values == null ? of() : of(values)).enter();
    if (Tracking.ON) {
      TrackedContext.staysOpen();
    }
    return scope;
  }

  /**
   * Enters a scope without values; as {@link #init(Map)}.
   *
   * @return the open scope
   */
  public static ParamScope init() {
    return init(null);
  }

  /**
   * {@return what the calling thread sees now, to be used on any thread} It is the snapshot that
   * was captured before if nothing was written since the innermost scope was entered, or outside of
   * scopes at all. Else it costs by the values that the inner scopes changed, on storage in Java,
   * where most others are in a scope that was not written to since it was entered, or were frozen;
   * and copies every visible value otherwise.
   */
  public static ParamSnapshot capture() {
    ParamSnapshot captured = Capture.of(Contexts.current());
    if (Flight.wantsCaptured()) {
      Flight.captured(captured.size());
    }
    return captured;
  }

  /**
   * The state and the contents, for people: an idle scope's own values, or what is seen through an
   * open one; sorted, cut when they are many. Objects are named by their class, lazy values are not
   * asked.
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("ParamScope(").append(state()).append(')');
    ParamValues shown = shown();
    if (shown != null) {
      ShownValues.append(out, shown);
    }
    return out.toString();
  }
}
