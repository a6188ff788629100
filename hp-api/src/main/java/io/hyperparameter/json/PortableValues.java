package io.hyperparameter.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that have a form beyond the process, and that form in JSON. They are null, Boolean,
 * String, the boxed numbers, and lists and maps (with keys of String) of these, nested up to
 * {@value #MAX_DEPTH} deep. A value comes back equal and of the same type, but for lists and maps,
 * whose own class is not kept: they come back unmodifiable.
 *
 * <p>A Long and a Double are JSON numbers, told apart by the point; what JSON has no form for is an
 * object of one member that names the type: {@code {"int":1}}, {@code {"double":"NaN"}}, {@code
 * {"map":{"a":1}}}.
 */
public final class PortableValues {
  /** How deep lists and maps may nest. */
  public static final int MAX_DEPTH = 16;

  /** So many parts one value may have; more are refused before memory ends. */
  private static final int MAX_PARTS = 1_000_000;

  private PortableValues() {}

  /**
   * {@return why a value has no portable form, as the end of "it is ..."; null if it has one}
   *
   * @param value any value; a list or map in it that contains itself is an obstacle
   */
  public static @Nullable String obstacle(@Nullable Object value) {
    return new Walk().obstacle(value, 0);
  }

  /** Looks at the parts of one value; counts them, as a list may be in another many times. */
  private static final class Walk {
    private int parts;

    @Nullable String obstacle(@Nullable Object value, int depth) {
      if (++parts > MAX_PARTS) {
        return "a value of more than " + MAX_PARTS + " parts";
      }
      if (value == null || value instanceof Boolean || value instanceof String) {
        return null;
      }
      if (value instanceof Number number) {
        return isPortable(number) ? null : objectOf(value);
      }
      if (!(value instanceof List<?> || value instanceof Map<?, ?>)) {
        return objectOf(value);
      }
      if (depth == MAX_DEPTH) {
        return "nested more than " + MAX_DEPTH + " deep";
      }
      if (value instanceof Map<?, ?> map) {
        for (Object key : map.keySet()) {
          if (!(key instanceof String)) {
            return "a map with a key that is " + (key == null ? "null" : objectOf(key));
          }
        }
      }
      for (Object part : value instanceof List<?> list ? list : ((Map<?, ?>) value).values()) {
        String inside = obstacle(part, depth + 1);
        if (inside != null) {
          return inside;
        }
      }
      return null;
    }

    private static String objectOf(Object value) {
      return "an object of " + value.getClass().getTypeName();
    }

    private static boolean isPortable(Number number) {
      return number instanceof Long
          || number instanceof Double
          || number instanceof Integer
          || number instanceof Float
          || number instanceof Short
          || number instanceof Byte;
    }
  }

  /**
   * Appends the JSON of a value.
   *
   * @param out where to
   * @param value a value without {@link #obstacle}
   */
  public static void append(StringBuilder out, @Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Long) {
      out.append(value);
    } else if (value instanceof String text) {
      out.append(MiniJson.quote(text));
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        out.append(number.doubleValue()); // with a point, and exact
      } else {
        appendTagged(out, "double", '"' + named(number) + '"');
      }
    } else if (value instanceof Float number) {
      // by way of a double, which has each float exactly
      boolean finite = Float.isFinite(number);
      appendTagged(out, "float", finite ? Double.toString(number) : '"' + named(number) + '"');
    } else if (value instanceof Number number) {
      appendTagged(out, tag(number), number.toString());
    } else if (value instanceof List<?> list) {
      out.append('[');
      String separator = "";
      for (Object part : list) {
        append(out.append(separator), part);
        separator = ",";
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      out.append("{\"map\":");
      appendMap(out, map);
      out.append('}');
    } else {
      throw new IllegalArgumentException("no portable form: " + value.getClass().getTypeName());
    }
  }

  /**
   * Appends a JSON object of values that have no {@link #obstacle}, without its type around it.
   *
   * @param out where to
   * @param map the values by name
   */
  public static void appendMap(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator).append(MiniJson.quote((String) entry.getKey())).append(':');
      append(out, entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void appendTagged(StringBuilder out, String type, String number) {
    out.append("{\"").append(type).append("\":").append(number).append('}');
  }

  /** An infinity, or a NaN, with its bits where they are not those that Java itself gives a NaN. */
  private static String named(double number) {
    long bits = Double.doubleToRawLongBits(number);
    return Double.isNaN(number) && bits != Double.doubleToLongBits(Double.NaN)
        ? "NaN(" + HexFormat.of().toHexDigits(bits) + ")"
        : Double.toString(number);
  }

  /** Of a float: not by way of a double, as a conversion may change the bits of a NaN. */
  private static String named(float number) {
    int bits = Float.floatToRawIntBits(number);
    return Float.isNaN(number) && bits != Float.floatToIntBits(Float.NaN)
        ? "NaN(" + HexFormat.of().toHexDigits(bits) + ")"
        : Float.toString(number);
  }

  private static String tag(Number number) {
    return number instanceof Integer ? "int" : number instanceof Short ? "short" : "byte";
  }

  /**
   * {@return the value that {@link #append} wrote}
   *
   * @param json what {@link MiniJson} made of it
   * @throws IllegalArgumentException if nothing that was written looks like this
   */
  public static @Nullable Object read(@Nullable Object json) {
    return read(json, 0);
  }

  private static @Nullable Object read(@Nullable Object json, int depth) {
    if (json instanceof List<?> list) {
      requireDepth(depth);
      List<@Nullable Object> parts = new ArrayList<>(list.size());
      for (Object part : list) {
        parts.add(read(part, depth + 1));
      }
      return parts.stream().toList(); // unmodifiable, and takes null
    }
    if (json instanceof Map<?, ?> tagged) {
      if (tagged.size() != 1) {
        throw new IllegalArgumentException(
            "an object has " + tagged.size() + " members where one names the type");
      }
      Map.Entry<?, ?> entry = tagged.entrySet().iterator().next();
      return tagged((String) entry.getKey(), entry.getValue(), depth);
    }
    return json;
  }

  private static Object tagged(String type, @Nullable Object json, int depth) {
    switch (type) {
      case "int", "short", "byte" -> {
        return narrow(type, json);
      }
      case "float" -> {
        if (json instanceof Double number && number.floatValue() == number) {
          return number.floatValue();
        }
        float number = Float.intBitsToFloat((int) notFinite(type, json, Float.SIZE));
        requireForm(type, json, named(number));
        return number;
      }
      case "double" -> {
        double number = Double.longBitsToDouble(notFinite(type, json, Double.SIZE));
        requireForm(type, json, named(number));
        return number;
      }
      case "map" -> {
        if (json instanceof Map<?, ?> map) {
          return readMap(map, depth);
        }
      }
      default -> {}
    }
    throw new IllegalArgumentException(
        "no value is of the type " + MiniJson.quote(type) + " with that content");
  }

  private static Map<String, @Nullable Object> readMap(Map<?, ?> json, int depth) {
    requireDepth(depth);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.forEach((name, value) -> map.put((String) name, read(value, depth + 1)));
    return Collections.unmodifiableMap(map);
  }

  private static void requireDepth(int depth) {
    if (depth == MAX_DEPTH) {
      throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
    }
  }

  private static Object narrow(String type, @Nullable Object json) {
    if (json instanceof Long number) {
      if (type.equals("int") && number == number.intValue()) {
        return number.intValue();
      }
      if (type.equals("short") && number == number.shortValue()) {
        return number.shortValue();
      }
      if (type.equals("byte") && number == number.byteValue()) {
        return number.byteValue();
      }
    }
    throw new IllegalArgumentException(noSuch(type));
  }

  /** The bits of what JSON has no number for. */
  private static long notFinite(String type, @Nullable Object json, int size) {
    boolean isDouble = size == Double.SIZE;
    if ("NaN".equals(json) || "Infinity".equals(json) || "-Infinity".equals(json)) {
      double number = Double.parseDouble((String) json);
      return isDouble ? Double.doubleToLongBits(number) : Float.floatToIntBits((float) number);
    }
    int digits = size / 4;
    if (json instanceof String text
        && text.length() == "NaN()".length() + digits
        && text.startsWith("NaN(")) {
      try {
        return HexFormat.fromHexDigitsToLong(text, "NaN(".length(), "NaN(".length() + digits);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(noSuch(type), e);
      }
    }
    throw new IllegalArgumentException(noSuch(type));
  }

  /** One value has one form, so that equal snapshots are equal texts. */
  private static void requireForm(String type, @Nullable Object json, String form) {
    if (!form.equals(json)) {
      throw new IllegalArgumentException(noSuch(type));
    }
  }

  private static String noSuch(String type) {
    return "no " + type + " is what one is said to be";
  }
}
