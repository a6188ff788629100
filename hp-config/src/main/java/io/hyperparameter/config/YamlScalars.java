package io.hyperparameter.config;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Scalars by the core schema of YAML 1.2. Stateless. */
final class YamlScalars {
  private static final String STANDARD = "tag:yaml.org,2002:";
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");

  private YamlScalars() {}

  static Node.Scalar read(
      ScalarEvent event, ConfigOrigin tagAt, ConfigOrigin origin, Reading reading) {
    String text = event.getValue();
    String tag = event.getTag().orElse(event.isPlain() ? "?" : "!");
    if (tag.equals("!") || tag.equals(STANDARD + "str")) {
      return Node.Scalar.ofText(text, origin);
    }
    Node.Scalar found = resolve(text, origin);
    switch (tag) {
      case "?" -> {
        return found;
      }
      case STANDARD + "null" -> {
        return check(found.value() == null, found, "null", tagAt, reading);
      }
      case STANDARD + "bool" -> {
        return check(found.value() instanceof Boolean, found, "a bool", tagAt, reading);
      }
      case STANDARD + "int" -> {
        return check(found.value() instanceof Long, found, "an int of 64 bits", tagAt, reading);
      }
      case STANDARD + "float" -> {
        if (found.value() instanceof Long whole) {
          return new Node.Scalar((double) whole, text, origin);
        }
        boolean isRounded =
            found.value() instanceof String
                && DECIMAL.matcher(text).matches()
                && Double.isFinite(Double.parseDouble(text))
                && !INTEGER.matcher(text).matches();
        return check(
            isRounded || found.value() instanceof Double, found, "a float", tagAt, reading);
      }
      default -> {
        requireTag(event.getTag(), "str", tagAt, reading);
        return Node.Scalar.ofText(text, origin);
      }
    }
  }

  private static Node.Scalar check(
      boolean fits, Node.Scalar found, String wanted, ConfigOrigin origin, Reading reading) {
    if (!fits) {
      reading.wrong(
          origin,
          Messages.describe(found) + " is not " + wanted + ", as its tag says; mend the tag");
    }
    return found;
  }

  /** Refuses every tag but none and the standard one. */
  static void requireTag(
      Optional<String> tag, String standard, ConfigOrigin origin, Reading reading) {
    if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(STANDARD + standard)) {
      reading.wrong(
          origin,
          "the tag "
              + Messages.quote(tag.get())
              + " is not taken: a configuration is text, numbers, booleans, lists and maps; remove"
              + " it");
    }
  }

  /** What a plain scalar without a tag is. */
  static Node.Scalar resolve(String text, ConfigOrigin origin) {
    switch (text) {
      case "", "~", "null", "Null", "NULL" -> {
        return new Node.Scalar(null, text, origin);
      }
      case "true", "True", "TRUE" -> {
        return new Node.Scalar(true, text, origin);
      }
      case "false", "False", "FALSE" -> {
        return new Node.Scalar(false, text, origin);
      }
      case ".nan", ".NaN", ".NAN" -> {
        return new Node.Scalar(Double.NaN, text, origin);
      }
      default -> {
        Node.Scalar number = number(text, origin);
        return number != null ? number : Node.Scalar.ofText(text, origin);
      }
    }
  }

  private static Node.@Nullable Scalar number(String text, ConfigOrigin origin) {
    char first = text.charAt(0);
    if (first != '-' && first != '+' && first != '.' && !(first >= '0' && first <= '9')) {
      return null;
    }
    if (INTEGER.matcher(text).matches()) {
      return Numbers.decimal(text, text, origin);
    }
    if (OCTAL.matcher(text).matches()) {
      return Numbers.whole(text.substring(2), 8, text, origin);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return Numbers.whole(text.substring(2), 16, text, origin);
    }
    if (INFINITE.matcher(text).matches()) {
      double value = first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return new Node.Scalar(value, text, origin);
    }
    if (DECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      // 123E456 is a name rather than a number that no double can hold
      return Double.isInfinite(value) ? null : Numbers.fraction(text, value, text, origin);
    }
    return null;
  }
}
