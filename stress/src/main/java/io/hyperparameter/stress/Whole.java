package io.hyperparameter.stress;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets of values of every kind that all tell one number, so that a part of one is known as such.
 */
final class Whole {
  /** What is seen where nothing was published. */
  static final int NOTHING = 0;

  static final int WHOLE = 1;

  /** Some of the values, or values of two sets. */
  static final int TORN = -1;

  /** What a scope holds by reference; its field is not final, so it is published by others. */
  static final class Mark {
    long number;

    Mark(long number) {
      this.number = number;
    }
  }

  private Whole() {}

  /** A set for a number from 1. */
  static ParamScope scope(long number) {
    return ParamScope.of("whole.long", number)
        .with("whole.double", number / 2.0)
        .with("whole.boolean", number % 2 == 0)
        .with("whole.text", Long.toString(number))
        .with("whole.object", new Mark(number));
  }

  static ParamSnapshot snapshot(long number) {
    return scope(number).call(ParamScope::capture);
  }

  /** What the calling thread sees, by reads. */
  static int seen() {
    return numberSeen() == NOTHING ? NOTHING : numberSeen() > 0 ? WHOLE : TORN;
  }

  /** The number of the set that the calling thread sees; {@link #NOTHING} or {@link #TORN}. */
  static long numberSeen() {
    ParamScope here = ParamScope.current();
    long number = here.getLong("whole.long", 0);
    double half = here.getDouble("whole.double", 0);
    String text = here.getString("whole.text", "0");
    Mark mark = here.contains("whole.object") ? here.get("whole.object", Mark.class) : null;
    boolean even = here.getBoolean("whole.boolean", true);
    return isOne(number, half, text, mark, even) ? number : TORN;
  }

  /** What a map of all values tells. */
  static int in(Map<String, @Nullable Object> values) {
    if (values.isEmpty()) {
      return NOTHING;
    }
    return values.get("whole.long") instanceof Long number
            && values.get("whole.double") instanceof Double half
            && values.get("whole.text") instanceof String text
            && values.get("whole.object") instanceof Mark mark
            && values.get("whole.boolean") instanceof Boolean even
            && values.size() == 5
            && isOne(number, half, text, mark, even)
        ? WHOLE
        : TORN;
  }

  private static boolean isOne(
      long number, double half, String text, @Nullable Mark mark, boolean even) {
    return half == number / 2.0
        && text.equals(Long.toString(number))
        && even == (number % 2 == 0)
        && (mark == null ? number == 0 : mark.number == number);
  }
}
