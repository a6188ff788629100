package io.hyperparameter.context;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTask;
import io.hyperparameter.Suggest;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextAttachment;
import io.hyperparameter.spi.ContextValues;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reads of a context that somebody watches. It stands in the place of the context for those who
 * read, and asks it; everything else goes to the context itself.
 *
 * <p>A watched context is on no short way ({@link Context#watch}), so all reads come by {@link
 * Contexts#reads} or {@link ParamScope}'s own long way to here. Reads that nobody watches do not
 * know of this class, which is not even loaded. C++ kernels read memory and are not seen.
 */
public final class WatchedReads extends ContextValues implements ContextAttachment {
  private static final ApiAccess API = ApiAccess.get();

  private final Context context;

  /** What the API keeps with the context, while this is kept in its place. */
  private final ContextCompanion extras;

  private List<ReadWatch> watches = List.of();

  private WatchedReads(Context context) {
    super(ApiRules.INSTANCE);
    this.context = context;
    this.extras = ContextCompanion.of(context);
  }

  public ContextCompanion extras() {
    return extras;
  }

  /** Nobody watches any more: the context may serve another task next. */
  @Override
  public void taskEnded() {
    List<ReadWatch> told = watches;
    watches = List.of();
    context.attach(extras);
    context.watch(false);
    extras.taskEnded();
    for (ReadWatch watch : told) {
      watch.taskEnded(context);
    }
  }

  /** Who stands in for a context for those who read. */
  public static ContextValues over(Context context) {
    WatchedReads watched = of(context);
    return watched != null ? watched : context;
  }

  /** As {@link #over(Context)}; null for null. */
  public static @Nullable ContextValues overOrNull(@Nullable Context context) {
    return context == null ? null : over(context);
  }

  public static @Nullable WatchedReads of(Context context) {
    return context.attachment() instanceof WatchedReads watched ? watched : null;
  }

  /** Who watches and is of this type; null if nobody is. */
  public <W extends ReadWatch> @Nullable W watch(Class<W> type) {
    for (ReadWatch watch : watches) {
      if (type.isInstance(watch)) {
        return type.cast(watch);
      }
    }
    return null;
  }

  /** Has the calling thread's current context watched by one more. */
  public static void add(Context context, ReadWatch watch) {
    WatchedReads known = of(context);
    if (known == null) {
      known = new WatchedReads(context);
      context.attach(known);
      context.watch(true);
    }
    List<ReadWatch> more = new ArrayList<>(known.watches);
    more.add(watch);
    known.watches = List.copyOf(more);
  }

  /** The end of {@link #add}. */
  public static void remove(Context context, ReadWatch watch) {
    WatchedReads known = of(context);
    if (known == null) {
      return;
    }
    List<ReadWatch> rest = new ArrayList<>(known.watches);
    rest.remove(watch);
    known.watches = List.copyOf(rest);
    if (rest.isEmpty()) {
      context.attach(known.extras);
      context.watch(false);
    }
  }

  /** A task whose reads are watched, in the context it runs in. */
  public static <T extends @Nullable Object, X extends Throwable> ParamTask<T, X> watching(
      List<ReadWatch> watches, ParamTask<T, X> task) {
    return () -> {
      Context context = Contexts.current();
      watches.forEach(watch -> add(context, watch)); // until the task ends
      return task.call();
    };
  }

  /** Who watches tasks over what is captured here. */
  public List<ReadWatch> ofTasks() {
    return watches.stream().map(ReadWatch::ofTasks).filter(Objects::nonNull).toList();
  }

  // ---- reads ----

  @Override
  public long getLong(long hash, long def) {
    return told(nameOf(hash), hash, isFound(hash), context.getLong(hash, def));
  }

  @Override
  public double getDouble(long hash, double def) {
    return told(nameOf(hash), hash, isFound(hash), context.getDouble(hash, def));
  }

  @Override
  public boolean getBoolean(long hash, boolean def) {
    return told(nameOf(hash), hash, isFound(hash), context.getBoolean(hash, def));
  }

  @Override
  public String getString(long hash, String def) {
    return told(nameOf(hash), hash, isFound(hash), context.getString(hash, def));
  }

  @Override
  public long getLong(String key, long def) {
    return told(key, context.hashOf(key), isFound(key), context.getLong(key, def));
  }

  @Override
  public double getDouble(String key, double def) {
    return told(key, context.hashOf(key), isFound(key), context.getDouble(key, def));
  }

  @Override
  public boolean getBoolean(String key, boolean def) {
    return told(key, context.hashOf(key), isFound(key), context.getBoolean(key, def));
  }

  @Override
  public String getString(String key, String def) {
    return told(key, context.hashOf(key), isFound(key), context.getString(key, def));
  }

  @Override
  public @Nullable Object get(long hash) {
    Object value = asked(hash, null, context.get(hash)); // now, as what it gives is what is read
    tell(nameOf(hash), hash, value != null, value);
    return value;
  }

  @Override
  public @Nullable Object get(String key) {
    long hash = context.hashOf(key);
    Object value = asked(hash, key, context.get(key));
    tell(key, hash, value != null, value);
    return value;
  }

  private @Nullable Object asked(long hash, @Nullable String key, @Nullable Object value) {
    return value instanceof Suggest lazy
        ? API.ask(lazy, new ParamSite.InContext(context, hash, key))
        : value;
  }

  @Override
  public void defaulted(long hash, @Nullable Object def) {
    String key = nameOf(hash);
    watches.forEach(watch -> watch.defaulted(key, def));
  }

  @Override
  public int kind(String key) {
    watches.forEach(watch -> watch.asked(key));
    return context.kind(key);
  }

  @Override
  public int kind(long hash) {
    return context.kind(hash);
  }

  @Override
  public void list(ParamValues into, boolean tombstones) {
    context.list(into, tombstones);
    for (int i = 0; i < into.size(); i++) {
      String key = into.key(i);
      watches.forEach(watch -> watch.asked(key));
    }
  }

  private boolean isFound(String key) {
    return isFound(key, context.kind(key));
  }

  private boolean isFound(long hash) {
    return isFound(nameOf(hash), context.kind(hash));
  }

  /** Whether there is a value. If it is a wrong one, it was asked for all the same. */
  private boolean isFound(String key, int kind) {
    watches.forEach(watch -> watch.asked(key));
    return kind != Kind.ABSENT && kind != Kind.NULL;
  }

  private String nameOf(long hash) {
    String stored = context.keyOf(hash);
    return stored != null ? stored : DeclaredKeys.nameOf(hash);
  }

  private <T> T told(String key, long hash, boolean found, T value) {
    tell(key, hash, found, value);
    return value;
  }

  private void tell(String key, long hash, boolean found, @Nullable Object value) {
    for (ReadWatch watch : watches) {
      watch.read(context, key, hash, found, value);
      if (watch.isOver()) {
        remove(context, watch);
      }
    }
  }

  @Override
  public @Nullable String keyOf(long hash) {
    return context.keyOf(hash);
  }
}
