package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelSink;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.ValueHistory;
import org.jspecify.annotations.Nullable;

/**
 * A context in plain Java: the reads, the writes, and the levels that undo them. Which table has
 * what is in {@link LayeredTables}.
 *
 * <p>The hot methods stand in this class, which is final, rather than in the one above: up to JDK
 * 17 the JIT makes sure of an object's class with one comparison if the method it inlines is
 * declared there, and with two loads more if it is inherited. That is an eighth of a read.
 */
final class JavaContext extends LayeredTables {
  private static final PendingLevel NOT_MADE = PendingLevel.chain();

  /** Whether its own table holds anything outside all levels. */
  private boolean baseWritten;

  /**
   * Whether a level was left whose keys may have made table and log far larger than they need be.
   */
  private boolean isShrinkDue;

  /** Whether a level whose keys have their slots may pend: nothing is to be made or done before. */
  private boolean pendsAtOnce;

  private @Nullable UndoLog undo;

  /**
   * The innermost level while one {@link #pends}; else the first of the chain, once there is one.
   */
  private PendingLevel pending = NOT_MADE;

  JavaContext(Thread owner, JavaSnapshot base, ContextRules rules) {
    super(owner, base, rules);
  }

  // ---- reads ----

  // The first two places of a key are looked at in each method, not in one that tells the place: so
  // the JIT sees that what is read next is inside of the array.

  @Override
  public long getLong(long hash, long def) {
    return pends != NOTHING ? pendingLong(hash, def) : tableLong(hash, def);
  }

  private long tableLong(long hash, long def) {
    long[] slots = this.slots;
    long word = SlotTable.word(hash, Kind.LONG);
    long found = slots[SlotTable.first(slots, hash)];
    if (found == word) {
      return slots[SlotTable.firstValue(slots, hash)];
    }
    if (found != 0) {
      if (slots[SlotTable.second(slots, hash)] == word) {
        return slots[SlotTable.secondValue(slots, hash)];
      }
    } else if (emptyEnds && slots[SlotTable.firstValue(slots, hash)] == 0) {
      return def;
    }
    int at = further(hash, word);
    if (at < 0) {
      return at == ABSENT ? def : longAt(locate(hash), hash, def);
    }
    return slots[at + 1];
  }

  @Override
  public long getLong(String key, long def) {
    return pends != NOTHING ? pendingLong(key, def) : tableLong(key, def);
  }

  private long tableLong(String key, long def) {
    int i = hint(key);
    long[] slots = this.slots;
    return (isAt(i, key) && (slots[SlotTable.wordAt(slots, i)] & SlotTable.KIND_BITS) == Kind.LONG)
        ? slots[SlotTable.valueAt(slots, i)]
        : getLongFurther(key, def);
  }

  @Override
  public double getDouble(long hash, double def) {
    return pends != NOTHING ? pendingDouble(hash, def) : tableDouble(hash, def);
  }

  private double tableDouble(long hash, double def) {
    long[] slots = this.slots;
    long word = SlotTable.word(hash, Kind.DOUBLE);
    long found = slots[SlotTable.first(slots, hash)];
    if (found == word) {
      return Double.longBitsToDouble(slots[SlotTable.firstValue(slots, hash)]);
    }
    if (found != 0) {
      if (slots[SlotTable.second(slots, hash)] == word) {
        return Double.longBitsToDouble(slots[SlotTable.secondValue(slots, hash)]);
      }
    } else if (emptyEnds && slots[SlotTable.firstValue(slots, hash)] == 0) {
      return def;
    }
    int at = further(hash, word);
    if (at < 0) {
      return at == ABSENT ? def : doubleAt(locate(hash), hash, def);
    }
    return Double.longBitsToDouble(slots[at + 1]);
  }

  @Override
  public double getDouble(String key, double def) {
    return pends != NOTHING ? pendingDouble(key, def) : tableDouble(key, def);
  }

  private double tableDouble(String key, double def) {
    int i = hint(key);
    long[] slots = this.slots;
    return (isAt(i, key)
            && (slots[SlotTable.wordAt(slots, i)] & SlotTable.KIND_BITS) == Kind.DOUBLE)
        ? Double.longBitsToDouble(slots[SlotTable.valueAt(slots, i)])
        : getDoubleFurther(key, def);
  }

