package io.hyperparameter;

import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ParamSite;
import io.hyperparameter.context.ScopeMessages;
import io.hyperparameter.context.Tracking;
import io.hyperparameter.context.WatchedReads;
import io.hyperparameter.context.WrittenValues;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.origin.Explaining;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextValues;
import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelSink;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.ScopePass;
import io.hyperparameter.tracking.TrackedContext;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@link ParamScope}: where it is open, and the one decision every read and write
 * makes, between there and the values it holds while idle ({@link ScopeValues}). It is a class
 * above that one, rather than an object in it, as a read would have to load that; and a class of
 * its own, so that {@link ParamScope} is what users see of it and no more.
 *
 * <p>A context keeps no reference to the scopes entered in it; a scope knows its context, level and
 * serial. So a scope that is built, entered and left in one method never needs to exist on the
 * heap. The price is that a scope closed on its behalf (by an outer scope, or by the end of its
 * thread) finds out only when it is used next: see {@link #openHere}.
 */
abstract sealed class ScopeAccess extends ScopeValues permits ParamScope {
  private static final LevelSink<ScopeValues> SINK = ScopeValues::absorb;

  /** A serial that no context gives. */
  private static final long VIEW = Long.MAX_VALUE;

  /** In its place, when the task whose context it showed is over. */
  private static final long RETIRED = VIEW - 1;

  /** Of the context this is open in; {@link ScopePass#NONE} while this is idle. */
  private ScopePass pass = ScopePass.NONE;

  private long serial;
  private int depth;

  ScopeAccess() {}

  // ---- reads ----

  @Override
  public final long getLong(String key, long def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getLong(key, def)
        : longIdle(key, Contexts.hash(key), def);
  }

  @Override
  public final double getDouble(String key, double def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getDouble(key, def)
        : doubleIdle(key, Contexts.hash(key), def);
  }

  @Override
  public final boolean getBoolean(String key, boolean def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getBoolean(key, def)
        : booleanIdle(key, Contexts.hash(key), def);
  }

  @Override
  public final String getString(String key, String def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getString(key, def)
        : textIdle(key, Contexts.hash(key), def);
  }

  // ---- reads of a typed key: by its hash, which no other key has while it is declared ----

  final long longOf(String key, long hash, long def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getLong(hash, def)
        : longIdle(key, hash, def);
  }

  final double doubleOf(String key, long hash, double def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getDouble(hash, def)
        : doubleIdle(key, hash, def);
  }

  final boolean booleanOf(String key, long hash, boolean def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getBoolean(hash, def)
        : booleanIdle(key, hash, def);
  }

  final String textOf(String key, long hash, String def) {
    ScopePass shown = pass;
    Context context = shown.context();
    return (context != null && shown.isValid())
        ? context.getString(hash, def)
        : textIdle(key, hash, def);
  }

  final int intOf(String key, long hash, int def) {
    try {
      long value = longOf(key, hash, def);
      int narrow = (int) value;
      return narrow == value ? narrow : Conversions.narrowToInt(site(key, hash), value);
    } catch (ParamTypeException e) {
      throw e.wanting("int", site(key, hash));
    }
  }

  // ---- reads of an idle scope, and of one that must find out whether it is open ----

  private long longIdle(String key, long hash, long def) {
    ContextValues context = readsHere();
    if (context != null) {
      return context.getLong(key, def);
    }
    Object value = raw(key, hash);
    return value == null ? def : Conversions.toLong(site(key, hash), value);
  }

  private double doubleIdle(String key, long hash, double def) {
    ContextValues context = readsHere();
    if (context != null) {
      return context.getDouble(key, def);
    }
    Object value = raw(key, hash);
    return value == null ? def : Conversions.toDouble(site(key, hash), value);
  }

  private boolean booleanIdle(String key, long hash, boolean def) {
    ContextValues context = readsHere();
    if (context != null) {
      return context.getBoolean(key, def);
    }
    Object value = raw(key, hash);
    return value == null ? def : Conversions.toBoolean(site(key, hash), value);
  }

  private String textIdle(String key, long hash, String def) {
    ContextValues context = readsHere();
    if (context != null) {
      return context.getString(key, def);
    }
    Object value = raw(key, hash);
    return value == null ? def : Conversions.toText(site(key, hash), value);
  }

  @Override
  final int storedKind(String key) {
    ContextValues context = readsHere();
    if (context == null) {
      int own = ownIndex(key, Contexts.hash(key));
      if (own != MISS) {
        return ownKind(own);
      }
      if (isIsolating()) {
        return Kind.ABSENT;
      }
      context = Contexts.reads();
    }
    return context.kind(key);
  }

  @Override
  final @Nullable Object raw(String key) {
    return raw(key, Contexts.hash(key));
  }

  /** The value under a key with lazy values computed; null if missing or null. */
  final @Nullable Object raw(String key, long hash) {
    ContextValues context = readsHere();
    if (context == null) {
      int own = ownIndex(key, hash);
      if (own != MISS) {
        return asked(key, hash, ownBoxed(own));
      }
      if (isIsolating()) {
        return null;
      }
      context = Contexts.reads();
    }
    return asked(key, hash, context.get(key));
  }

  private @Nullable Object asked(String key, long hash, @Nullable Object value) {
    return value instanceof Suggest lazy ? lazy.ask(site(key, hash)) : value;
  }

  @Override
  final ReadSite site(String key) {
    return site(key, Contexts.hash(key));
  }

  final ReadSite site(String key, long hash) {
    int own = pass.context() == null ? ownIndex(key, hash) : MISS;
    return own != MISS ? ownSite(own) : new ParamSite.InContext(Contexts.current(), hash, key);
  }

  @Override
  public final Map<String, @Nullable Object> toMap() {
    ContextValues context = readsHere();
    TreeMap<String, @Nullable Object> map = new TreeMap<>();
    if (context != null || !isIsolating()) {
      ParamValues visible = new ParamValues();
      (context != null ? context : Contexts.reads()).list(visible, false);
      lay(visible, map);
    }
    if (context == null) {
      lay(ownList(), map);
    }
    return Collections.unmodifiableMap(map);
  }

  /** Lays values over a map; by name, so that keys with one hash are told apart even here. */
  private static void lay(ParamValues values, Map<String, @Nullable Object> over) {
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) == Kind.TOMBSTONE) {
        over.remove(values.key(i));
      } else {
        over.put(values.key(i), values.boxed(i));
      }
    }
  }

  @Override
  final SortedSet<String> visibleKeys() {
    return keys();
  }

  /**
   * {@return the parameters below a prefix: {@code at("model").getInt("layers", 2)} reads {@code
   * model.layers}}
   *
   * @param prefix the names in front, without a trailing dot; a malformed key is refused
   * @throws IllegalArgumentException if the prefix is null or no key
   */
  public final ParamPath at(String prefix) {
    KeyHash.requireValid(prefix); // now rather than at the first read
    return new ParamPath(this, prefix);
  }

  // ---- writes ----

  @Override
  public final void put(String key, long value) {
    write(key, Kind.LONG, value, null);
  }

  @Override
  public final void put(String key, double value) {
    write(key, Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  @Override
  public final void put(String key, boolean value) {
    write(key, Kind.BOOLEAN, value ? 1 : 0, null);
  }

  @Override
  public final void put(String key, @Nullable String value) {
    write(key, value == null ? Kind.NULL : Kind.TEXT, 0, value);
  }

  @Override
  public final void put(String key, @Nullable Object value) {
    writeAll(WrittenValues.of(key, value));
  }

  @Override
  public final void putAll(Map<String, ? extends @Nullable Object> values) {
    writeAll(WrittenValues.ofMap(values));
  }

  @Override
  public final void remove(String key) {
    write(key, Kind.TOMBSTONE, 0, null);
  }

  @Override
  public final void clear() {
    Context context = openHere();
    if (context != null) {
      context.clear();
      if (Tracking.ON) {
        TrackedContext.cleared(context);
      }
    } else {
      hideAll();
    }
  }

  private void write(String key, int kind, long bits, @Nullable Object ref) {
    Context context = openHere();
    if (context != null) {
      context.put(key, kind, bits, ref);
      if (Tracking.ON) {
        context.setOrigin(key, wrote(context, key, kind, bits, ref));
      }
    } else {
      set(key, Contexts.hash(key), kind, bits, ref);
    }
  }

  final void write(String key, long keyHash, int kind, long bits, @Nullable Object ref) {
    Context context = openHere();
    if (context != null) {
      context.put(key, keyHash, kind, bits, ref);
      if (Tracking.ON) {
        context.setOrigin(key, wrote(context, key, kind, bits, ref));
      }
    } else {
      set(key, keyHash, kind, bits, ref);
    }
  }

  private static String wrote(
      Context context, String key, int kind, long bits, @Nullable Object ref) {
    return TrackedContext.wrote(context, key, kind, ParamValues.box(kind, bits, ref), null);
  }

  /** Refuses a scope that is open elsewhere; one that was closed on its behalf learns of it. */
  final void requireUsable() {
    Context unused = openHere();
  }

  /** Writes all or nothing. */
  final void writeAll(ParamValues written) {
    Context context = openHere();
    if (context == null) {
      setAll(written);
      return;
    }
    WrittenValues.requireNoCollision(written, context::keyOf);
    context.putAll(written);
    if (Tracking.ON) {
      for (int i = 0; i < written.size(); i++) {
        String key = written.key(i);
        String said = written.originOf(key);
        context.setOrigin(
            key, TrackedContext.wrote(context, key, written.kind(i), written.boxed(i), said));
      }
    }
  }

  /** The state, as {@code toString} tells it; never an error. */
  final String state() {
    Context context = pass.context();
    if (context == null || !openAnywhere()) {
      return isIsolating() ? "idle, isolating" : "idle";
    }
    String where = ThreadNames.of(context.thread());
    if (serial == RETIRED) {
      return "view of a task that has ended, on " + where;
    }
    return serial == VIEW ? "view of " + where : "open on " + where + " at depth " + depth;
  }

  /**
   * What {@code toString} may show: null if it is open elsewhere, where it can change meanwhile, or
   * a view of nothing any more.
   */
  final @Nullable ParamValues shown() {
    Context context = pass.context();
    if (context == null) {
      return ownList();
    }
    if (serial == RETIRED || !context.isUsedBy(Thread.currentThread())) {
      return null;
    }
    ParamValues visible = new ParamValues();
    context.list(visible, false);
    return visible;
  }

  /** Where the value of a key comes from, if it is read through this. */
  final void explain(Explaining explaining) {
    Context context = openHere();
    if (context == null) {
      explaining.own(ownList());
      context = isIsolating() ? null : Contexts.current();
    }
    if (context != null) {
      explaining.context(context);
    }
  }

  // ---- open and leave ----

  final void open() {
    if (pass != ScopePass.NONE) {
      requireClosed();
    }
    Context context = Contexts.current();
    ScopePass shown = context.pass();
    int level = context.depth() + 1;
    serial = enterIn(context);
    // the level is there, and from here on nothing is called: this knows that it is open
    depth = level;
    pass = shown;
  }

  private void requireClosed() {
    Context elsewhere = pass.context();
    if (elsewhere != null && openAnywhere()) {
      throw isView() ? ScopeMessages.viewClosed() : ScopeMessages.alreadyOpen(elsewhere);
    }
  }

  final void leave() {
    Context context = pass.context();
    if (context == null || isView() || !pass.isValid()) {
      try {
        context = openHereToLeave();
      } catch (VirtualMachineError e) {
        if (context != null) {
          context.closeLater(depth, serial); // if this is open in it
        }
        throw e;
      }
    }
    int level = depth;
    int forgotten = 0;
    ScopeValues left = null;
    Throwable failure = null;
    try {
      if (!context.exitAtOnce(level)) {
        forgotten = context.depth() - level;
        left = leaveFurther(context, level, serial, key, hash, kind, bits, ref, earlier, isolating);
        if (left != null) {
          context.exit(SINK, left);
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (left != null) {
      // nothing is called: this holds what was handed over, also where undoing the level failed
      key = left.key;
      hash = left.hash;
      kind = left.kind;
      bits = left.bits;
      ref = left.ref;
      earlier = left.earlier;
      left.ref = null;
      left.earlier = null;
    }
    if (failure != null) {
      // and this collects what it has not got when it is used again
      context.closeLater(level, serial);
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
    pass = ScopePass.NONE;
    if (forgotten > 0) {
      context.settle(); // nothing is left of what was to be closed
      throw ScopeMessages.forgotten(forgotten, level);
    }
  }

  /**
   * Leaves a level that others are open in, or that is not so short. If it was written to, it is
   * not left yet: this gives what a scope of these values holds, to take what the level holds.
   *
   * <p>It takes a scope apart rather than the scope, which would then be an object on the heap
   * wherever scopes are entered, as soon as one of them came here.
   */
  private static @Nullable ScopeValues leaveFurther(
      Context context,
      int level,
      long serial,
      @Nullable String key,
      long hash,
      byte kind,
      long bits,
      @Nullable Object ref,
      @Nullable Given earlier,
      boolean isolating) {
    if (context.depth() > level) {
      // first: where even this fails, all stay open, and where something later does, none
      context.closeLater(level, serial);
      context.unwindTo(level);
    }
    if (!context.isLevelChanged()) {
      context.exit();
      return null;
    }
    ScopeValues left = (ScopeValues) context.leaving();
    if (left == null) {
      left = ParamScope.of();
      context.setLeaving(left);
    }
    left.hold(key, hash, kind, bits, ref, earlier, isolating);
    return left;
  }

  /** Where this is open, as far as it knows; else null. */
  final @Nullable Context openIn() {
    return isView() ? null : pass.context();
  }

  /**
   * Whether this is open in the calling thread's current context, as far as can be told at once.
   * Another thread's scope, seen racily, may not have its pass yet.
   */
  final boolean isOpenHere() {
    @Nullable ScopePass shown = pass;
    return shown != null && shown.isValid();
  }

  /** The serial of the level it was entered in last. */
  final long entered() {
    return serial;
  }

  /** Makes this the view of a context outside any scope variable. */
  final void show(Context context) {
    serial = VIEW;
    pass = context.pass();
  }

  /** Makes this view one that nobody can use any more. */
  final void retire() {
    serial = RETIRED;
    pass = pass.retired();
  }

  private boolean isView() {
    return serial >= RETIRED;
  }

  /**
   * The calling thread's context if this scope is open in it; null if this scope is idle.
   *
   * @throws ScopeStateException if it is open elsewhere
   */
  private @Nullable Context openHere() {
    ScopePass shown = pass;
    if (shown == ScopePass.NONE) { // which the JIT knows of a scope that was just made
      return null;
    }
    Context context = shown.context();
    return (context == null || shown.isValid()) ? context : openHereSlowly(context);
  }

  /** As {@link #openHere}, to read; while reads are watched, who watches them. */
  private @Nullable ContextValues readsHere() {
    Context context = pass.context();
    return (context == null || pass.isValid())
        ? context
        : WatchedReads.overOrNull(openHereSlowly(context));
  }

  private @Nullable Context openHereSlowly(Context context) {
    if (!openAnywhere()) {
      return null;
    }
    if (serial == RETIRED || !isCurrent(context)) {
      throw ScopeMessages.elsewhere(context, isView());
    }
    pass = context.pass();
    return context;
  }

  /** Asks the seat if need be: after a task that ended without a stack the context may not know. */
  @SuppressWarnings("ReferenceEquality") // contexts are told apart by identity
  private static boolean isCurrent(Context context) {
    return context.isUsedBy(Thread.currentThread()) || Contexts.currentOrNull() == context;
  }

  /** Whether this scope is still open in its context; if not, it becomes idle. */
  private boolean openAnywhere() {
    Context context = pass.context();
    if (context == null) {
      return false;
    }
    context.settle();
    if (isView()) {
      return true;
    }
    if (context.isAbandoned()) {
      synchronized (context) {
        context.end();
      }
    }
    if (context.isOpen(depth, serial)) {
      return true;
    }
    ParamValues changes = pass.kept(serial);
    if (changes != null) {
      changes.giveTo(SINK, this); // as a whole again, if memory or stack ends on the way
      pass.forget(serial);
    }
    pass = ScopePass.NONE;
    return false;
  }

  private Context openHereToLeave() {
    if (isView()) {
      throw ScopeMessages.viewClosed();
    }
    Context context = openHere();
    if (context == null) {
      throw serial == 0 ? ScopeMessages.neverEntered() : ScopeMessages.notOpen();
    }
    return context;
  }
}
