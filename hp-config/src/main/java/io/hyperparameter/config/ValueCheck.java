package io.hyperparameter.config;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the given values their parameters would refuse: better now than after an hour. Only of
 * the types the index can tell by name, and of lists and Optionals of these; the others, and those
 * of typed keys that may have a parser, are checked where they are read. An explicit null is the
 * default (rule M3) and never wrong.
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

  /** Those that typed keys have methods of their own for. */
  private static final Set<String> PLAIN =
      Set.of("int", "long", "double", "boolean", "String", "java.lang.String");

  /** Classes of the JDK that are nothing but values; of no others is the code run by a check. */
  private static final Set<String> VALUES =
      Set.of("java.util.UUID", "java.net.URI", "java.nio.file.Path", "java.io.File");

  private static final String LIST = "List<";
  private static final String OPTIONAL = "Optional<";
  private static final String MASK = "***";

  private ValueCheck() {}

  /** The class a parameter is read as, or null if its name does not tell. */
  static @Nullable Class<?> type(ParamEntry entry) {
    return scalar(entry.type());
  }

  private static @Nullable Class<?> scalar(String type) {
    return TYPES.get(type.replaceFirst("^java\\.lang\\.", ""));
  }

  /** The same, or a class of the JDK that is made of text. */
  private static @Nullable Class<?> known(String type) {
    Class<?> scalar = scalar(type);
    if (scalar != null || !isValueOfJdk(type)) {
      return scalar;
    }
    try {
      return Class.forName(type, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      return null; // of a newer JDK
    }
  }

  private static boolean isValueOfJdk(String type) {
    return VALUES.contains(type) || type.matches("java\\.(time|math)\\.\\w+");
  }

  /**
   * Whether nothing but one value is read, never a map. Of a map a scope has the keys in it, so a
   * map is read by those alone who bind a record to a configuration; and who reads a parameter of a
   * library whose classes were looked at, which has no line, is not known.
   */
  static boolean isOneValue(ParamEntry entry) {
    String content = content(entry.type());
    boolean isOfScope = entry.element().indexOf('#') >= 0 && entry.line() > 0;
    return isOfScope
        || !content.equals(entry.type())
        || scalar(content) != null
        || isValueOfJdk(content)
        || !entry.bounds().oneOf().isEmpty();
  }

  /**
   * Whether a typed key may read its text by a parser of its own, as {@code Param.of} and {@code
   * ofList} take one: what it takes, only that parser knows.
   */
  private static boolean mayHaveParser(ParamEntry entry, String content) {
    boolean isPlain = PLAIN.contains(content) || !entry.bounds().oneOf().isEmpty();
    return isTypedKey(entry) && !(isPlain && content.equals(entry.type()));
  }

  private static boolean isTypedKey(ParamEntry entry) {
    String element = entry.element();
    return element.indexOf('#') >= 0 && element.indexOf('(') < 0;
  }

  /** Whether a default may be there that an addition would leave out; one is not known as text. */
  static boolean mayHaveElements(ParamEntry entry) {
    String text = entry.defaultValue();
    return text == null ? isTypedKey(entry) : !text.isEmpty();
  }

  /** An index names an Optional by what is in it; whose it is tells whether it may be one. */
  private static boolean mayBeOptional(ParamEntry entry) {
    return entry.element().contains("java.util.Optional") || entry.element().indexOf('#') < 0;
  }

  /** What is in a list or an Optional; of any other type the type itself. */
  private static String content(String type) {
    String simple = type.replaceFirst("^java\\.util\\.", "");
    for (String outer : List.of(LIST, OPTIONAL)) {
      if (simple.startsWith(outer) && simple.endsWith(">")) {
        return simple.substring(outer.length(), simple.length() - 1);
      }
    }
    return type;
  }

  /** What a declaration says of a value. */
  private record Verdict(List<String> mistyped, List<String> refused) {
    boolean isOfType() {
      return mistyped.isEmpty();
    }
  }

  static List<ParamCheck.Problem> problems(Config given, ParamIndex index) {
    ParamScope scope = given.toScope();
    List<ParamCheck.Problem> errors = new ArrayList<>();
    for (String key : given.keys()) {
      Object value = given.peek(key).orElse(null);
      if (value == null) {
        continue;
      }
      List<Verdict> verdicts =
          index.find(key).stream().map(entry -> verdict(entry, value, given, scope)).toList();
      // jars may declare a key as two types: one that takes the value is enough; but whoever takes
      // it has bounds that hold
      Set<String> wrong = new LinkedHashSet<>();
      verdicts.stream().filter(Verdict::isOfType).forEach(each -> wrong.addAll(each.refused()));
      if (!verdicts.isEmpty() && verdicts.stream().noneMatch(Verdict::isOfType)) {
        wrong.addAll(verdicts.get(0).mistyped());
      }
      boolean isSecret = index.find(key).stream().anyMatch(ValueCheck::isSecret);
      Optional<ConfigOrigin> origin =
          given.origin(key).map(place -> isSecret ? place.withoutText() : place);
      wrong.forEach(what -> errors.add(new ParamCheck.Problem(key, origin, what, "")));
    }
    return errors;
  }

  private static Verdict verdict(ParamEntry entry, Object value, Config given, ParamScope scope) {
    Verdict verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
    String content = content(entry.type());
    boolean isIn = !content.equals(entry.type());
    if (mayHaveParser(entry, content)) {
      return verdict;
    }
    boolean isOptional = isIn && entry.type().contains(OPTIONAL);
    if (isIn && !isOptional) {
      List<?> elements = elements(value, entry, scope);
      for (int i = 0; i < elements.size(); i++) {
        element(entry, content, i, elements.get(i), given, verdict);
      }
    } else if (!value.equals("") || !(isOptional || mayBeOptional(entry))) { // "" is the empty one
      one(entry, content, entry.key(), value, given, scope, verdict);
    }
    return verdict;
  }

  private static List<?> elements(Object value, ParamEntry entry, ParamScope scope) {
    if (value instanceof String) {
      List<?> parts = scope.get(entry.key(), List.class);
      return parts == null ? List.of() : parts;
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  private static void element(
      ParamEntry entry,
      String type,
      int index,
      @Nullable Object element,
      Config given,
      Verdict verdict) {
    String key = entry.key() + "[" + index + "]";
    String origin = given.origin(entry.key()).map(Object::toString).orElse("a list");
    if (element == null) {
      verdict.mistyped().add(key + ": is null; it came from " + origin + "; leave it out");
      return;
    }
    Map<String, Object> values = Collections.singletonMap(key, element);
    ParamScope scope;
    if (isSecret(entry)) { // its own key is what messages know to mask
      scope = ParamScope.of(Map.of(entry.key(), element), Map.of(entry.key(), origin));
      one(entry, type, entry.key(), element, given, scope, verdict);
    } else {
      scope = ParamScope.of(values, Map.of(key, origin));
      one(entry, type, key, element, given, scope, verdict);
    }
  }

  /** One value, which the scope has under the key. */
  private static void one(
      ParamEntry entry,
      String type,
      String key,
      Object value,
      Config given,
      ParamScope scope,
      Verdict verdict) {
    Class<?> known = known(type);
    List<String> constants = entry.bounds().oneOf();
    try {
      if (known != null) {
        Object read = scope.get(key, known);
        if (read != null && !isAllowed(entry.bounds(), read)) {
          verdict.refused().add(refused(entry, key, value, given));
        }
      } else if (!constants.isEmpty()
          && value instanceof String text
          && !isConstant(text, constants)) {
        verdict.mistyped().add(refused(entry, key, value, given));
      }
    } catch (ParamTypeException e) {
      verdict.mistyped().add(isSecret(entry) ? masked(entry, given) : e.getMessage());
    }
  }

  private static boolean isSecret(ParamEntry entry) {
    return entry.secret() || Param.isSecret(entry.key());
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

  private static String refused(ParamEntry entry, String key, Object value, Config given) {
    return key
        + ": "
        + (isSecret(entry) ? MASK : Messages.quote(String.valueOf(value)))
        + " is not allowed"
        + cameFrom(entry, given)
        + "; give a value "
        + entry.bounds();
  }

  private static String masked(ParamEntry entry, Config given) {
    return entry.key()
        + ": "
        + MASK
        + " cannot be read as "
        + entry.type()
        + cameFrom(entry, given);
  }

  private static String cameFrom(ParamEntry entry, Config given) {
    return given
        .origin(entry.key())
        .map(place -> isSecret(entry) ? place.withoutText() : place)
        .map(place -> "; it came from " + place)
        .orElse("");
  }
}
