package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/** An immutable table without tombstones, read by any number of contexts at once. */
final class JavaSnapshot extends BaseSnapshot {
  static final JavaSnapshot EMPTY = new JavaSnapshot(new SlotTable(0));

  /**
   * Never changed once it is here, but for the Strings of its keys ({@link SlotTable#callShared});
   * the final field publishes it.
   */
  final SlotTable table;

  private final int size;

  JavaSnapshot(SlotTable table) {
    this.table = table;
    this.size = table.size();
  }

  static JavaSnapshot of(ParamValues values) {
    if (values.size() == 0) {
      return EMPTY;
    }
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
    return new JavaSnapshot(table);
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
