package io.hyperparameter;

import io.hyperparameter.origin.Explaining;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.util.TreeMap;

/** A scope as text: {@code ParamScope(idle){model.layers=4, train.lr=0.01}}. */
final class ScopeText {
  /** Enough to recognise a scope, not enough to flood a log. */
  private static final int MOST_ENTRIES = 32;

  private static final int MOST_CHARS = 1000;

  private ScopeText() {}

  static String of(ScopeAccess scope) {
    StringBuilder out = new StringBuilder("ParamScope(").append(scope.state()).append(')');
    ParamValues shown = scope.shown();
    if (shown == null) {
      return out.toString();
    }
    TreeMap<String, String> entries = new TreeMap<>();
    for (int i = 0; i < shown.size(); i++) {
      entries.put(shown.key(i), text(shown, i));
    }
    out.append('{');
    int told = 0;
    for (var entry : entries.entrySet()) {
      if (told == MOST_ENTRIES || out.length() > MOST_CHARS) {
        return out.append(", ... ").append(entries.size() - told).append(" more}").toString();
      }
      out.append(told++ == 0 ? "" : ", ");
      out.append(ParamText.key(entry.getKey())).append(entry.getValue());
    }
    return out.append('}').toString();
  }

  private static String text(ParamValues values, int i) {
    return values.kind(i) == Kind.TOMBSTONE
        ? " removed"
        : "=" + Secrets.mask(values.key(i), Explaining.shown(values.boxed(i)));
  }
}