  @Override
  public boolean getBoolean(long hash, boolean def) {
    return pends != NOTHING ? pendingBoolean(hash, def) : tableBoolean(hash, def);
  }

  private boolean tableBoolean(long hash, boolean def) {
    long[] slots = this.slots;
    long word = SlotTable.word(hash, Kind.BOOLEAN);
    long found = slots[SlotTable.first(slots, hash)];
    if (found == word) {
      return slots[SlotTable.firstValue(slots, hash)] != 0;
    }
    if (found != 0) {
      if (slots[SlotTable.second(slots, hash)] == word) {
        return slots[SlotTable.secondValue(slots, hash)] != 0;
      }
    } else if (emptyEnds && slots[SlotTable.firstValue(slots, hash)] == 0) {
      return def;
    }
    int at = further(hash, word);
    if (at < 0) {
      return at == ABSENT ? def : booleanAt(locate(hash), hash, def);
    }
    return slots[at + 1] != 0;
  }

  @Override
  public boolean getBoolean(String key, boolean def) {
    return pends != NOTHING ? pendingBoolean(key, def) : tableBoolean(key, def);
  }

  private boolean tableBoolean(String key, boolean def) {
    int i = hint(key);
    long[] slots = this.slots;
    return (isAt(i, key)
            && (slots[SlotTable.wordAt(slots, i)] & SlotTable.KIND_BITS) == Kind.BOOLEAN)
        ? slots[SlotTable.valueAt(slots, i)] != 0
        : getBooleanFurther(key, def);
  }

  @Override
  public String getString(long hash, String def) {
    return pends != NOTHING ? pendingText(hash, def) : tableText(hash, def);
  }

  private String tableText(long hash, String def) {
    long[] slots = this.slots;
    long word = SlotTable.word(hash, SlotTable.REF);
    int at = SlotTable.first(slots, hash);
    if (slots[at] == 0 && emptyEnds && slots[SlotTable.firstValue(slots, hash)] == 0) {
      return def;
    }
    if (slots[at] != word) {
      at = further(hash, word);
      if (at < 0) {
        return at == ABSENT ? def : stringAt(locate(hash), hash, def);
      }
    }
    return (slots[at + 1] == Kind.TEXT && table.knownRef(at >>> 1) instanceof String text)
        ? text
        : stringAt(locate(hash), hash, def);
  }

  @Override
  public String getString(String key, String def) {
    return pends != NOTHING ? pendingText(key, def) : tableText(key, def);
  }

  private String tableText(String key, String def) {
    int i = hinted(key);
    return (i >= 0 && table.kind(i) == Kind.TEXT && table.knownRef(i) instanceof String text)
        ? text
        : getStringFurther(key, def);
  }

  /**
   * Where in {@link #slots} a word is that is not in its first place; {@link #ABSENT} if an empty
   * slot behind that tells that its hash is nowhere; else {@link #ELSEWHERE}.
   */
  private int further(long hash, long word) {
    long[] slots = this.slots;
    int second = SlotTable.second(slots, hash);
    if (slots[second] == word) {
      return second;
    }
    return emptyEnds ? SlotTable.search(slots, SlotTable.first(slots, hash), word) : ELSEWHERE;
  }

  @Override
  public int kind(String key) {
    writePending();
    int i = hinted(key);
    int kind = i < 0 ? Kind.ABSENT : table.kind(i);
    return (Kind.LONG <= kind && kind <= Kind.TEXT) ? kind : readKind(locate(key, hashOf(key)));
  }

  // ---- the innermost levels before they are in the table ----

  // The values of the innermost level are looked through once in each method; whatever is longer
  // asks the level that has the value for each part of it.

  private long pendingLong(long hash, long def) {
    PendingLevel level = pending;
    if (level.hash == hash && level.kind == Kind.LONG) {
      return level.bits;
    }
    Given given = level.readable(hash);
    return given != null && given.kind() == Kind.LONG ? given.bits() : outerLong(hash, def);
  }

  private long outerLong(long hash, long def) {
    PendingLevel holder = holder(hash, Kind.LONG);
    return holder != null ? holder.bits(hash) : tableLong(hash, def);
  }

  private double pendingDouble(long hash, double def) {
    PendingLevel level = pending;
    if (level.hash == hash && level.kind == Kind.DOUBLE) {
      return Double.longBitsToDouble(level.bits);
    }
    Given given = level.readable(hash);
    return given != null && given.kind() == Kind.DOUBLE
        ? Double.longBitsToDouble(given.bits())
        : outerDouble(hash, def);
  }

