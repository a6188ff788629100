package io.hyperparameter.contract.random;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.contract.Values;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operation gave: a value, or an error of a class.
 *
 * @param value the value, if there was no error
 * @param error the class of the error, or null
 * @param thrown what was thrown, for the report
 */
record Outcome(@Nullable Object value, @Nullable String error, @Nullable Throwable thrown) {

  private static final int MOST_SHOWN = 5;
  private static final int LONGEST_SHOWN = 300;

  static Outcome of(Supplier<@Nullable Object> operation) {
    try {
      return new Outcome(operation.get(), null, null);
    } catch (RuntimeException e) {
      return new Outcome(null, classOf(e), e);
    }
  }

  private static String classOf(RuntimeException e) {
    if (e instanceof ModelError expected) {
      return expected.kind.name();
    } else if (e instanceof MissingParamException) {
      return ModelError.Kind.MISSING.name();
    } else if (e instanceof ParamTypeException) {
      return ModelError.Kind.CONVERSION.name();
    } else if (e instanceof ScopeStateException) {
      return ModelError.Kind.STATE.name();
    } else if (e instanceof LazyPool.Refused) {
      return ModelError.Kind.LAZY.name();
    } else if (e instanceof IllegalArgumentException) {
      return ModelError.Kind.INVALID.name();
    }
    return "unexpected " + e;
  }

  /** Whether an implementation may give {@code actual} where the model gives this. */
  boolean allows(Outcome actual) {
    if (error == null || actual.error == null) {
      return error == null && actual.error == null && sameValue(value, actual.value);
    }
    // a malformed argument for a scope in a wrong state: either may be noticed first
    boolean eitherWay =
        error.equals(ModelError.Kind.INVALID.name())
            && actual.error.equals(ModelError.Kind.STATE.name());
    return error.equals(actual.error) || eitherWay;
  }

  /** Strict, and for the narrow types too, which are read but never stored. */
  private static boolean sameValue(@Nullable Object a, @Nullable Object b) {
    boolean narrow =
        a instanceof Integer
            || a instanceof Short
            || a instanceof Byte
            || a instanceof Float
            || a instanceof Enum<?>;
    return narrow ? Objects.equals(a, b) : Values.same(a, b);
  }

  /** How {@code actual} differs, in a few lines: of two large maps only what is not the same. */
  String difference(Outcome actual) {
    if (!(value instanceof Map<?, ?> expected) || !(actual.value instanceof Map<?, ?> given)) {
      return "the model gives " + cut(toString()) + "\nthe API gives " + cut(actual.toString());
    }
    Set<Object> keys = new TreeSet<>(expected.keySet());
    keys.addAll(given.keySet());
    keys.removeIf(
        key ->
            expected.containsKey(key)
                && given.containsKey(key)
                && sameValue(expected.get(key), given.get(key)));
    StringBuilder out = new StringBuilder(keys.size() + " of the keys differ:");
    keys.stream()
        .limit(MOST_SHOWN)
        .forEach(
            key ->
                out.append("\n  ")
                    .append(Values.show(key))
                    .append(": the model has ")
                    .append(shown(expected, key))
                    .append(", the API ")
                    .append(shown(given, key)));
    return keys.size() <= MOST_SHOWN ? out.toString() : out + "\n  ...";
  }

  private static String shown(Map<?, ?> map, Object key) {
    return map.containsKey(key) ? cut(Values.show(map.get(key))) : "nothing";
  }

  /** The beginning of a text, so that what comes after it is seen. */
  static String cut(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  @Override
  public String toString() {
    String cause = thrown instanceof ModelError ? "" : ": " + thrown;
    return error == null ? Values.show(value) : "error " + error + cause;
  }
}
