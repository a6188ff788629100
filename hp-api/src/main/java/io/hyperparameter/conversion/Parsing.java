package io.hyperparameter.conversion;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes values of text by a parser, and lists of their parts. Stateless and safe on any thread. */
public final class Parsing {
  /** What a value looks like whose class says little when it does not parse. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "java.time.Duration", "PT1M30S",
          "java.time.Period", "P1Y2M3D",
          "java.time.Instant", "2026-01-31T12:30:00Z",
          "java.time.LocalDate", "2026-01-31",
          "java.time.LocalTime", "12:30:00",
          "java.time.LocalDateTime", "2026-01-31T12:30:00",
          "java.math.BigDecimal", "0.001",
          "java.math.BigInteger", "42",
          "java.util.UUID", "123e4567-e89b-12d3-a456-426614174000");

  private Parsing() {}

  /** The value as a class, by a parser or (without one) by the rules of {@link Conversions}. */
  public static <T> T convert(
      ReadSite site,
      Object value,
      Class<? extends T> type,
      @Nullable Function<String, ? extends T> parser) {
    if (parser == null) {
      return Conversions.toType(site, value, type);
    }
    return type.isInstance(value) ? type.cast(value) : parsed(site, value, type, parser);
  }

  /**
   * What a parser makes of a scalar; what it throws becomes the cause of the error, unless the
   * value is secret.
   */
  public static <T> T parsed(
      ReadSite site, Object value, Class<?> type, Function<String, ? extends @Nullable T> parser) {
    if (!isScalar(value)) {
      throw site.refuse(
          value, type.getSimpleName(), "store an instance of " + type.getTypeName() + ", or text");
    }
    String reason;
    Throwable cause = null;
    try {
      T made = parser.apply(Conversions.toText(site, value));
      if (made != null) {
        return made;
      }
      reason = "its parser returned null";
    } catch (RuntimeException e) {
      boolean isSecret = site.isSecret(); // and most parsers quote what they refuse
      reason =
          isSecret
              ? "its parser throws a " + e.getClass().getTypeName()
              : "its parser says: " + e.getMessage();
      cause = isSecret ? null : e;
    }
    String example = EXAMPLES.get(type.getName());
    String hint = example == null ? reason : reason + "; give one such as " + example;
    RuntimeException wrong = site.refuse(value, type.getSimpleName(), hint);
    wrong.initCause(cause);
    throw wrong;
  }

  /** Whether a stored value has a text form. */
  public static boolean isScalar(Object value) {
    return value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof BigDecimal;
  }

  /**
   * The value as an unmodifiable list: the elements of a stored list, the parts of a text between
   * commas, in brackets or not ({@code [1, 2]}), or one scalar.
   */
  public static <T> List<T> toList(
      ReadSite site, Object value, Class<T> type, @Nullable Function<String, ? extends T> parser) {
    List<T> elements = new ArrayList<>();
    if (value instanceof List<?> stored) {
      ElementSite at = new ElementSite(site);
      for (Object element : stored) {
        Object normal = Flatten.normalize(site.key(), element);
        if (normal == null) {
          throw at.refuse(null, type.getSimpleName(), "leave out the element that is null");
        }
        elements.add(convert(at, normal, type, parser));
        at.index++;
      }
    } else if (value instanceof String text) {
      ElementSite at = new ElementSite(site);
      for (String part : parts(text)) {
        elements.add(convert(at, part, type, parser));
        at.index++;
      }
    } else if (!isScalar(value) && !type.isInstance(value)) {
      throw site.refuse(
          value, "List of " + type.getSimpleName(), "store a List, or text with commas");
    } else {
      elements.add(convert(site, value, type, parser));
    }
    return Collections.unmodifiableList(elements);
  }

  /** Where the elements of a list are read, one after the other. */
  private static final class ElementSite implements ReadSite {
    private final ReadSite list;
    private int index;

    ElementSite(ReadSite list) {
      this.list = list;
    }

    @Override
    public String key() {
      return list.key();
    }

    @Override
    public @Nullable String origin() {
      return list.origin();
    }

    @Override
    public boolean isSecret() {
      return list.isSecret();
    }

    @Override
    public RuntimeException refuse(@Nullable Object value, String wanted, String hint) {
      return list.refuse(index, value, wanted, hint);
    }
  }

  /** The parts of a text between commas, blanks around them and brackets around all ignored. */
  private static List<String> parts(String text) {
    String list = text.strip();
    if (list.length() >= 2 && list.startsWith("[") && list.endsWith("]")) {
      list = list.substring(1, list.length() - 1);
    }
    List<String> parts = new ArrayList<>();
    if (!list.isBlank()) {
      for (String part : list.split(",", -1)) {
        parts.add(part.strip());
      }
    }
    return parts;
  }
}