  private double outerDouble(long hash, double def) {
    PendingLevel holder = holder(hash, Kind.DOUBLE);
    return holder != null ? Double.longBitsToDouble(holder.bits(hash)) : tableDouble(hash, def);
  }

  private boolean pendingBoolean(long hash, boolean def) {
    PendingLevel level = pending;
    if (level.hash == hash && level.kind == Kind.BOOLEAN) {
      return level.bits != 0;
    }
    Given given = level.readable(hash);
    return (given != null && given.kind() == Kind.BOOLEAN)
        ? given.bits() != 0
        : outerBoolean(hash, def);
  }

  private boolean outerBoolean(long hash, boolean def) {
    PendingLevel holder = holder(hash, Kind.BOOLEAN);
    return holder != null ? holder.bits(hash) != 0 : tableBoolean(hash, def);
  }

  private String pendingText(long hash, String def) {
    PendingLevel level = pending;
    if (level.hash == hash && level.kind == Kind.TEXT && level.ref instanceof String text) {
      return text;
    }
    Given given = level.readable(hash);
    return given != null && given.kind() == Kind.TEXT && given.ref() instanceof String text
        ? text
        : outerText(hash, def);
  }

  private String outerText(long hash, String def) {
    PendingLevel holder = holder(hash, Kind.TEXT);
    return holder != null && holder.ref(hash) instanceof String text ? text : tableText(hash, def);
  }

  private long pendingLong(String key, long def) {
    long hash = hashOf(key);
    PendingLevel holder = holder(key, hash, Kind.LONG);
    return holder != null ? holder.bits(hash) : tableLong(key, def);
  }

  private double pendingDouble(String key, double def) {
    long hash = hashOf(key);
    PendingLevel holder = holder(key, hash, Kind.DOUBLE);
    return holder != null ? Double.longBitsToDouble(holder.bits(hash)) : tableDouble(key, def);
  }

  private boolean pendingBoolean(String key, boolean def) {
    long hash = hashOf(key);
    PendingLevel holder = holder(key, hash, Kind.BOOLEAN);
    return holder != null ? holder.bits(hash) != 0 : tableBoolean(key, def);
  }

  private String pendingText(String key, String def) {
    long hash = hashOf(key);
    PendingLevel holder = holder(key, hash, Kind.TEXT);
    return holder != null && holder.ref(hash) instanceof String text ? text : tableText(key, def);
  }

  /**
   * The pending level that has a value of this kind. If there is none, the table has the answer:
   * the key is another one, or all levels are in the table now.
   */
  private @Nullable PendingLevel holder(long hash, int wanted) {
    PendingLevel level = pending;
    PendingLevel holder = level.holder(hash);
    if (holder != null && holder.kind(hash) != wanted) {
      writePending(); // and it is converted as always
      return null;
    }
    if (level.isReadOften()) {
      try {
        writePending();
        return null;
      } catch (OutOfMemoryError e) {
        level.readOn(); // nothing is lost, and a read does not fail for this
        return level.holder(hash); // but it is not the same if outer levels were written
      }
    }
    return holder;
  }

  private @Nullable PendingLevel holder(String key, long hash, int wanted) {
    PendingLevel level = pending.holder(hash);
    if (level != null && !level.key(hash).equals(key)) {
      writePending();
      return null;
    }
    return holder(hash, wanted);
  }

  @Override
  void writePending() {
    if (isPending()) {
      writeLevels();
    }
  }

  /** The outermost first. If it is broken off, what is not written as a whole is done again. */
  private void writeLevels() {
    pends = LEVELS;
    UndoLog log = log();
    PendingLevel last = pending;
    PendingLevel first = last.first();
    PendingLevel level;
    do {
      level = last.outermost();
      if (level.is(PendingLevel.BEGUN)) {
        undoBegun(log, level);
      }
      setNote(level.depth, log.outer());
      level.state &= ~PendingLevel.LIGHT;
      log.push();
      level.state |= PendingLevel.BEGUN;
      give(log, level.key, level.hash, level.kind, level.bits, level.ref);
      give(log, level.earlier);
      log.entered(level.is(PendingLevel.CHANGED));
      // the level is in the table as a whole, and after the last one nothing is called
      level.state |= PendingLevel.WRITTEN;
      level.ref = null;
      level.earlier = null;
    } while (level != last);
    if (last != first) {
      pending = first;
    }
    pends = NOTHING;
  }

