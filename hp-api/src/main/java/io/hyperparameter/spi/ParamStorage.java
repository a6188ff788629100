package io.hyperparameter.spi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One context: the values one thread (or bound task) sees, and the levels that undo its writes.
 *
 * <p>A backend implements the {@linkplain ParamTable table} and the undo log; this class keeps the
 * books that are the same for all of them: who owns the context, which levels are open and by which
 * entry, and where their values came from.
 *
 * <p>Only the owner thread may call anything but {@link #isOpen} and {@link #hasEnded}, which
 * others may ask racily.
 */
public abstract class ParamStorage extends ParamTable {
  private static final long[] NO_LEVELS = {};

  /** The thread this context was made for. */
  private final Thread thread;

  /** {@link #thread} while this is its current context, else null. Read racily by other threads. */
  private @Nullable Thread owner;

  /** What the scopes entered since the last {@link #unwindTo} hold; null until one asks for it. */
  private @Nullable ScopePass pass;

  private final boolean virtual;
  private int depth;

  /** Two words a level: the number of the entry, and what the backend noted when it was pushed. */
  private long[] levels = NO_LEVELS;

  private long lastEntry;
  private boolean ended;

  private @Nullable LevelOrigins origins;
  private @Nullable ForgottenLevels forgotten;
  private @Nullable Object attachment;

  /**
   * For implementations: a context of {@code owner}.
   *
   * @param owner the thread that will use it; must be alive
   * @param rules hashing and conversion
   */
  protected ParamStorage(Thread owner, StorageRules rules) {
    super(rules);
    this.thread = owner;
    this.owner = owner;
    this.virtual = Threads.isVirtual(owner);
  }

  // ---- levels ----

  /**
   * Pushes a level with these values; hides everything inherited first if {@code isolating}.
   *
   * @param values what the level starts with, tombstones included; null for nothing
   * @param isolating whether to hide everything inherited first
   * @return whatever {@link #popLevel} will need
   */
  protected abstract long pushLevel(@Nullable ParamValues values, boolean isolating);

  /**
   * Pushes a level with this one value.
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @return whatever {@link #popLevel} will need
   */
  protected abstract long pushLevel(
      String key, long hash, int kind, long bits, @Nullable Object ref);

  /**
   * Undoes the innermost level.
   *
   * @param note what {@link #pushLevel} gave for it
   */
  protected abstract void popLevel(long note);

  /** {@return whether the innermost level was written to since it was pushed} */
  public abstract boolean isLevelChanged();

  /**
   * What the innermost level holds: its entry values as they are now, later writes and tombstones;
   * not what an isolating entry hid. Valid until the next call.
   *
   * @return the changes; only for reading
   */
  public abstract LevelChanges levelChanges();

  /**
   * {@return the kind of number that is all the innermost level holds, if it is under this key;
   * else {@link Kind#ABSENT}, which means: ask {@link #levelChanges}} A short way for the usual
   * level; a backend need not have one, nor for any String but the very one it knows the key by.
   *
   * @param key the key
   * @param hash its hash
   */
  public int onlyNumber(String key, long hash) {
    return Kind.ABSENT;
  }

  /** {@return the bits of the number that {@link #onlyNumber} just found} */
  public long onlyNumberBits() {
    throw new IllegalStateException("the level does not hold one number");
  }

  /**
   * Opens a level holding {@code values}.
   *
   * @param values what the level starts with, tombstones included; null for nothing
   * @param isolating whether to hide everything inherited first
   * @return the number of this entry, never given twice by one context
   */
  public final long enter(@Nullable ParamValues values, boolean isolating) {
    int outer = depth;
    depth = outer + 1;
    long note;
    try {
      note = pushLevel(values, isolating);
    } catch (Throwable e) {
      depth = outer;
      throw e;
    }
    if (values != null && values.origins() != null) {
      originsMade().set(depth, values.origins());
    }
    return numbered(outer, note);
  }

  /**
   * Opens a level holding one value; as {@link #enter(ParamValues, boolean)}.
   *
   * @param key the key
   * @param hash its hash
   * @param kind the {@link Kind}
   * @param bits the number, raw double bits or boolean
   * @param ref the text or object
   * @return the number of this entry
   */
  public final long enter(String key, long hash, int kind, long bits, @Nullable Object ref) {
    int outer = depth;
    depth = outer + 1;
    long note;
    try {
      note = pushLevel(key, hash, kind, bits, ref);
    } catch (Throwable e) {
      depth = outer;
      throw e;
    }
    return numbered(outer, note);
  }

  /** Closes the innermost level, which must exist. */
  public final void exit() {
    popLevel(note(depth));
    if (origins != null) {
      origins.drop(depth);
    }
    depth--;
  }

  /**
   * Closes all levels above {@code target}, innermost first. Their scopes may not know; what they
   * hold is kept for {@link #reclaim}.
   *
   * @param target the number of levels to keep
   */
  public final void unwindTo(int target) {
    while (depth > target) {
      if (isLevelChanged()) {
        if (forgotten == null) {
          forgotten = new ForgottenLevels();
        }
        forgotten.keep(levels[2 * (depth - 1)], levelChanges(), levelOrigins());
      }
      exit();
    }
    withdraw();
    pass = null;
  }

  /**
   * {@return what a level held that {@link #unwindTo} closed, if it was changed after entry; else
   * null}
   *
   * @param entry the number {@link #enter} gave
   */
  public final @Nullable ParamValues reclaim(long entry) {
    return forgotten == null ? null : forgotten.take(entry);
  }

  /** {@return the number of open levels} */
  public final int depth() {
    return depth;
  }

  /**
   * {@return whether the level at {@code level} (from 1) is still the one of this entry}
   *
   * @param level from 1, the outermost
   * @param entry the number {@link #enter} gave
   */
  public final boolean isOpen(int level, long entry) {
    long[] known = levels;
    return !ended && level <= depth && 2 * level <= known.length && known[2 * level - 2] == entry;
  }

  /**
   * {@return what {@link #pushLevel} gave for a level}
   *
   * @param level from 1, the outermost
   */
  protected final long note(int level) {
    return levels[2 * level - 1];
  }

  private long numbered(int outer, long note) {
    long[] known = levels;
    if (2 * outer == known.length) {
      levels = known = Arrays.copyOf(known, Math.max(2, outer * 4));
    }
    long entry = ++lastEntry;
    known[2 * outer] = entry;
    known[2 * outer + 1] = note;
    return entry;
  }

  // ---- origins ----

  /**
   * {@return the level that wrote the present value of {@code hash}: 1 the outermost, 0 the base}
   *
   * @param hash the hash of the key
   */
  protected abstract int levelOf(long hash);

  /**
   * {@return where the present value of a key came from, as a phrase for messages}
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   */
  public final String originOf(String key, long hash) {
    int level = levelOf(hash);
    Map<String, String> named = origins == null ? null : origins.of(level);
    String origin = named == null ? null : named.get(key);
    if (origin != null) {
      return origin;
    }
    return level == 0
        ? "the values thread \"" + thread.getName() + "\" started with or wrote outside scopes"
        : "the scope at depth " + level + " of thread \"" + thread.getName() + "\"";
  }

  /**
   * {@return where the values that are visible now came from, by key, as phrases for messages; null
   * when nobody said so of any}
   */
  public final @Nullable Map<String, String> visibleOrigins() {
    if (origins == null) {
      return null;
    }
    Map<String, String> visible = new HashMap<>();
    for (int level = 0; level <= depth; level++) {
      Map<String, String> named = origins.of(level);
      if (named != null) {
        for (Map.Entry<String, String> entry : named.entrySet()) {
          long hash = rules.hash(entry.getKey());
          if (levelOf(hash) == level && Kind.isPresent(kind(hash))) {
            visible.put(entry.getKey(), entry.getValue());
          }
        }
      }
    }
    return visible.isEmpty() ? null : visible;
  }

  /**
   * Told once, before the first write, what is known of the values this context starts on.
   *
   * @param known phrases for messages by key, which never change; null for none
   */
  public final void setBaseOrigins(@Nullable Map<String, String> known) {
    if (known != null) {
      originsMade().set(0, known);
    }
  }

  /**
   * {@return where values of the innermost level came from, by key, as phrases for messages; null
   * when nobody said so} Only for reading, and only until this context is used again.
   */
  public final @Nullable Map<String, String> levelOrigins() {
    return origins == null ? null : origins.of(depth);
  }

  /**
   * Told of every value that was put into the innermost level after it was entered, or into the
   * base.
   *
   * @param key the key
   * @param origin where the value came from, or null if nobody says
   */
  public final void setOrigin(String key, @Nullable String origin) {
    if (origins != null || origin != null) {
      originsMade().set(depth, key, origin);
    }
  }

  private LevelOrigins originsMade() {
    LevelOrigins known = origins;
    if (known == null) {
      origins = known = new LevelOrigins();
    }
    return known;
  }

  /** {@return the number that {@link #enter} gave for the innermost level; 0 if there is none} */
  public final long lastEntered() {
    return depth == 0 ? 0 : levels[2 * depth - 2];
  }

  /**
   * {@return the snapshot that this context was made over, if exactly its values are visible; null
   * if others are, or it would take long to tell}
   */
  public @Nullable BaseSnapshot unwritten() {
    return null;
  }

  // ---- ownership ----

  /** {@return what a scope that is known to be open here may hold to use this context} */
  public final ScopePass pass() {
    ScopePass known = pass;
    if (known == null) {
      pass = known = new ScopePass(thread);
    }
    return known;
  }

  private void withdraw() {
    if (pass != null) {
      pass.withdraw();
    }
  }

  /**
   * {@return whether this is the current context of {@code thread}}
   *
   * @param thread the thread in question
   */
  public final boolean isCurrentOf(Thread thread) {
    return owner == thread;
  }

  /** {@return the thread this context was made for} */
  public final Thread thread() {
    return thread;
  }

  /** {@return whether that is a virtual thread} */
  public final boolean isOnVirtualThread() {
    return virtual;
  }

  /** {@return whether no one will ever run in this context again} */
  public final boolean hasEnded() {
    return ended || !thread.isAlive();
  }

  /** Called when another context takes the place of this one on its thread, for a while. */
  public void suspend() {
    owner = null;
    withdraw();
  }

  /** Called when this context is the thread's current one again. */
  public void resume() {
    owner = thread;
    if (pass != null) {
      pass.renew();
    }
  }

  /**
   * {@return whether nothing is left of the bound task whose end this is, so that another may
   * {@linkplain #begin begin} in this context; if not, it has ended} Numbers of entries go on, so
   * whoever refers to a level of the task never takes another for it.
   */
  public final boolean finish() {
    if (depth == 0 && forgotten == null && forget()) {
      origins = null;
      suspend();
      return true;
    }
    end();
    return false;
  }

  /**
   * {@return whether this context, in which a bound task has finished, is over these values now,
   * for the next; if not, it has ended}
   *
   * @param base what the task starts on
   */
  public final boolean begin(BaseSnapshot base) {
    if (!startOver(base)) {
      end();
      return false;
    }
    setBaseOrigins(base.origins());
    resume();
    return true;
  }

  /**
   * {@return whether this forgot what is written outside levels and let go of all objects} For
   * implementations that can be used again. There are no levels.
   */
  protected boolean forget() {
    return false;
  }

  /**
   * {@return whether this starts on other values now} For implementations that can be used again;
   * called after {@link #forget}.
   *
   * @param base what to start on
   */
  protected boolean startOver(BaseSnapshot base) {
    return false;
  }

  /** Called at the end of a bound task: all levels close, and resources may be released. */
  public void end() {
    unwindTo(0);
    ended = true;
    owner = null;
    withdraw();
  }

  /** {@return what the API keeps with this context, or null} */
  public final @Nullable Object attachment() {
    return attachment;
  }

  /**
   * Sets {@link #attachment()}.
   *
   * @param attachment what to keep; replaces what was there
   */
  public final void attach(Object attachment) {
    this.attachment = attachment;
  }
}
