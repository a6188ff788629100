package io.hyperparameter.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a context holds under one key, level by level: what a reader sees first, then what it would
 * see if that level were left, and so on. Made when somebody asks where a value came from.
 */
public final class ValueHistory {
  /** In the place of a level: written outside of all levels. */
  public static final int BASE = 0;

  /** In the place of a level: the snapshot that the context started on. */
  public static final int SNAPSHOT = -1;

  private final List<Entry> entries = new ArrayList<>();

  /** One without entries. */
  public ValueHistory() {}

  /**
   * What one level holds.
   *
   * @param level from 1, the outermost; or {@link #BASE} or {@link #SNAPSHOT}
   * @param kind the {@link Kind}, tombstones included
   * @param value the value as an object, lazy ones uncomputed; null for null and tombstones
   */
  public record Entry(int level, int kind, @Nullable Object value) {}

  /**
   * Adds an entry, below those that were added before.
   *
   * @param level from 1, the outermost; or {@link #BASE} or {@link #SNAPSHOT}
   * @param kind the {@link Kind}
   * @param bits the number, raw double bits or boolean; else ignored
   * @param ref the text or object; null for other kinds
   */
  public void add(int level, int kind, long bits, @Nullable Object ref) {
    entries.add(new Entry(level, kind, ParamValues.box(kind, bits, ref)));
  }

  /** {@return the entries, innermost first; a copy} */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }
}