  private void undoBegun(UndoLog log, PendingLevel level) {
    restoreAll(log);
    log.pop(note(level.depth));
    // nothing is called
    if (plainFrom > log.top) {
      plainFrom = log.top;
    }
    level.state &= ~PendingLevel.BEGUN;
  }

  /** Writes a value where it is pending in the innermost level; if it is not, nothing is then. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go further
  private boolean replacePending(String key, int kind, long bits, @Nullable Object ref) {
    if (!isPending()) {
      return false;
    }
    PendingLevel level = pending;
    if (level.key == key && !level.is(PendingLevel.BEGUN)) {
      pends = LEVELS;
      level.replace(kind, bits, ref);
      return true;
    }
    writeLevels();
    return false;
  }

  // ---- writes ----

  @Override
  protected void write(String key, int kind, long bits, @Nullable Object ref) {
    if (!replacePending(key, kind, bits, ref) && !replaceNumber(hinted(key), kind, bits)) {
      writeFurther(key, hashOf(key), kind, bits, ref);
    }
  }

  @Override
  protected void write(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (!replacePending(key, kind, bits, ref)) {
      writeNow(key, hash, kind, bits, ref);
    }
  }

  /** To the table. */
  private void writeNow(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (!replaceNumber(hinted(key), kind, bits)) {
      writeFurther(key, hash, kind, bits, ref);
    }
  }

  /** The short way of a write inside a level; false, with nothing done, if it is longer. */
  private boolean replaceNumber(int i, int kind, long bits) {
    UndoLog undo = this.undo;
    if (undo == null || depth() == 0 || i < 0 || isShared() || kind > Kind.BOOLEAN) {
      return false;
    }
    long[] slots = this.slots;
    long word = slots[2 * i];
    long value = slots[2 * i + 1];
    if (!SlotTable.isNumberOrReserved(word, value)) {
      return false;
    }
    undo.save(i, word, value, null);
    slots[2 * i] = (word & ~SlotTable.KIND_BITS) | kind;
    slots[2 * i + 1] = bits;
    return true;
  }

  private void writeFurther(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (kind == Kind.TOMBSTONE && depth() == 0 && !base.has(hash)) {
      removeAtBase(key, hash);
      return;
    }
    if (isShared()) {
      unshare();
    }
    int i = table.find(hash);
    if (i < 0 || !key.equals(table.key(i))) {
      i = reserve(i, key, hash);
    } else {
      table.call(i, key);
      learn(key, i); // a key that is put but once is not worth the memory
    }
    SlotTable table = this.table; // another one, if a key was added
    if (ref != null) {
      table.makeRefs();
    }
    long word = SlotTable.wordOf(hash, kind);
    long value = SlotTable.valueOf(kind, bits);
    if (depth() == 0) {
      baseWritten = true;
    } else {
      log().save(i, table.word(i), table.value(i), table.ref(i));
    }
    // the record is there, and from here on nothing is called: the write happens as a whole
    long[] slots = table.slots;
    @Nullable Object[] refs = table.refs;
    slots[2 * i] = word;
    slots[2 * i + 1] = value;
    if (refs != null) {
      refs[i] = ref;
    }
  }

  /**
   * A tombstone hides what is below, and below the base there is only the snapshot. What that does
   * not have need not be hidden: keys that come and go outside scopes leave nothing.
   */
  private void removeAtBase(String key, long hash) {
    int i = table.find(hash);
    if (!isShared() && table.has(i)) {
      if (!key.equals(table.key(i))) {
        throw KeyCollision.refuse(key, String.valueOf(table.key(i)), hash);
      }
      baseWritten = true;
      table.reserveOnly(i);
    }
  }

  /** After several tombstones were written to the base together. */
  private void removeNeedlessTombstones() {
    for (int i = 0; i < table.capacity(); i++) {
      if (table.key(i) != null && table.kind(i) == Kind.TOMBSTONE && !base.has(table.hash(i))) {
        table.reserveOnly(i);
      }
    }
  }

  @Override
  protected void hideVisible() {
    ParamValues hidden = new ParamValues();
    list(hidden, false);
    hidden.hide();
    putAll(hidden);
  }

