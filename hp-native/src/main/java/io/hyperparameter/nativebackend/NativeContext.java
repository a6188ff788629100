package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_CARRIED;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_CHANGES_COUNT;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_DEPTH;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_KEY_GENERATION;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_LEVEL_CHANGES;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_LEVEL_SERIAL;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_VALUE;
import static io.hyperparameter.nativebackend.NativeLayout.WORD_KIND_MASK;
import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.store;

import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelSink;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import io.hyperparameter.spi.ValueHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A context in native memory.
 *
 * <p><b>Reads</b> load the table's address and mask from the context's header each time (so a table
 * that C++ moved is found where it is now), probe it, and call nothing. <b>Writes, entering and
 * leaving</b> are one call each, however many values they carry, see {@link NativeWriter}.
 *
 * <p><b>Which context C++ sees.</b> On a platform thread the context is shown to the OS thread when
 * it becomes current, see {@link NativeThread}. A virtual thread has no OS thread of its own; C++
 * asks each time, see {@link NativeApi#installThreadHook}.
 *
 * <p><b>Lifetime.</b> While its thread runs, the thread's {@link Seat} keeps a context reachable,
 * and with it its memory; so reads need no fence. When it has ended, its address is that of an
 * empty context that is never written.
 *
 * <p>A text with an unpaired surrogate has no UTF-8 form. Java keeps the String as an object, and
 * shows it as the text it is; for C++ it is a value that is no text.
 */
final class NativeContext extends Context {
  /** Keys and texts of so many bytes may lie in a context that nobody is using. */
  private static final long MOST_KEPT_BYTES = 1 << 16;

  /** The {@code hp_context_layout}. Moves once: to that of the empty context, at the end. */
  private long context;

  private NativeSnapshot base;
  private final NativeRelease release;

  /** The levels that C++ need not know of, and the writer; a thread that only reads has neither. */
  @Nullable NativePending pending;

  private @Nullable NativeTexts texts;

  /** How C++ is shown this; null for: it was bound when it was made. None on a virtual thread. */
  private @Nullable NativeThread shown;

  NativeContext(Thread owner, NativeSnapshot base, ContextRules rules) {
    super(owner, rules);
    NativeRelease.endEarlier();
    this.base = base;
    boolean here = owner == Thread.currentThread();
    this.release = new NativeRelease(this);
    this.context = NativeApi.create(base.handle());
    if (context == 0) {
      throw NativeStatus.exception(NativeApi.lastStatus());
    }
    release.holds(context);
    try {
      release.watch();
      if (here && !isOnVirtualThread()) {
        long before = NativeApi.bind(context);
        if (before != 0) {
          shown = shownAfter(before);
        }
      }
    } catch (Throwable e) { // nobody gets to see it
      release.run();
      throw e;
    }
  }

  /** What was bound is bound again when this context goes, if it is still there then. */
  private static @Nullable NativeThread shownAfter(long before) {
    NativeContext outer = ofThisThread();
    NativeContext owner =
        outer != null && outer.context == before ? outer : NativeRelease.ownerOf(before);
    return owner != null || !NativeReclaim.has(before) ? new NativeThread(before, owner) : null;
  }

  /** For C++, to bind again; 0 if this has ended. */
  long lentHandle() {
    return context == NativeLibrary.emptyContext() ? 0 : context;
  }

  boolean isIn(long handle) {
    return context == handle;
  }

  /** The current context of the calling thread, or null if it has none yet. */
  static @Nullable NativeContext ofThisThread() {
    Seat seat = Seat.find(Thread.currentThread());
    return seat != null && seat.context instanceof NativeContext storage ? storage : null;
  }

  /** What the parameter means to a kernel that asks for this kind; lazy values are computed. */
  @Nullable Object read(long hash, int kind) {
    return rules.read(this, hash, kind);
  }

  /** What C++ knows this context by. */
  long address() {
    return context;
  }

  // ---- reads ----

  @Override
  public long getLong(long hash, long def) {
    long context = this.context;
    long slots = load(context + CONTEXT_SLOTS);
    long mask = load(context + CONTEXT_MASK);
    long slot = slots + ((hash & mask) << SLOT_SHIFT);
    long wanted = (hash & ~WORD_KIND_MASK) | Kind.LONG;
    long word = load(slot);
    if (word == wanted) {
      return load(slot + SLOT_VALUE);
    }
    if (NativeTable.isOther(word, wanted)) {
      slot = slots + (((hash + 4) & mask) << SLOT_SHIFT);
      word = load(slot);
      if (word == wanted) {
        return load(slot + SLOT_VALUE);
      }
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getLongFurther(hash, def);
  }

  @Override
  public double getDouble(long hash, double def) {
    long context = this.context;
    long slots = load(context + CONTEXT_SLOTS);
    long mask = load(context + CONTEXT_MASK);
    long slot = slots + ((hash & mask) << SLOT_SHIFT);
    long wanted = (hash & ~WORD_KIND_MASK) | Kind.DOUBLE;
    long word = load(slot);
    if (word == wanted) {
      return Double.longBitsToDouble(load(slot + SLOT_VALUE));
    }
    if (NativeTable.isOther(word, wanted)) {
      slot = slots + (((hash + 4) & mask) << SLOT_SHIFT);
      word = load(slot);
      if (word == wanted) {
        return Double.longBitsToDouble(load(slot + SLOT_VALUE));
      }
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getDoubleFurther(hash, def);
  }

  @Override
  public boolean getBoolean(long hash, boolean def) {
    long context = this.context;
    long slots = load(context + CONTEXT_SLOTS);
    long mask = load(context + CONTEXT_MASK);
    long slot = slots + ((hash & mask) << SLOT_SHIFT);
    long wanted = (hash & ~WORD_KIND_MASK) | Kind.BOOLEAN;
    long word = load(slot);
    if (word == wanted) {
      return load(slot + SLOT_VALUE) != 0;
    }
    if (NativeTable.isOther(word, wanted)) {
      slot = slots + (((hash + 4) & mask) << SLOT_SHIFT);
      word = load(slot);
      if (word == wanted) {
        return load(slot + SLOT_VALUE) != 0;
      }
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getBooleanFurther(hash, def);
  }

  @Override
  public String getString(long hash, String def) {
    long context = this.context;
    long slots = load(context + CONTEXT_SLOTS);
    long mask = load(context + CONTEXT_MASK);
    long slot = slots + ((hash & mask) << SLOT_SHIFT);
    long wanted = (hash & ~WORD_KIND_MASK) | NativeTable.REF;
    long word = load(slot);
    if (word == 0 && NativeTable.endsAt(context, slot)) {
      return def;
    }
    if (word != wanted) {
      slot = slots + (((hash + 4) & mask) << SLOT_SHIFT);
      word = load(slot);
    }
    long value = word == wanted ? load(slot + SLOT_VALUE) : 0;
    return NativeTable.isText(value)
        ? text(NativeTable.textOf(value))
        : getStringFurther(hash, def);
  }

  // ---- reads by name: as above, and the key of the slot must be this one ----

  @Override
  public long getLong(String key, long def) {
    long hash = hashOf(key);
    long context = this.context;
    long i = hash & load(context + CONTEXT_MASK);
    long slot = load(context + CONTEXT_SLOTS) + (i << SLOT_SHIFT);
    long word = load(slot);
    if (word == ((hash & ~WORD_KIND_MASK) | Kind.LONG) && isKnown(key, i)) {
      return load(slot + SLOT_VALUE);
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getLongNamed(key, hash, def);
  }

  private long getLongNamed(String key, long hash, long def) {
    long slot = slotOf(key, hash);
    if (slot == 0) {
      return def;
    }
    return NativeTable.kind(slot) == Kind.LONG
        ? NativeTable.value(slot)
        : rules.toLong(this, hash, def);
  }

  @Override
  public double getDouble(String key, double def) {
    long hash = hashOf(key);
    long context = this.context;
    long i = hash & load(context + CONTEXT_MASK);
    long slot = load(context + CONTEXT_SLOTS) + (i << SLOT_SHIFT);
    long word = load(slot);
    if (word == ((hash & ~WORD_KIND_MASK) | Kind.DOUBLE) && isKnown(key, i)) {
      return Double.longBitsToDouble(load(slot + SLOT_VALUE));
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getDoubleNamed(key, hash, def);
  }

  private double getDoubleNamed(String key, long hash, double def) {
    long slot = slotOf(key, hash);
    if (slot == 0) {
      return def;
    }
    return NativeTable.kind(slot) == Kind.DOUBLE
        ? Double.longBitsToDouble(NativeTable.value(slot))
        : rules.toDouble(this, hash, def);
  }

  @Override
  public boolean getBoolean(String key, boolean def) {
    long hash = hashOf(key);
    long context = this.context;
    long i = hash & load(context + CONTEXT_MASK);
    long slot = load(context + CONTEXT_SLOTS) + (i << SLOT_SHIFT);
    long word = load(slot);
    if (word == ((hash & ~WORD_KIND_MASK) | Kind.BOOLEAN) && isKnown(key, i)) {
      return load(slot + SLOT_VALUE) != 0;
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getBooleanNamed(key, hash, def);
  }

  private boolean getBooleanNamed(String key, long hash, boolean def) {
    long slot = slotOf(key, hash);
    if (slot == 0) {
      return def;
    }
    return NativeTable.kind(slot) == Kind.BOOLEAN
        ? NativeTable.value(slot) != 0
        : rules.toBoolean(this, hash, def);
  }

  @Override
  public String getString(String key, String def) {
    long hash = hashOf(key);
    long context = this.context;
    long i = hash & load(context + CONTEXT_MASK);
    long slot = load(context + CONTEXT_SLOTS) + (i << SLOT_SHIFT);
    long word = load(slot);
    if (word == ((hash & ~WORD_KIND_MASK) | NativeTable.REF) && isKnown(key, i)) {
      long value = load(slot + SLOT_VALUE);
      if (NativeTable.isText(value)) {
        return text(NativeTable.textOf(value));
      }
    }
    return (word == 0 && NativeTable.endsAt(context, slot)) ? def : getStringNamed(key, hash, def);
  }

  private String getStringNamed(String key, long hash, String def) {
    long slot = slotOf(key, hash);
    if (slot == 0) {
      return def;
    }
    return NativeTable.kind(slot) == Kind.TEXT
        ? text(NativeTable.text(slot))
        : rules.toText(this, hash, def);
  }

  @Override
  public int kind(String key) {
    return kindIn(slotOf(key, hashOf(key)));
  }

  @Override
  public @Nullable Object get(String key) {
    return valueIn(slotOf(key, hashOf(key)));
  }

  /** Whether slot {@code i} of the own table is known to have this very key. */
  private boolean isKnown(String key, long i) {
    int number = remembered(key);
    return number >= 0 && place(number) == NativeTable.ownKeyRef(context, i) && !isStale();
  }

  /** The slot that decides about this key; 0 if there is none, or another key has the hash. */
  private long slotOf(String key, long hash) {
    long slot = NativeTable.slot(context, hash);
    if (slot == 0) {
      return 0;
    }
    int ref = NativeTable.keyRef(context, slot);
    int number = remembered(key);
    if (number >= 0 && place(number) == ref && !isStale()) {
      return slot;
    }
    if (!NativeTable.isKey(context, ref, key)) {
      return 0;
    }
    if (number >= 0) {
      if (isStale()) {
        forgetPlaces(load(context + CONTEXT_KEY_GENERATION));
      }
      setPlace(number, ref);
    }
    return slot;
  }

  /** Whether C++ has given its keys other references than those that are remembered. */
  private boolean isStale() {
    return placesOf() != load(context + CONTEXT_KEY_GENERATION);
  }

  // ---- what the first slot does not answer ----

  private long getLongFurther(long hash, long def) {
    long slot = NativeTable.slot(context, hash);
    if (slot == 0) {
      return def;
    }
    return (load(slot) & WORD_KIND_MASK) == Kind.LONG
        ? NativeTable.value(slot)
        : rules.toLong(this, hash, def);
  }

  private String getStringFurther(long hash, String def) {
    long slot = NativeTable.slot(context, hash);
    if (slot == 0) {
      return def;
    }
    return NativeTable.kind(slot) == Kind.TEXT
        ? text(NativeTable.text(slot))
        : rules.toText(this, hash, def);
  }

  private double getDoubleFurther(long hash, double def) {
    long slot = NativeTable.slot(context, hash);
    if (slot == 0) {
      return def;
    }
    return (load(slot) & WORD_KIND_MASK) == Kind.DOUBLE
        ? Double.longBitsToDouble(NativeTable.value(slot))
        : rules.toDouble(this, hash, def);
  }

  private boolean getBooleanFurther(long hash, boolean def) {
    long slot = NativeTable.slot(context, hash);
    if (slot == 0) {
      return def;
    }
    return (load(slot) & WORD_KIND_MASK) == Kind.BOOLEAN
        ? NativeTable.value(slot) != 0
        : rules.toBoolean(this, hash, def);
  }

  @Override
  public int kind(long hash) {
    return kindIn(NativeTable.slot(context, hash));
  }

  private int kindIn(long slot) {
    if (slot == 0) {
      return Kind.ABSENT;
    }
    int kind = NativeTable.kind(slot);
    if (kind == Kind.TOMBSTONE) {
      return Kind.ABSENT;
    }
    return isObject(kind) ? NativeCollected.kindOf(object(kind, NativeTable.object(slot))) : kind;
  }

  @Override
  public @Nullable Object get(long hash) {
    return valueIn(NativeTable.slot(context, hash));
  }

  @Override
  public long bits(long hash) {
    long slot = NativeTable.slot(context, hash);
    return slot != 0 && (load(slot) & WORD_KIND_MASK) != 0 ? NativeTable.value(slot) : 0;
  }

  private @Nullable Object valueIn(long slot) {
    if (slot == 0) {
      return null;
    }
    int kind = NativeTable.kind(slot);
    if (kind == Kind.TEXT) {
      return text(NativeTable.text(slot));
    }
    return isObject(kind)
        ? object(kind, NativeTable.object(slot))
        : ParamValues.box(kind, NativeTable.value(slot), null);
  }

  static boolean isObject(int kind) {
    return kind == Kind.OBJECT || kind == NativeLayout.KIND_BASE_OBJECT;
  }

  @Override
  public @Nullable String keyOf(long hash) {
    long slot = NativeTable.slot(context, hash);
    return slot == 0 ? null : NativeTable.key(context, slot);
  }

  @Override
  protected int levelOf(long hash) {
    return levelAt(NativeApi.levelOf(context, hash));
  }

  @Override
  public void history(long hash, ValueHistory into) {
    new NativeCollected(this, NativeApi.history(context, hash)).tell(into);
  }

  /** The level with this serial; a level of C++ is told by the one of Java around it. */
  int levelAt(long serial) {
    int level = depth();
    while (level > 0 && note(level) > serial) {
      level--;
    }
    return level;
  }

  /** Of a text that a slot or a collected entry refers to. */
  String text(long address) {
    NativeTexts known = texts;
    if (known == null) {
      texts = known = new NativeTexts();
    }
    return known.at(address);
  }

  Object object(int kind, long number) {
    if (kind == NativeLayout.KIND_BASE_OBJECT) {
      return base.object(number);
    }
    return writer().object(number);
  }

  // ---- writes ----

  @Override
  protected void write(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (kind > Kind.BOOLEAN || !replacePending(key, hash, kind, bits)) {
      writer().put(key, hash, kind, bits, ref);
    }
  }

  private boolean replacePending(String key, long hash, int kind, long bits) {
    NativePending known = pending;
    return known != null && known.replace(key, hash, kind, bits);
  }

  @Override
  protected void hideVisible() {
    writer().clear();
  }

  private NativeWriter writer() {
    NativePending known = pending;
    return known != null ? known.writer : newWriter();
  }

  private @Nullable NativeWriter writerIfAny() {
    NativePending known = pending;
    return known == null ? null : known.writer;
  }

  private NativeWriter newWriter() {
    if (context == NativeLibrary.emptyContext()) {
      throw new IllegalStateException("the context of " + ThreadNames.of(thread()) + " has ended");
    }
    NativeWriter made = new NativeWriter(context, release, rules);
    pending = new NativePending(context, made);
    return made;
  }

  @Override
  public void list(ParamValues into, boolean tombstones) {
    NativeCollected all = new NativeCollected(this, NativeApi.list(context));
    into.expect((int) all.count());
    all.give(ParamValues.SINK, into, tombstones, false);
  }

  @Override
  public BaseSnapshot snapshot() {
    BaseSnapshot same = unwritten();
    return same != null ? same : NativeSnapshot.of(context, visibleObjects());
  }

  @Override
  public @Nullable BaseSnapshot unwritten() {
    return isShared() ? base : null;
  }

  private boolean isShared() {
    return base.isShownBy(load(context + CONTEXT_SLOTS)) || NativePending.isShown(context);
  }

  // ---- captures by what changed ----

  @Override
  public int steadyLevel() {
    long serial = NativeApi.steadyLevel(context);
    if (serial <= 0) {
      return (int) serial;
    }
    int level = levelAt(serial);
    return note(level) == serial ? level : -1;
  }

  /** Asked where nothing was written outside levels. */
  @Override
  public BaseSnapshot outside() {
    return base;
  }

  @Override
  public boolean listInside(int level, ParamValues into) {
    NativeCollected inside =
        new NativeCollected(this, NativeApi.listInside(context, serialAround(level)));
    if (inside.hidesAny()) {
      return false;
    }
    inside.give(ParamValues.SINK, into, false, false);
    return true;
  }

  @Override
  public void listOutside(int level, ParamValues into) {
    new NativeCollected(this, NativeApi.listOutside(context, serialAround(level)))
        .give(ParamValues.SINK, into, true, false);
  }

  private long serialAround(int level) {
    return level == 0 ? 0 : note(level);
  }

  /** The objects a snapshot numbers, in its order. */
  private List<Object> visibleObjects() {
    return base.hasObjects() || objectCount() > 0
        ? new NativeCollected(this, NativeApi.list(context)).objects()
        : List.of();
  }

  // ---- levels ----
  //
  // C++ opens levels too, in between: kernels do, and they may call Java. So C++ alone counts
  // levels.
  // What a level is left by, its note, is the serial that C++ gave it, or would give one that is
  // pending.

  /** Its note is the one of the level that was there. */
  @Override
  protected boolean pushAtOnce(String key, long hash, int kind, long bits) {
    NativePending known = pending;
    return known != null && known.enterAgain(depth(), key, hash, kind, bits);
  }

  @Override
  protected long pushPending(
      String key, long hash, int kind, long bits, @Nullable Object ref, @Nullable Given earlier) {
    NativePending known = pending;
    if (known == null) {
      return NOT_DONE;
    }
    long serial = known.nextSerial();
    try {
      return known.enter(depth(), key, hash, kind, bits, ref, earlier);
    } catch (Throwable e) {
      unfinished = serial;
      throw e;
    }
  }

  @Override
  protected boolean popAtOnce() {
    NativePending known = pending;
    return known != null && known.leave(depth() - 1, false);
  }

  @Override
  protected long pushLevel(@Nullable ParamValues values, boolean isolating) {
    return values == null || values.size() == 0
        ? writer().enter(isolating)
        : writer().enter(values, isolating);
  }

  @Override
  protected long pushLevel(
      String key, long hash, int kind, long bits, @Nullable Object ref, @Nullable Given earlier) {
    if (earlier == null) {
      return writer().enter(key, hash, kind, bits, ref);
    }
    ParamValues values = new ParamValues(earlier.size() + 1);
    earlier.addTo(values);
    values.put(key, hash, kind, bits, ref);
    return writer().enter(values, false);
  }

  /** Never fails for a level that is gone: C++ may have left it already. */
  @Override
  protected <T> void popLevel(long note, @Nullable LevelSink<T> sink, T into) {
    NativeWriter writer = writer();
    boolean isLeft = writer.left == note;
    NativePending known = pending;
    if (!isLeft && known != null && known.isInnermost(note)) {
      popPending(known, sink, into);
      return;
    }
    boolean gives = sink != null && isLevelChanged();
    boolean collects = gives && (isLeft || !handOverOnly(note, sink, into));
    if (!isLeft) {
      long answer = NativeApi.leave(context, note, collects);
      if (collects) {
        // no call until both are noted; also where there was no memory for the changes
        writer.leftCount = answer < 0 ? 0 : answer;
        writer.left = note;
      }
      if (answer != -NativeStatus.STATE) { // else C++ left it, and nobody knows what it held
        NativeStatus.require(answer);
      }
    }
    if (sink != null && collects && !(isLeft && hasLostCollected(writer))) {
      try {
        new NativeCollected(this, writer.leftCount).give(sink, into, true, true);
      } catch (OutOfMemoryError e) {
        if (!isLeft) {
          throw e; // once it is told, and tried again; but not for ever
        }
      }
    }
    // the level is gone, and from here on nothing fails: it is not left a second time
    writer.left = NativeWriter.NONE;
    if (known != null) {
      known.isBeingLeft = false;
    }
    try {
      letGo();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return; // what could be let go of is, with the next level
    }
  }

  /** Whether a kernel has called C++ since, which then need not keep what a level had held. */
  private boolean hasLostCollected(NativeWriter writer) {
    return load(context + CONTEXT_CHANGES_COUNT) != writer.leftCount;
  }

  private <T> void popPending(NativePending level, @Nullable LevelSink<T> sink, T into) {
    if (sink != null && !level.isUnchanged()) {
      level.forEach(
          (key, hash, slot) -> {
            int kind = NativeTable.kind(slot);
            String text = kind == Kind.TEXT ? text(NativeTable.text(slot)) : null;
            long bits = text == null ? NativeTable.value(slot) : 0;
            sink.take(into, key, hash, kind, bits, text, originHere(key));
          });
      level.handedOver();
    }
    level.leave(depth() - 1, true);
  }

  /** The short way for the usual level, which has one number; false if it is not that. */
  private <T> boolean handOverOnly(long note, @Nullable LevelSink<T> sink, T into) {
    NativeOnlyKey only = writer().only;
    String key = only.key(note);
    long slot = key == null ? 0 : NativeTable.slot(context, only.hash());
    int kind = slot == 0 ? Kind.ABSENT : NativeTable.kind(slot);
    if (key == null || sink == null || kind == Kind.ABSENT || kind > Kind.BOOLEAN) {
      return false;
    }
    sink.take(into, key, only.hash(), kind, NativeTable.value(slot), null, originHere(key));
    return true;
  }

  @Override
  protected boolean writesAsOne() {
    return true;
  }

  @Override
  protected void mergeLevel(long note) {
    int status = NativeApi.merge(context, note);
    if (status != NativeStatus.OK) {
      throw NativeStatus.exception(status);
    }
  }

  /** After the innermost level was left. */
  private void letGo() {
    NativeTexts known = texts;
    if (known != null) {
      known.left();
    }
    writer().left();
  }

  /** Closes the levels of Java that are inside one of C++, which is about to be closed. */
  void leaveInside(long serial) {
    int kept = depth();
    while (kept > 0 && note(kept) > serial) {
      kept--;
    }
    unwindTo(kept); // what cannot be closed now is when Java comes back
  }

  /** Also true while C++ has left levels open inside this one: its log ends elsewhere then. */
  @Override
  public boolean isLevelChanged() {
    long level = note(depth());
    NativePending known = pending;
    if (known != null && known.isBeingLeft) {
      return false; // who asks wants what it held, which is not all there any more
    }
    if (known != null && known.isInnermost(level)) {
      return !known.isUnchanged();
    }
    return writer().left == level // and what it held was not handed over
        || load(context + CONTEXT_LEVEL_CHANGES) != 0
        || load(context + CONTEXT_LEVEL_SERIAL) != level;
  }

  /** The String that was written under this reference of a key; null if none is known. */
  @Nullable String nameOf(int keyRef, long hash) {
    NativeWriter writer = writerIfAny();
    return writer == null ? null : writer.nameOf(keyRef, hash);
  }

  /** Where the value of a key in the innermost level came from; null when nobody said so. */
  @Nullable String originInLevel(String key) {
    return originHere(key);
  }

  /** The number of objects that values and undo records have. */
  int objectCount() {
    NativeWriter writer = writerIfAny();
    if (writer == null) {
      return 0;
    }
    writer.takeReleased();
    return writer.objectCount();
  }

  // ---- ownership ----

  @Override
  public void resume() {
    if (!isOnVirtualThread()) {
      shown().show(context);
    }
    super.resume(); // last, for from then on nobody comes back to it
  }

  private NativeThread shown() {
    NativeThread known = shown;
    if (known == null) {
      shown = known = new NativeThread(0, null);
    }
    return known;
  }

  /**
   * What C++ sees is the business of the context that is resumed next; until then what is bound.
   */
  @Override
  protected boolean forget() {
    if (load(context + CONTEXT_DEPTH) != 0) {
      return false;
    }
    if (texts != null) {
      texts.left();
    }
    boolean isAsItBegan =
        isUntouched() && base.isSmall() && objectCount() == 0 && !hasCarriedMuch();
    NativeSnapshot kept = base.keptByIdleThread();
    if (!isAsItBegan && (!startOn(kept) || objectCount() != 0)) {
      return false;
    }
    if (base != kept) {
      base =
          kept; // not before: until C++ starts on it, what is let go of here may be all that has it
    }
    if (!isOnVirtualThread()) {
      shown().leave();
    }
    return true;
  }

  /** Whether what Java and C++ wrote may have left much memory behind; begins to count anew. */
  private boolean hasCarriedMuch() {
    if (load(context + CONTEXT_CARRIED) <= MOST_KEPT_BYTES) {
      return false;
    }
    store(context + CONTEXT_CARRIED, 0);
    return true;
  }

  /** Whether nothing was written at the base, as far as that can be seen. */
  private boolean isUntouched() {
    return isShared() || load(context + CONTEXT_MASK) == NativeLayout.MASK_OF_NOTHING;
  }

  /** {@link #resume}, which follows, shows it. */
  @Override
  protected boolean startOver(BaseSnapshot next) {
    NativeSnapshot starts = (NativeSnapshot) next;
    if (starts.handle() != base.handle() && !startOn(starts)) {
      return false;
    }
    if (base != starts) {
      base = starts;
    }
    return true;
  }

  private boolean startOn(NativeSnapshot next) {
    return NativeApi.restart(context, next.handle()) == NativeStatus.OK;
  }

  @Override
  public void end() {
    super.end();
    NativeThread known = shown;
    if (known != null && known.isBound() && Thread.currentThread() == thread()) {
      known.leave();
    }
    context = NativeLibrary.emptyContext();
    pending = null;
    release.run();
  }
}
