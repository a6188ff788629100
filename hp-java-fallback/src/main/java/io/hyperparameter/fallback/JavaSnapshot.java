package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table without tombstones, read by any number of contexts at once; or such a table
 * and a small one laid over it, with what is different: so that what a scope changes of a thousand
 * values is captured without the thousand.
 */
final class JavaSnapshot extends BaseSnapshot {
  static final JavaSnapshot EMPTY = new JavaSnapshot(new SlotTable(0));

  /** In the place of one that a context has let go; nothing starts on this. */
  static final JavaSnapshot GONE = new JavaSnapshot(new SlotTable(0));

  /**
   * Never changed once it is here, but for the Strings of its keys ({@link SlotTable#callShared});
   * the final field publishes it.
   */
  final SlotTable table;

  /** What is laid over {@link #table}, likewise without tombstones; null for nothing. */
  final @Nullable SlotTable top;

  private final int size;
  private final boolean isLight;

  /** The same as one table, once second looks have added up to the work of making it. */
  @Nullable volatile JavaSnapshot flat;

  /** Second looks of tasks that are over; some may be missed. Counted until {@link #flat} is. */
  int looks;

  JavaSnapshot(SlotTable table) {
    this.table = table;
    this.top = null;
    this.size = table.size();
    this.isLight = table.isLight();
  }

  /** The same values, with origins of their own. */
  private JavaSnapshot(JavaSnapshot same) {
    this.table = same.table;
    this.top = null;
    this.size = same.size;
    this.isLight = same.isLight;
  }

  private JavaSnapshot(JavaSnapshot under, SlotTable top) {
    this.table = under.table;
    this.top = top;
    int added = 0;
    for (int i = 0; i < top.capacity(); i++) {
      if (top.key(i) != null && table.present(top.hash(i)) < 0) {
        added++;
      }
    }
    this.size = under.size + added;
    this.isLight = under.isLight && top.isLight();
  }

  /**
   * These values over another snapshot.
   *
   * @param changes without tombstones
   */
  static JavaSnapshot over(JavaSnapshot under, ParamValues changes) {
    JavaSnapshot below = under.flattened();
    return changes.size() == 0
        ? new JavaSnapshot(below)
        : new JavaSnapshot(below, tableWith(changes));
  }

  /** The table to ask first. */
  SlotTable first() {
    return top != null ? top : table;
  }

  /** Whether it has this key. */
  boolean has(long hash) {
    return table.present(hash) >= 0 || (top != null && top.present(hash) >= 0);
  }

  /** The table to ask for this key. */
  SlotTable tableOf(long hash) {
    return top != null && top.present(hash) >= 0 ? top : table;
  }

  /** Whether a thread may keep this while it does nothing. */
  boolean isLight() {
    return isLight;
  }

  /** The same as one table if that was made, else this. */
  JavaSnapshot newest() {
    if (top == null) {
      return this;
    }
    JavaSnapshot made = flat;
    return made == null ? this : made;
  }

  /** Told by a context that leaves it how often it looked at the second table. */
  void looked(int more) {
    if (top != null && flat == null) {
      looks += more;
    }
  }

  /** This as one table. */
  JavaSnapshot flattened() {
    if (top == null) {
      return this;
    }
    JavaSnapshot made = flat;
    if (made == null) {
      made = of(top, table);
      made.setOrigins(origins());
      Object known = attachment();
      if (known != null) {
        made.attach(known);
      }
      flat = made;
    }
    return made;
  }

  static JavaSnapshot of(ParamValues values) {
    return values.size() == 0 ? EMPTY : new JavaSnapshot(tableWith(values));
  }

  private static SlotTable tableWith(ParamValues values) {
    SlotTable table = new SlotTable(values.size());
    for (int i = 0; i < values.size(); i++) {
      int kind = values.kind(i);
      if (Kind.isPresent(kind)) {
        long hash = values.hash(i);
        table =
            table.with(
                values.key(i),
                hash,
                SlotTable.wordOf(hash, kind),
                SlotTable.valueOf(kind, values.bits(i)),
                values.ref(i));
      }
    }
    return table;
  }

  /** What is visible of a table, and below it of another where it has or hides nothing. */
  static JavaSnapshot of(SlotTable top, @Nullable SlotTable below) {
    return new JavaSnapshot(SlotTable.visible(top, below));
  }

  @Override
  public int size() {
    return size;
  }
}