  @Override
  protected boolean writesAsOne() {
    return true;
  }

  // ---- levels ----

  @Override
  protected long pushLevel(@Nullable ParamValues values, boolean isolating) {
    writePending();
    UndoLog undo = made();
    long outer = undo.outer();
    undo.push();
    try {
      if (isolating) {
        hideAll(undo);
        undo.hidden();
      }
      if (values != null) {
        for (int i = 0; i < values.size(); i++) {
          writeNow(values.key(i), values.hash(i), values.kind(i), values.bits(i), values.ref(i));
        }
      }
      undo.entered(false);
    } catch (Throwable e) {
      unfinished = outer;
      throw e;
    }
    return outer;
  }

  /** Hides what is visible, key by key. */
  private void hideAll(UndoLog undo) {
    if (isShared()) {
      unshare();
    }
    if (state == State.OVERLAY) {
      flatten();
    }
    shrink();
    for (int i = 0; i < table.capacity(); i++) {
      String key = table.key(i);
      if (key != null && Kind.isPresent(table.kind(i))) {
        undo.save(i, table.word(i), table.value(i), table.ref(i));
        table.put(i, SlotTable.wordOf(table.hash(i), Kind.TOMBSTONE), Kind.TOMBSTONE, null);
      }
    }
  }

  @Override
  protected boolean pushAtOnce(String key, long hash, int kind, long bits) {
    PendingLevel level = pending;
    if (!pendsAtOnce
        || isPending()
        || !isOwnNear(key, hash)
        || !level.openAgain(key, hash, kind, bits, depth() + 1)) {
      return false;
    }
    pends = ONE_LIGHT;
    return true;
  }

  @Override
  protected long pushPending(
      String key, long hash, int kind, long bits, @Nullable Object ref, @Nullable Given earlier) {
    if (undo == null || isShrinkDue || own(key, hash) < 0 || !haveSlots(earlier)) {
      return NOT_DONE;
    }
    PendingLevel level = pending;
    if (isPending()) {
      PendingLevel inner = level.isEnteredOften() ? null : level.inside();
      if (inner == null) {
        writePending();
        inner = pending;
      }
      level = inner;
    } else if (level == NOT_MADE) { // a thread of one scope needs none
      level = PendingLevel.chain();
    }
    level.open(key, hash, kind, bits, ref, earlier, depth() + 1);
    // nothing is called
    if (pending != level) {
      pending = level;
    }
    pends = LEVELS;
    pendsAtOnce = true;
    return 0; // what is noted is said when it is written to the table
  }

  private boolean haveSlots(@Nullable Given earlier) {
    Given given = earlier;
    while (given != null && own(given.key(), given.hash()) >= 0) {
      given = given.earlier();
    }
    return given == null;
  }

  @Override
  protected long pushLevel(
      String key, long hash, int kind, long bits, @Nullable Object ref, @Nullable Given earlier) {
    writePending();
    UndoLog undo = made();
    long outer = undo.outer();
    undo.push();
    try {
      give(undo, key, hash, kind, bits, ref);
      give(undo, earlier);
      undo.entered(false);
    } catch (Throwable e) {
      unfinished = outer;
      throw e;
    }
    return outer;
  }

  private void give(UndoLog log, @Nullable Given last) {
    for (Given given = last; given != null; given = given.earlier()) {
      give(log, given.key(), given.hash(), given.kind(), given.bits(), given.ref());
    }
  }

  /** Writes a value that a level starts with, into a slot that is found reserved if it may be. */
  private void give(UndoLog log, String key, long hash, int kind, long bits, @Nullable Object ref) {
    int i = own(key, hash);
    @Nullable Object[] refs = table.refs;
    if (i >= 0 && log.hasRoom() && (kind <= Kind.BOOLEAN || refs != null)) {
      long[] slots = this.slots;
      long word = slots[2 * i];
      long value = slots[2 * i + 1];
      if (SlotTable.isNumberOrReserved(word, value)) {
        log.append(i, word, value);
        slots[2 * i] = SlotTable.wordOf(hash, kind);
        slots[2 * i + 1] = SlotTable.valueOf(kind, bits);
        if (refs != null && refs[i] != ref) { // a store of a reference costs more than a look
          refs[i] = ref;
        }
        return;
      }
    }
    writeNow(key, hash, kind, bits, ref);
  }

