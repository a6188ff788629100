package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/** An immutable table without tombstones, read by any number of contexts at once. */
final class JavaSnapshot extends BaseSnapshot {
  static final JavaSnapshot EMPTY = new JavaSnapshot(new SlotTable(0));

  /** Never changed once it is here; the final field publishes it. */
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
      if (Kind.isPresent(values.kind(i))) {
        long hash = values.hash(i);
        int slot = table.reserve(table.find(hash), values.key(i), hash);
        table.set(slot, hash, values.kind(i), values.bits(i), values.ref(i));
      }
    }
    return new JavaSnapshot(table);
  }

  /** What is visible of a table, and below it of another where it has or hides nothing. */
  static JavaSnapshot of(SlotTable top, @Nullable SlotTable below) {
    SlotTable table = new SlotTable(top.size() + (below == null ? 0 : below.size()));
    table.addVisible(top, null);
    if (below != null) {
      table.addVisible(below, top);
    }
    return new JavaSnapshot(table);
  }

  @Override
  public int size() {
    return size;
  }
}
