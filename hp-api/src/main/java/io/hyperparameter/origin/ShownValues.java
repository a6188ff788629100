package io.hyperparameter.origin;

import io.hyperparameter.Suggest;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values in dumps, for people. Calls no code of the program's: a lazy value is not asked. */
public final class ShownValues {
  /** Enough to recognise a scope, not enough to flood a log. */
  private static final int MOST_ENTRIES = 32;

  private static final int MOST_CHARS = 1000;

  private ShownValues() {}

  /** A value alone, which is not secret. */
  public static String of(@Nullable Object value) {
    return value instanceof Suggest ? "lazy" : ParamText.shown(value);
  }

  /**
   * Values by key, sorted, cut when they are many: {@code {model.layers=4, train.lr=0.01}}.
   *
   * @param out told of them; what it has already counts when it comes to cutting
   */
  public static void append(StringBuilder out, ParamValues values) {
    TreeMap<String, String> entries = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      entries.put(values.key(i), text(values, i));
    }
    out.append('{');
    int told = 0;
    for (var entry : entries.entrySet()) {
      if (told == MOST_ENTRIES || out.length() > MOST_CHARS) {
        out.append(", ... ").append(entries.size() - told).append(" more");
        break;
      }
      out.append(told++ == 0 ? "" : ", ");
      out.append(ParamText.key(entry.getKey())).append(entry.getValue());
    }
    out.append('}');
  }

  private static String text(ParamValues values, int i) {
    return values.kind(i) == Kind.TOMBSTONE
        ? " removed"
        : "=" + Secrets.mask(values.key(i), of(values.boxed(i)));
  }
}