  private UndoLog made() {
    UndoLog log = undo;
    if (log == null) {
      undo = log = new UndoLog();
    }
    if (isShrinkDue) {
      shrink();
      log.shrink();
      isShrinkDue = false;
    }
    return log;
  }

  @Override
  protected boolean popAtOnce() {
    if (pends == ONE_LIGHT) {
      pends = NOTHING;
      return true;
    }
    return isPending() && popLight(pending);
  }

  private boolean popLight(PendingLevel level) {
    if (!level.is(PendingLevel.LIGHT)) {
      return false;
    }
    // nothing is called
    PendingLevel outside = level.outside;
    if (outside == null) {
      pends = NOTHING;
    } else if (outside.is(PendingLevel.WRITTEN)) {
      return false;
    } else {
      pending = outside;
    }
    if (level.earlier != null) {
      level.earlier = null;
    }
    return true;
  }

  private <T> void popPending(@Nullable LevelSink<T> sink, T into) {
    PendingLevel level = pending;
    if (sink != null && level.is(PendingLevel.CHANGED)) {
      String key = level.key;
      sink.take(into, key, level.hash, level.kind, level.bits, level.ref, originHere(key));
    }
    if (level.is(PendingLevel.BEGUN)) {
      undoBegun(log(), level);
    }
    PendingLevel first = level.first();
    // the level is left, and nothing is called
    PendingLevel outside = level.outside;
    if (outside != null && !outside.is(PendingLevel.WRITTEN)) {
      pending = outside;
    } else {
      pending = first;
      pends = NOTHING;
    }
    level.ref = null;
    level.earlier = null;
  }

  /**
   * {@link #popLevel} of a level that holds one number, in the place of a number or of none; false,
   * with nothing done, if it does not.
   */
  private <T> boolean popOnly(UndoLog log, long outer, @Nullable LevelSink<T> sink, T into) {
    int at = only(log);
    if (at < 0) {
      return false;
    }
    int record = log.first();
    long word = log.word(record);
    long value = log.value(record);
    long[] slots = this.slots;
    if ((slots[at] & SlotTable.KIND_BITS) == SlotTable.REF // or an empty slot of a new table
        || !SlotTable.isNumberOrReserved(word, value)
        || record < plainFrom) {
      return false;
    }
    String key = keys[at >>> 1];
    if (sink != null && log.isChanged() && key != null) {
      int kind = (int) (slots[at] & SlotTable.KIND_BITS);
      sink.take(into, key, table.hash(at >>> 1), kind, slots[at + 1], null, originHere(key));
    }
    log.popOne(outer);
    // from here on nothing is called
    slots[at] = word;
    slots[at + 1] = value;
    return true;
  }

  /** Puts back a number, or the absence of one, in place of a number; false if it is not that. */
  private boolean restoreNumber(UndoLog log, int record) {
    int at = 2 * log.slot(record);
    long word = log.word(record);
    long value = log.value(record);
    long[] slots = this.slots;
    if (at < 0
        || at >= slots.length
        || ((slots[at] ^ word) & ~SlotTable.KIND_BITS) != 0
        || (slots[at] & SlotTable.KIND_BITS) == SlotTable.REF
        || !SlotTable.isNumberOrReserved(word, value)
        || record < plainFrom) {
      return false;
    }
    slots[at] = word;
    slots[at + 1] = value;
    return true;
  }

  @Override
  protected <T> void popLevel(long outer, @Nullable LevelSink<T> sink, T into) {
    if (isPending()) {
      popPending(sink, into);
      return;
    }
    UndoLog log = log();
    if (popOnly(log, outer, sink, into)) {
      return;
    }
    if (sink != null && log.isChanged()) {
      for (int at = log.firstOwn(); at < log.top(); at += 3) {
        handOver(table.find(log.hash(at), log.slot(at)), sink, into);
      }
    }
    log.handedOver();
    restoreAll(log);
    log.pop(outer);
    // the level is gone, and from here on nothing is called: it is not undone a second time
    if (plainFrom > log.top) {
      plainFrom = log.top;
    }
  }

  /** Gives away what is now under a key that the innermost level wrote. */
  private <T> void handOver(int i, LevelSink<T> sink, T into) {
    SlotTable table = this.table;
    String key = String.valueOf(table.key(i));
    sink.take(
        into, key, table.hash(i), table.kind(i), table.bits(i), table.ref(i), originHere(key));
  }

