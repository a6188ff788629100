package io.hyperparameter.spi;

import io.hyperparameter.jvm.ThreadNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One context: the values one thread (or bound task) sees, and the levels that undo its writes.
 *
 * <p>A backend implements the {@linkplain ContextValues reads}, the writes and the undo log; this
 * class keeps the books that are the same for all of them: who owns the context, which levels are
 * open under which serial, and where their values came from.
 *
 * <p>Books and ownership are in one class, long as it is: what belongs together there is changed by
 * plain stores behind the last call that may fail, and where the stack has ended no method of
 * another object can be called.
 *
 * <p>Only the owner thread may call anything but {@link #isOpen} and {@link #isAbandoned}, which
 * others may ask racily.
 */
public abstract class Context extends ContextValues {
  /** In {@link #unfinished}: every push is complete or undone. */
  protected static final long FINISHED = -1;

  /** Instead of what {@link #popLevel} will need. */
  protected static final long NOT_DONE = -1;

  /** Instead of the serial of a level. */
  public static final long NOT_ENTERED = OpenLevels.NO_SERIAL;

  /** In {@link #away}: another context has taken the place of this one on its thread. */
  static final int SUSPENDED = 1;

  /** In {@link #away}: every read is to come by the long way, as somebody watches it. */
  private static final int WATCHED = 2;

  /** In {@link #away}: nobody will use this context again. */
  private static final int ENDED = 4;

  private static final int OFTEN = 63;

  /** The thread this context was made for. */
  private final Thread thread;

  /**
   * {@link #thread} if a short way leads here while this is in its seat, else null. Read racily by
   * other threads.
   */
  @Nullable Thread owner;

  /** What the scopes entered since the last {@link #unwindTo} hold; null until one asks for it. */
  @Nullable ScopePass pass;

  private final boolean virtual;
  private int depth;

  /** Null until a scope is entered here: most threads only read. */
  private @Nullable OpenLevels levels;

  /**
   * For implementations: set by a {@link #pushLevel} that fails when it has opened its level, to
   * what {@link #popLevel} will need to undo it. Nothing more is asked of it: memory or stack may
   * have ended, and then nothing can be called.
   */
  protected long unfinished = FINISHED;

  /** Why no short way leads here: of {@link #SUSPENDED}, {@link #WATCHED}, {@link #ENDED} those. */
  byte away;

  /** Goes round. */
  private byte captures;

  /** Of the {@link Seat}: whether another task may begin here. */
  boolean isFree;

  private @Nullable LevelOrigins origins;
  private @Nullable ContextAttachment attachment;

  /**
   * For implementations: a context of {@code owner}.
   *
   * @param owner the thread that will use it; must be alive
   * @param rules hashing and conversion
   */
  protected Context(Thread owner, ContextRules rules) {
    super(rules);
    this.thread = owner;
    this.owner = owner;
    this.virtual = Threads.isVirtual(owner);
  }

  // ---- writes ----

  /**
   * Writes a value (or a tombstone) into the innermost level.
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @throws IllegalArgumentException if another key has this hash; nothing is changed
   */
  public final void put(String key, long hash, int kind, long bits, @Nullable Object ref) {
    write(key, hash, kind, bits, ref);
    if (origins != null) {
      setOrigin(key, null);
    }
  }

  /**
   * Writes as {@link #put(String, long, int, long, Object)}, for callers that do not know the hash.
   *
   * @param key the key; null and malformed ones are refused
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @throws IllegalArgumentException if another key has this hash; nothing is changed
   */
  public final void put(String key, int kind, long bits, @Nullable Object ref) {
    write(key, kind, bits, ref);
    if (origins != null) {
      setOrigin(key, null);
    }
  }

  /** Hides every visible key in the innermost level. */
  public final void clear() {
    hideVisible();
    if (origins != null) {
      origins.forget(depth);
    }
  }

  /**
   * Writes a value (or a tombstone) into the innermost level.
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @throws IllegalArgumentException if another key has this hash; nothing is changed
   */
  protected abstract void write(String key, long hash, int kind, long bits, @Nullable Object ref);

  /**
   * Writes as {@link #write(String, long, int, long, Object)}, for callers that do not know the
   * hash.
   *
   * @param key the key; null and malformed ones are refused
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @throws IllegalArgumentException if another key has this hash; nothing is changed
   */
  protected void write(String key, int kind, long bits, @Nullable Object ref) {
    write(key, hashOf(key), kind, bits, ref);
  }

  /** Hides every visible key in the innermost level. */
  protected abstract void hideVisible();

  /** {@return what is visible now, as something new contexts can start on} */
  public abstract BaseSnapshot snapshot();

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
   * Pushes a level with this value and those given before it.
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @param earlier those given before, of other keys; null for none
   * @return whatever {@link #popLevel} will need
   */
  protected abstract long pushLevel(
      String key, long hash, int kind, long bits, @Nullable Object ref, @Nullable Given earlier);

  /**
   * The short way of {@link #pushPending}, for a level of one number that needs no {@linkplain
   * #note note}. A backend need not have one.
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind} to write, one without a text or object
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @return false, with nothing done, if it takes longer. An exception means that nothing was done,
   *     too
   */
  protected boolean pushAtOnce(String key, long hash, int kind, long bits) {
    return false;
  }

  /**
   * Does what {@link #pushLevel(String, long, int, long, Object, Given)} does, later: if the level
   * is left soon, it need not be done. A backend need not have this.
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind} to write, {@link Kind#ABSENT} excepted
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @param earlier those given before, of other keys; null for none
   * @return whatever {@link #popLevel} will need, which is not negative; {@link #NOT_DONE}, with
   *     nothing done, if it takes longer. An exception means that nothing was done, too, or as for
   *     {@link #pushLevel}
   */
  protected long pushPending(
      String key, long hash, int kind, long bits, @Nullable Object ref, @Nullable Given earlier) {
    return NOT_DONE;
  }

  /**
   * The short way of {@link #popLevel}, for a level that was not written to since it was pushed. A
   * backend need not have one.
   *
   * @return false, with nothing done, if it takes longer. An exception means that nothing was done,
   *     too
   */
  protected boolean popAtOnce() {
    return false;
  }

  /**
   * Undoes the innermost level. If it was written to since it was pushed, the sink gets what it
   * holds first, each value with what is {@linkplain #originHere known of it}. Where this fails, it
   * is called again for the same level, which is not {@linkplain #isLevelChanged changed} any more
   * if a part of it is undone: what is left of it then goes to nobody.
   *
   * @param <T> where it goes
   * @param note what {@link #pushLevel} gave for it
   * @param sink how what it holds is taken; null for not at all
   * @param into for the sink
   */
  protected abstract <T> void popLevel(long note, @Nullable LevelSink<T> sink, T into);

  /**
   * {@return whether the innermost level was written to since it was pushed, and no {@link
   * #popLevel} that failed has begun to undo it}
   */
  public abstract boolean isLevelChanged();

  /**
   * Opens a level holding the number of {@code key}, if that is {@linkplain #pushAtOnce short}. So
   * short that it is part of the method that enters a scope, and of its callers.
   *
   * @param key a key, well-formed
   * @param hash its hash
   * @param kind the {@link Kind}, one without a text or object
   * @param bits the number, raw double bits or boolean
   * @return the serial of this level, as {@link #enter} gives it; {@link #NOT_ENTERED}, with
   *     nothing done, if it takes longer
   */
  public final long enterAtOnce(String key, long hash, int kind, long bits) {
    OpenLevels open = levels;
    if (open == null) {
      return NOT_ENTERED;
    }
    long[] books = open.books;
    int outer = depth;
    int at = 2 * outer;
    if (at < 0 || at >= books.length || !pushAtOnce(key, hash, kind, bits)) {
      return NOT_ENTERED;
    }
    // the level is there, and from here on nothing is called: it gets into the books
    long serial = ++open.lastSerial;
    books[at] = serial;
    depth = outer + 1;
    return serial;
  }

  /**
   * Opens a level holding {@code values}, or the value of {@code key} and those given before it.
   *
   * <p>One long method, because it must not become a part of the method that enters a scope: that
   * would be too large to be a part of its callers, and then each scope is an object on the heap.
   * HotSpot makes no method of more than 325 bytes of byte code part of another.
   *
   * @param values what the level starts with, tombstones included; null for nothing or {@code key}
   * @param isolating whether to hide everything inherited first
   * @param key a key, well-formed; null for {@code values}
   * @param hash its hash
   * @param kind the {@link Kind}
   * @param bits the number, raw double bits or boolean
   * @param ref the text or object
   * @param earlier those given before, of other keys; null for none
   * @return the serial of this level, never given twice by one context
   */
  public final long enter(
      @Nullable ParamValues values,
      boolean isolating,
      @Nullable String key,
      long hash,
      int kind,
      long bits,
      @Nullable Object ref,
      @Nullable Given earlier) {
    int outer = depth;
    OpenLevels open = levels;
    if (open == null) {
      levels = open = new OpenLevels();
    }
    long[] books = open.books;
    if (2 * outer == books.length) {
      open.books = books = Arrays.copyOf(books, 2 * books.length);
    }
    long note;
    try {
      if (key != null) {
        note = pushPending(key, hash, kind, bits, ref, earlier);
        if (note != NOT_DONE) {
          // the level is there, and from here on nothing is called: it gets into the books
          long serial = ++open.lastSerial;
          books[2 * outer] = serial;
          books[2 * outer + 1] = note;
          depth = outer + 1;
          return serial;
        }
      }
      Map<String, String> named = values == null ? null : values.origins();
      if (named != null) {
        originsMade().set(outer + 1, named);
      }
      depth = outer + 1;
      note =
          key == null
              ? pushLevel(values, isolating)
              : pushLevel(key, hash, kind, bits, ref, earlier);
    } catch (Throwable e) {
      // calls nothing, for there may be no stack left
      if (unfinished == FINISHED) {
        depth = outer;
      } else { // a level that is there in part is on the books, and to be closed
        depth = outer + 1;
        books[2 * outer] = OpenLevels.NO_SERIAL;
        books[2 * outer + 1] = unfinished;
        unfinished = FINISHED;
        open.closeTo = outer;
        owner = null;
        if (pass != null) {
          pass.holder = null;
        }
      }
      throw e;
    }
    // the level is there, and from here on nothing is called: it gets into the books
    long serial = ++open.lastSerial;
    books[2 * outer] = serial;
    books[2 * outer + 1] = note;
    return serial;
  }

  /**
   * Closes a level if it is the innermost one, holds what it was entered with, and can be undone
   * {@linkplain #popAtOnce at once}.
   *
   * @param level from 1
   * @return false, with nothing done, if that is not so
   */
  public final boolean exitAtOnce(int level) {
    if (depth != level || origins != null || !popAtOnce()) {
      return false;
    }
    // the level is undone, and from here on nothing is called: nothing can come between
    depth = level - 1;
    return true;
  }

  /** Closes the innermost level, which must exist; what it holds goes to nobody. */
  public final void exit() {
    exit(null, this);
  }

  /**
   * Closes the innermost level, which must exist.
   *
   * @param <T> where it goes
   * @param sink how what it holds is taken, if it was written to since it was entered; null for not
   *     at all
   * @param into for the sink
   */
  public final <T> void exit(@Nullable LevelSink<T> sink, T into) {
    OpenLevels open = levels;
    try {
      popLevel(note(depth), sink, into);
    } catch (Throwable e) {
      // calls nothing, for there may be no stack left
      if (open != null && depth - 1 < open.closeTo) {
        open.closeTo = depth - 1;
      }
      owner = null;
      if (pass != null) {
        pass.holder = null;
      }
      throw e;
    }
    // the level is undone, and from here on nothing is called: nothing can come between
    LevelOrigins known = origins;
    if (known != null && depth < known.byLevel.length) {
      known.byLevel[depth] = null;
    }
    depth--;
  }

  /** {@return what the API keeps to take over what a level holds when it is left, or null} */
  public final @Nullable Object leaving() {
    return levels == null ? null : levels.leaving;
  }

  /**
   * Sets {@link #leaving()}, once a level was opened.
   *
   * @param taker what to keep; replaces what was there
   */
  public final void setLeaving(Object taker) {
    OpenLevels open = levels;
    if (open != null) {
      open.leaving = taker;
    }
  }

  /**
   * Closes all levels above {@code target}, innermost first. Their scopes may not know; what they
   * hold is kept in their {@linkplain ScopePass#kept passes}.
   *
   * @param target the number of levels to keep
   */
  public final void unwindTo(int target) {
    OpenLevels open = levels;
    try {
      while (open != null && depth > target) {
        ParamValues kept = isLevelChanged() ? kept(open) : null;
        if (kept == null) {
          exit();
        } else {
          exit(ParamValues.SINK, kept);
        }
      }
    } catch (Throwable e) {
      // calls nothing, for there may be no stack left
      if (open != null && target < open.closeTo) {
        open.closeTo = target;
      }
      owner = null;
      if (pass != null) {
        pass.holder = null;
      }
      throw e;
    }
    withdraw();
  }

  /** Where the scope of the innermost level, if there is one, will find what that held. */
  private @Nullable ParamValues kept(OpenLevels open) {
    long serial = open.serial(depth);
    ScopePass newest = pass != null ? pass : open.earlier;
    ScopePass shown = newest == null ? null : newest.of(serial);
    return shown == null ? null : shown.keep(serial);
  }

  /**
   * To be told where closing a level failed, as memory or stack ended on the way, or before it is
   * closed with others in it. What is not closed then is closed before this context answers
   * anything, or by {@link #settle}; what the levels hold is kept as by {@link #unwindTo}. Changes
   * nothing if the level is not open, or on another thread.
   *
   * @param level the outermost one that is to be closed, from 1
   * @param serial what {@link #enter} gave for it
   */
  public final void closeLater(int level, long serial) {
    // calls nothing that the interpreter makes a call of, for there may be no stack left
    OpenLevels open = levels;
    if (open == null
        || level > depth
        || open.books[2 * level - 2] != serial
        || Thread.currentThread() != thread) {
      return;
    }
    owner = null; // so that no short way leads here
    if (level - 1 < open.closeTo) {
      open.closeTo = level - 1;
    }
    ScopePass known = pass;
    if (known != null) {
      known.holder = null;
    }
  }

  /**
   * Closes what could not be closed when it should have been. Everyone asks who comes here by
   * another way than as the {@linkplain #isCurrentOf current} context; others change nothing.
   */
  public final void settle() {
    OpenLevels open = levels;
    if (open != null && open.isUnsettled() && Thread.currentThread() == thread) {
      unwindTo(open.closeTo);
      open.closeTo = OpenLevels.SETTLED;
      owner = away != 0 ? null : thread;
    }
  }

  /**
   * {@link #settle} of the context that is in its thread's seat; resumes it, too, where the end of
   * a task could not.
   */
  public final void settleInSeat() {
    settle();
    if ((away & (SUSPENDED | ENDED)) == SUSPENDED && Thread.currentThread() == thread) {
      resume();
    }
  }

  /**
   * Writes values and tombstones into the innermost level: all of them, or none.
   *
   * @param written what to write; not changed
   * @throws IllegalArgumentException if the hash of a key is that of another one here; nothing is
   *     changed
   */
  public final void putAll(ParamValues written) {
    if (writesAsOne() && written.size() > 1) {
      int outer = depth;
      enter(written, false, null, 0, 0, 0, null, null);
      OpenLevels open = levels;
      try {
        mergeLevel(note(outer + 1));
      } catch (Throwable e) {
        // calls nothing, for there may be no stack left
        if (open != null) {
          open.closeTo = outer;
        }
        owner = null;
        if (pass != null) {
          pass.holder = null;
        }
        throw e;
      }
      LevelOrigins known = origins;
      if (known != null && depth < known.byLevel.length) {
        known.byLevel[depth] = null;
      }
      depth = outer;
    } else {
      for (int i = 0; i < written.size(); i++) {
        write(written.key(i), written.hash(i), written.kind(i), written.bits(i), written.ref(i));
      }
    }
    if (origins != null || written.origins() != null) {
      for (int i = 0; i < written.size(); i++) {
        setOrigin(written.key(i), written.originOf(written.key(i)));
      }
    }
  }

  /** {@return whether a level can be {@linkplain #mergeLevel merged}} */
  protected boolean writesAsOne() {
    return false;
  }

  /**
   * Gives what the innermost level holds to the level around it, or to the base: as if it had been
   * written there. For implementations that {@link #writesAsOne}.
   *
   * @param note what {@link #pushLevel} gave for the innermost level
   */
  protected void mergeLevel(long note) {
    throw new IllegalStateException("levels cannot be merged");
  }

  /** {@return the number of open levels} */
  public final int depth() {
    return depth;
  }

  /**
   * {@return whether the level at {@code level} (from 1) is still the one of this serial}
   *
   * @param level from 1, the outermost
   * @param serial what {@link #enter} gave
   */
  public final boolean isOpen(int level, long serial) {
    OpenLevels open = levels;
    return (away & ENDED) == 0 && open != null && level <= depth && open.has(level, serial);
  }

  /**
   * {@return what {@link #pushLevel} gave for a level}
   *
   * @param level from 1, the outermost
   */
  protected final long note(int level) {
    OpenLevels open = levels;
    if (open == null) {
      throw new IllegalStateException("no level was ever opened");
    }
    return open.books[2 * level - 1];
  }

  /**
   * Says anew what {@link #popLevel} will need for a level that is open.
   *
   * @param level from 1, the outermost
   * @param note instead of what {@link #pushLevel} gave
   */
  protected final void setNote(int level, long note) {
    OpenLevels open = levels;
    if (open != null) {
      open.books[2 * level - 1] = note;
    }
  }

  // ---- origins ----

  private static final String AT_DEPTH = "the scope at depth ";

  private static final String OF_THREAD = "the values ";

  private static final String OUTSIDE = " started with or wrote outside scopes";

  /**
   * {@return the level that wrote the present value of {@code hash}: 1 the outermost, 0 the base}
   *
   * @param hash the hash of the key
   */
  protected abstract int levelOf(long hash);

  /**
   * Adds what each level that wrote a key holds of it, innermost first, then what was written
   * outside levels, then what the snapshot below has; nothing for levels that did not write it. The
   * undo log has it all, so no write pays for this.
   *
   * @param hash the hash of a key that is stored here, or was
   * @param into where to add
   */
  public abstract void history(long hash, ValueHistory into);

  /**
   * {@return where the present value of a key came from, as a phrase for messages}
   *
   * @param key the key, well-formed
   * @param hash the hash of the key
   */
  public final String originOf(String key, long hash) {
    int level = levelOf(hash);
    String origin = namedOrigin(level, key);
    if (origin != null) {
      return origin;
    }
    return level == 0
        ? OF_THREAD + ThreadNames.of(thread) + OUTSIDE
        : AT_DEPTH + level + " of " + ThreadNames.of(thread);
  }

  /**
   * {@return whether {@link #originOf} had no more to say than a depth or a thread}
   *
   * @param origin what it gave
   */
  public static boolean isUnnamed(String origin) {
    return origin.startsWith(AT_DEPTH)
        || (origin.startsWith(OF_THREAD) && origin.endsWith(OUTSIDE));
  }

  /**
   * {@return where the value of a key in one level came from, as a phrase for messages; null when
   * nobody said so}
   *
   * @param level from 1, the outermost; 0 for the base
   * @param key the key
   */
  public final @Nullable String namedOrigin(int level, String key) {
    Map<String, String> named = origins == null ? null : origins.of(level);
    return named == null ? null : named.get(key);
  }

  /**
   * {@return where the values that are visible now came from, by key, as phrases for messages; null
   * when nobody said so of any}
   */
  public final @Nullable Map<String, String> visibleOrigins() {
    return origins == null ? null : origins.visible(this);
  }

  /**
   * Told once, before the first write, what is known of the values this context starts on.
   *
   * @param known phrases for messages by key, which never change; null for none
   */
  final void setBaseOrigins(@Nullable Map<String, String> known) {
    if (known != null) {
      originsMade().set(0, known);
    }
  }

  /**
   * {@return where the value of a key in the innermost level came from; null when nobody said so}
   *
   * @param key the key
   */
  protected final @Nullable String originHere(String key) {
    return origins == null ? null : namedOrigin(depth, key);
  }

  /**
   * Says where the value came from that was just written. Until somebody does, nobody knows: each
   * write forgets what was known of the value before.
   *
   * @param key the key
   * @param origin a phrase for messages; null if nobody says
   */
  public final void setOrigin(String key, @Nullable String origin) {
    originsMade().set(depth, key, origin);
  }

  /**
   * Says where all values came from that the innermost level was just entered with, but for those
   * of which somebody said so.
   *
   * @param entered the values
   * @param origin a phrase for messages
   */
  public final void nameOrigins(ParamValues entered, String origin) {
    Map<String, String> known = origins == null ? null : origins.of(depth);
    Map<String, String> named = known == null ? new HashMap<>() : new HashMap<>(known);
    for (int i = 0; i < entered.size(); i++) {
      named.putIfAbsent(entered.key(i), origin);
    }
    originsMade().set(depth, named);
  }

  private LevelOrigins originsMade() {
    LevelOrigins known = origins;
    if (known == null) {
      origins = known = new LevelOrigins();
    }
    return known;
  }

  /** {@return the serial of the innermost level; 0 if there is none} */
  public final long lastSerial() {
    OpenLevels open = levels;
    return depth == 0 || open == null ? 0 : open.serial(depth);
  }

  /**
   * {@return the snapshot that this context was made over, if exactly its values are visible; null
   * if others are, or it would take long to tell}
   */
  public @Nullable BaseSnapshot unwritten() {
    return null;
  }

  // ---- captures by what changed ----

  /**
   * {@return the outermost level (0: outside all of them) that holds still and that most of what is
   * visible is in or outside of: nothing was written to it since it was entered, and the levels
   * inside of it wrote few keys; -1 if there is none, or it would take long to tell} What is
   * visible at it has not changed since it was entered, and will not while it is open.
   */
  public int steadyLevel() {
    return -1;
  }

  /**
   * {@return the snapshot that is all that is visible outside of all levels; null if there is none}
   */
  public @Nullable BaseSnapshot outside() {
    return null;
  }

  /**
   * Adds what the keys are now that levels inside of one wrote.
   *
   * @param level a {@link #steadyLevel}
   * @param into where to add
   * @return whether that is all that is different; false if something is hidden, too
   */
  public boolean listInside(int level, ParamValues into) {
    return false;
  }

  /**
   * Adds everything that would be visible without the levels inside of one, and the tombstones.
   *
   * @param level a {@link #steadyLevel}
   * @param into where to add; empty
   */
  public void listOutside(int level, ParamValues into) {
    throw new IllegalStateException("no level is known to hold still");
  }

  /**
   * Says where values came from.
   *
   * @param visible values that are visible now
   */
  public final void nameVisible(ParamValues visible) {
    if (origins != null) {
      for (int i = 0; i < visible.size(); i++) {
        String origin = namedOrigin(levelOf(visible.hash(i)), visible.key(i));
        if (origin != null) {
          visible.setOrigin(visible.key(i), origin);
        }
      }
    }
  }

  /** {@return whether it is time to look for threads that have ended, as it is once in a while} */
  public final boolean isTimeToLook() {
    return (++captures & OFTEN) == 0;
  }

  /**
   * {@return the serial of a level; 0 for 0}
   *
   * @param level from 1, the outermost; or 0
   */
  public final long serialOf(int level) {
    OpenLevels open = levels;
    return level == 0 || open == null ? 0 : open.serial(level);
  }

  // ---- ownership ----

  /**
   * {@return what a scope that is known to be open here, or is about to be entered, may hold to use
   * this context}
   */
  public final ScopePass pass() {
    ScopePass known = pass;
    return known != null ? known : newPass();
  }

  private ScopePass newPass() {
    OpenLevels open = levels;
    Thread holder = away == 0 ? thread : null;
    ScopePass made =
        open == null
            ? new ScopePass(this, holder, OpenLevels.NO_SERIAL + 1, null)
            : new ScopePass(this, holder, open.lastSerial + 1, open.earlierOf(depth));
    pass = made;
    return made;
  }

  /** Levels were closed behind their scopes' backs: those that hold the pass must ask. */
  private void withdraw() {
    ScopePass known = pass;
    if (known != null) {
      known.holder = null;
      OpenLevels open = levels;
      if (open != null && depth > 0 && known.isOf(open.serial(depth))) {
        open.earlier = known;
      }
    }
    pass = null;
  }

  /**
   * {@return whether this, which a seat has, is the current context of {@code thread}}
   *
   * @param thread the thread in question
   */
  public final boolean isCurrentOf(Thread thread) {
    return owner == thread;
  }

  /**
   * {@return whether a thread uses this context now: by the short ways, or, while it is watched,
   * without them}
   *
   * @param thread the thread in question
   */
  public final boolean isUsedBy(Thread thread) {
    return away == 0 ? owner == thread : away == WATCHED && this.thread == thread;
  }

  /**
   * Takes this context off every short way to it, or lets it back on. So who watches reads need not
   * be asked for by those that nobody watches. By the owner thread, while this is its current
   * context.
   *
   * @param on whether every read is to come by the long way
   */
  public final void watch(boolean on) {
    away = (byte) (on ? away | WATCHED : away & ~WATCHED);
    OpenLevels open = levels;
    owner = away != 0 || (open != null && open.isUnsettled()) ? null : thread;
    if (pass != null) {
      pass.holder = owner;
    }
  }

  /** {@return the thread this context was made for} */
  public final Thread thread() {
    return thread;
  }

  /** {@return whether that is a virtual thread} */
  public final boolean isOnVirtualThread() {
    return virtual;
  }

  /**
   * {@return whether its thread has ended, so that whoever comes may {@linkplain #end} this} Not so
   * where merely its task has: that is the thread's own to end, which may be at it right now.
   */
  public final boolean isAbandoned() {
    return !thread.isAlive();
  }

  /** Called when another context takes the place of this one on its thread, for a while. */
  final void suspend() {
    // calls nothing: it happens as a whole
    away |= SUSPENDED;
    if (owner != null) {
      owner = null;
    }
    ScopePass known = pass;
    if (known != null && known.holder != null) {
      known.holder = null;
    }
  }

  /** Called when this context is the thread's current one again. */
  public void resume() {
    away &= ~SUSPENDED;
    OpenLevels open = levels;
    if (away == 0 && (open == null || !open.isUnsettled())) {
      if (owner == null) { // a store of a reference costs more than a look
        owner = thread;
      }
      ScopePass known = pass;
      if (known != null) {
        known.holder = thread;
      }
    }
  }

  /**
   * {@return whether nothing is left of the bound task whose end this is, so that another may
   * {@linkplain #begin begin} in this context; if not, it has ended} It is suspended already.
   * Serials go on, so whoever refers to a level of the task never takes another for it.
   */
  final boolean finish() {
    if (attachment != null) {
      attachment.taskEnded();
    }
    OpenLevels open = levels;
    if (depth == 0 && (open == null || !open.isUnsettled()) && forget()) {
      // a store of a reference costs more than a look
      if (open != null && open.earlier != null) {
        open.earlier = null;
      }
      if (origins != null) {
        origins = null;
      }
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
  final boolean begin(BaseSnapshot base) {
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
    away |= ENDED;
    suspend();
  }

  /** {@return what the API keeps with this context, or null} */
  public final @Nullable ContextAttachment attachment() {
    return attachment;
  }

  /**
   * Sets {@link #attachment()}.
   *
   * @param attachment what to keep; replaces what was there
   */
  public final void attach(ContextAttachment attachment) {
    this.attachment = attachment;
  }
}
