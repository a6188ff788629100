package io.hyperparameter.recording;

import io.hyperparameter.Suggest;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.NamedTypes;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What to set for a run like the one that was recorded, and what that leaves out. */
final class Replay {
  private final SortedMap<String, @Nullable Object> values = new TreeMap<>();
  private final SortedMap<String, String> omitted = new TreeMap<>();

  /**
   * Of one recording.
   *
   * @param before what was visible when it began
   * @param reads what was noted since, by key
   */
  Replay(ParamValues before, Map<String, Tally> reads) {
    for (int i = 0; i < before.size(); i++) {
      String key = before.key(i);
      if (Kind.isPresent(before.kind(i))) {
        Object value = before.boxed(i);
        Tally tally = reads.get(key);
        if (value instanceof Suggest) {
          addLazy(key, tally);
        } else if (value != null || tally == null) {
          add(key, value);
        }
      }
    }
    reads.forEach(
        (key, tally) -> {
          if (!values.containsKey(key) && !omitted.containsKey(key)) {
            addDefault(key, tally);
          }
        });
  }

  private void addLazy(String key, @Nullable Tally tally) {
    ParamRecorder.Read read = tally == null ? null : tally.told(key);
    if (tally == null || read == null) {
      omitted.put(key, "a lazy value that nobody asked");
    } else if (read.varies()) {
      omitted.put(key, "a lazy value that gave different values");
    } else {
      add(key, tally.value());
    }
  }

  private void addDefault(String key, Tally tally) {
    if (tally.hasOneDefault() && tally.defaultValue() == null) {
      return; // what is not set reads so again
    }
    if (tally.hasOneDefault()) {
      Object form = form(tally.defaultValue());
      if (form == null) {
        omitted.put(key, "its default has no form as text");
      } else {
        add(key, form);
      }
    } else if (tally.hasMixedDefaults()) {
      omitted.put(key, "its readers have different defaults");
    }
  }

  private void add(String key, @Nullable Object value) {
    if (value != null && Secrets.has(key)) {
      omitted.put(key, "it is secret");
    } else {
      values.put(key, value);
    }
  }

  /** A default as it can be stored and written; null if it would not read back. */
  private static @Nullable Object form(@Nullable Object value) {
    if (value instanceof Float number) {
      return (double) number;
    }
    if (value instanceof Number
        && !(value instanceof Long || value instanceof Double || value instanceof Integer)) {
      return textOf(value);
    }
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Number) {
      return value;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> forms = new java.util.ArrayList<>();
      for (Object element : list) {
        Object form = form(element);
        if (form == null) {
          return null;
        }
        forms.add(form);
      }
      return forms;
    }
    return textOf(value);
  }

  private static @Nullable String textOf(Object value) {
    String text = value.toString();
    Object again = Conversions.tryType(text, NamedTypes.of(value.getClass()).get(0));
    return again != null && again.equals(value) ? text : null; // else nothing would read it
  }

  /** {@return what to set, by key} */
  SortedMap<String, @Nullable Object> values() {
    return values;
  }

  /** {@return why what is left out is, by key} */
  SortedMap<String, String> omitted() {
    return omitted;
  }
}