  @Override
  protected void mergeLevel(long outer) {
    UndoLog log = log();
    if (depth() > 1) {
      log.merge(outer);
    } else {
      log.pop(outer);
      baseWritten = true;
      try {
        removeNeedlessTombstones();
      } catch (StackOverflowError e) {
        return; // they take room, and mean nothing
      }
    }
  }

  /** Where the key of the innermost level's only record is, in words; negative if it moved. */
  private int only(UndoLog log) {
    int record = log.top() - 3;
    int at = record == log.first() ? 2 * log.slot(record) : -1;
    return at >= 0
            && at + 1 < slots.length
            && ((slots[at] ^ log.word(record)) & ~SlotTable.KIND_BITS) == 0
        ? at
        : -1;
  }

  /** Puts back what was, newest first; if it is broken off, all of it may be done again. */
  private void restoreAll(UndoLog log) {
    SlotTable table = this.table;
    for (int at = log.top() - 3; at >= log.first(); at -= 3) {
      if (!restoreNumber(log, at) && log.slot(at) != UndoLog.HIDDEN) {
        int i = table.find(log.hash(at), log.slot(at));
        if (SlotTable.isReserved(log.word(at), log.value(at))) {
          restoreAbsent(i, at < plainFrom);
        } else {
          table.put(i, log.word(at), log.value(at), log.ref(at));
        }
      }
    }
    if (log.isLarge()) {
      isShrinkDue = true;
      pendsAtOnce = false;
    }
  }

  /** Before the level, the key was not in its own table: what it sees then is the snapshot's. */
  private void restoreAbsent(int i, boolean wasOverlay) {
    if (i < 0) {
      return; // the table was rebuilt after the write failed
    }
    if (wasOverlay) {
      SlotTable from = base.table;
      int below = from.present(table.hash(i));
      if (below >= 0) {
        table.put(i, from.word(below), from.value(below), from.ref(below));
        return;
      }
    }
    table.reserveOnly(i);
  }

  @Override
  int recorded() {
    return undo == null ? 0 : undo.top();
  }

  @Override
  protected int levelOf(long hash) {
    writePending();
    if (undo == null) {
      return 0;
    }
    int newest = undo.newest(hash);
    int first = undo.first();
    int level = depth();
    while (level > 0 && newest < first) {
      first = UndoLog.first(note(level));
      level--;
    }
    return level;
  }

  @Override
  public void history(long hash, ValueHistory into) {
    writePending();
    new KeyHistory(hash, table, base.tableOf(hash), isShared()).tell(this, undo, into);
  }

  @Override
  public boolean isLevelChanged() {
    return isPending() ? pending.is(PendingLevel.CHANGED) : log().isChanged();
  }

  @Override
  public @Nullable BaseSnapshot unwritten() {
    return isShared() || (depth() == 0 && !baseWritten) ? base : null;
  }

  // ---- what a capture of changes needs ----

  @Override
  public int steadyLevel() {
    writePending();
    return undo == null ? -1 : new InnerLevels(this, undo).steady(baseWritten);
  }

  /** What is noted of the levels around the one at {@code level}. */
  long noted(int level) {
    return note(level);
  }

  @Override
  public @Nullable BaseSnapshot outside() {
    return baseWritten ? null : base;
  }

  @Override
  public boolean listInside(int level, ParamValues into) {
    return new InnerLevels(this, log()).listInside(level, into);
  }

  @Override
  public void listOutside(int level, ParamValues into) {
    new InnerLevels(this, log()).listOutside(level, into);
  }

  // ---- tasks ----

  /**
   * Most often the next task starts on the same values, so these stay if they are light, and with
   * them the table that scopes were written to.
   */
  @Override
  protected boolean forget() {
    if (!baseWritten && base.isLight() && table.isSmall()) {
      tellLooks();
    } else if (isShared() && table.isSmall()) {
      letGo();
    } else {
      baseWritten = false;
      startOn(JavaSnapshot.EMPTY);
    }
    return true;
  }

  @Override
  protected boolean startOver(BaseSnapshot next) {
    JavaSnapshot start = ((JavaSnapshot) next).newest();
    if (!isOn(start)) {
      startOn(start);
    }
    return true;
  }

  private UndoLog log() {
    if (undo == null) {
      throw new IllegalStateException("no level was ever opened");
    }
    return undo;
  }
}
