package io.hyperparameter.processor;

import io.hyperparameter.index.ParamEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Defaults and bounds as JSON values of the type a configuration file would have. */
final class JsonValues {
  private JsonValues() {}

  /** The type of one value: of a list, that of its elements. */
  static String elementType(ParamEntry entry) {
    String type = entry.type();
    return isList(entry) ? type.substring("List<".length(), type.length() - 1) : type;
  }

  static boolean isList(ParamEntry entry) {
    return entry.type().startsWith("List<");
  }

  /** The default, or null if it is null or not known. */
  static @Nullable Object defaultOf(ParamEntry entry) {
    String text = entry.defaultValue();
    if (text == null) {
      return null;
    }
    String type = elementType(entry);
    if (!isList(entry)) {
      return value(type, text);
    }
    List<Object> values = new ArrayList<>();
    if (!text.isBlank()) {
      Stream.of(text.split(",", -1)).forEach(part -> values.add(value(type, part.strip())));
    }
    return values;
  }

  /** Text as a number or boolean if its type is one; what JSON has no number for stays text. */
  static Object value(String type, String text) {
    switch (type) {
      case "byte", "short", "int", "long", "float", "double" -> {
        try {
          BigDecimal number = new BigDecimal(text);
          boolean whole = !type.equals("float") && !type.equals("double");
          return whole ? number.toBigIntegerExact() : number;
        } catch (ArithmeticException | NumberFormatException e) {
          return text;
        }
      }
      case "boolean" -> {
        return text.matches("(?i)y|yes|t|true|on|1")
            ? (Object) true
            : text.matches("(?i)n|no|f|false|off|0") ? (Object) false : text;
      }
      default -> {
        return text;
      }
    }
  }
}
