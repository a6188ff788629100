package io.hyperparameter.config;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the given values their parameters would refuse: better now than after an hour. Only of
 * the types the index can tell by name; the others are checked where they are read.
 */
final class ValueCheck {
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("byte", Byte.class),
          Map.entry("short", Short.class),
          Map.entry("int", Integer.class),
          Map.entry("long", Long.class),
          Map.entry("float", Float.class),
          Map.entry("double", Double.class),
          Map.entry("boolean", Boolean.class),
          Map.entry("Byte", Byte.class),
          Map.entry("Short", Short.class),
          Map.entry("Integer", Integer.class),
          Map.entry("Long", Long.class),
          Map.entry("Float", Float.class),
          Map.entry("Double", Double.class),
          Map.entry("Boolean", Boolean.class),
          Map.entry("String", String.class));

  private ValueCheck() {}

  /** The class a parameter is read as, or null if its name does not tell. */
  static @Nullable Class<?> type(ParamEntry entry) {
    return TYPES.get(entry.type().replaceFirst("^java\\.lang\\.", ""));
  }

  static List<ParamCheck.Problem> problems(Config given, ParamIndex index) {
    ParamScope scope = given.toScope();
    List<ParamCheck.Problem> errors = new ArrayList<>();
    for (String key : given.keys()) {
      List<ParamEntry> declared = index.find(key);
      String first = null;
      boolean accepted = declared.isEmpty();
      for (ParamEntry entry : declared) {
        String wrong = error(entry, given, scope);
        accepted |= wrong == null;
        first = first == null ? wrong : first;
      }
      // jars may declare a key differently: one that takes the value is enough
      if (!accepted && first != null) {
        errors.add(new ParamCheck.Problem(key, given.origin(key), first, ""));
      }
    }
    return errors;
  }

  private static @Nullable String error(ParamEntry entry, Config given, ParamScope scope) {
    String key = entry.key();
    Class<?> type = type(entry);
    try {
      if (type != null) {
        Object value = scope.get(key, type);
        return value == null || isAllowed(entry.bounds(), value)
            ? null
            : refused(entry, String.valueOf(given.find(key).orElse(value)), given);
      }
    } catch (ParamTypeException e) {
      return e.getMessage();
    }
    List<String> constants = entry.bounds().oneOf();
    if (!constants.isEmpty()
        && !isGeneric(entry)
        && given.find(key).orElse(null) instanceof String text
        && !isConstant(text, constants)) {
      return refused(entry, text, given);
    }
    return null;
  }

  private static boolean isGeneric(ParamEntry entry) {
    return entry.type().indexOf('<') >= 0 || entry.type().endsWith("[]");
  }

  /** The exact name of a constant, else the only one in any case (rule R7). */
  private static boolean isConstant(String text, List<String> constants) {
    return constants.contains(text)
        || constants.stream().filter(text::equalsIgnoreCase).count() == 1;
  }

  private static boolean isAllowed(ParamBounds bounds, Object value) {
    if (value instanceof Number number) {
      return isWithin(bounds, number);
    }
    return bounds.oneOf().isEmpty() || bounds.oneOf().contains(value.toString());
  }

  private static boolean isWithin(ParamBounds bounds, Number value) {
    if (bounds.isEmpty()) {
      return true;
    }
    double approximate = value.doubleValue();
    if (Double.isNaN(approximate)) {
      return false;
    }
    if (Double.isInfinite(approximate)) {
      return bounds.oneOf().isEmpty() && (approximate > 0 ? bounds.max() : bounds.min()) == null;
    }
    BigDecimal exact = new BigDecimal(value.toString());
    int low = bounds.min() == null ? 1 : exact.compareTo(new BigDecimal(bounds.min()));
    int high = bounds.max() == null ? -1 : exact.compareTo(new BigDecimal(bounds.max()));
    return (bounds.minExclusive() ? low > 0 : low >= 0)
        && (bounds.maxExclusive() ? high < 0 : high <= 0)
        && (bounds.oneOf().isEmpty()
            || bounds.oneOf().stream()
                .anyMatch(each -> new BigDecimal(each).compareTo(exact) == 0));
  }

  private static String refused(ParamEntry entry, String value, Config given) {
    String origin = given.origin(entry.key()).map(place -> "; it came from " + place).orElse("");
    return entry.key()
        + ": "
        + Messages.quote(value)
        + " is not allowed"
        + origin
        + "; give a value "
        + entry.bounds();
  }
}
