package io.hyperparameter.conversion;

import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.text.ParamText;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what users write into what is stored: nested maps into dotted keys (rule V2), and values
 * into the kinds of rule V1. Stateless and safe on any thread.
 *
 * <p>Everything is checked on the way, so a caller that collects the result before it applies any
 * of it changes nothing when the input is refused.
 */
public final class Flatten {
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** So many names of a path stand in a message. */
  private static final int MAX_SPELLED = 8;

  /** One map on the way down: what is left of it, where it is, and how long its own path is. */
  private record Frame(
      Map<?, ?> map,
      Iterator<? extends Map.Entry<?, ?>> entries,
      @Nullable Frame outer,
      int pathLength) {
    static Frame of(Map<?, ?> map, @Nullable Frame outer, int pathLength) {
      return new Frame(map, map.entrySet().iterator(), outer, pathLength);
    }

    /** How a key of this map is spelled: {@code "a" > "b"} for {@code a.b} in the map under a. */
    String spelling(String key) {
      String spelled = ParamText.quote(key.substring(pathLength));
      int end = pathLength;
      int names = 1;
      for (Frame up = outer; up != null; up = up.outer) {
        if (++names > MAX_SPELLED) {
          return "... > " + spelled;
        }
        spelled = ParamText.quote(key.substring(up.pathLength, end - 1)) + " > " + spelled;
        end = up.pathLength;
      }
      return spelled;
    }
  }

  private Flatten() {}

  /**
   * Hands each leaf of a map, however deeply nested, to the sink under its joined key, in iteration
   * order, depth first; values are normalized. Empty maps give nothing.
   *
   * @throws IllegalArgumentException if a map key is null or no String, a joined key is malformed,
   *     two entries join to one key, a map contains itself, or an integer is outside 64 bits
   */
  public static void flatten(Map<?, ?> values, BiConsumer<String, @Nullable Object> sink) {
    walk(null, values, sink);
  }

  /**
   * Hands one value to the sink, normalized, or if it is a map its leaves under {@code key.}; see
   * {@link #flatten(Map, BiConsumer)}.
   */
  public static void flatten(
      String key, @Nullable Object value, BiConsumer<String, @Nullable Object> sink) {
    KeyHash.requireValid(key);
    if (value instanceof Map<?, ?> map) {
      walk(key, map, sink);
    } else {
      sink.accept(key, normalize(key, value));
    }
  }

  /** A loop with its own stack: neither depth nor a cycle can overflow the thread's. */
  private static void walk(
      @Nullable String prefix, Map<?, ?> root, BiConsumer<String, @Nullable Object> sink) {
    StringBuilder path = new StringBuilder();
    if (prefix != null) {
      path.append(prefix).append('.');
    }
    Deque<Frame> stack = new ArrayDeque<>();
    IdentityHashMap<Map<?, ?>, Boolean> open = new IdentityHashMap<>();
    Map<String, Frame> seen = new HashMap<>();
    stack.push(Frame.of(root, null, path.length()));
    open.put(root, true);
    while (!stack.isEmpty()) {
      Frame frame = stack.element();
      if (!frame.entries.hasNext()) {
        stack.pop();
        open.remove(frame.map);
        continue;
      }
      Map.Entry<?, ?> entry = frame.entries.next();
      path.setLength(frame.pathLength);
      path.append(name(entry.getKey(), path));
      Object value = entry.getValue();
      if (value instanceof Map<?, ?> map) {
        if (open.put(map, true) != null) {
          throw new IllegalArgumentException(
              "the map at "
                  + ParamText.quote(path.toString())
                  + " contains itself; give a tree of maps");
        }
        if (map.isEmpty()) { // no leaf will show whether this is a key
          KeyHash.requireValid(path.toString());
        }
        path.append('.');
        stack.push(Frame.of(map, frame, path.length()));
      } else {
        String key = KeyHash.requireValid(path.toString());
        Frame before = seen.put(key, frame);
        if (before != null) {
          throw givenTwice(key, before, frame);
        }
        sink.accept(key, normalize(key, value));
      }
    }
  }

  /** Which of the two would win depends on the order of the entries, which many maps change. */
  private static IllegalArgumentException givenTwice(String key, Frame before, Frame now) {
    return new IllegalArgumentException(
        "one map gives "
            + ParamText.quote(key)
            + " twice: as "
            + before.spelling(key)
            + " and as "
            + now.spelling(key)
            + "; keep one of the two");
  }

  private static String name(@Nullable Object name, CharSequence path) {
    if (name instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "a map key "
            + (path.length() == 0
                ? "at the top level"
                : "below " + ParamText.quote(path.subSequence(0, path.length() - 1).toString()))
            + " is "
            + (name == null ? "null" : ParamText.describe(name))
            + "; every key must be a String");
  }

  /**
   * The stored form of a value: narrower integers become Long, Float becomes Double, enum constants
   * their names, other character sequences Strings. Null and all other objects stay what they are,
   * among them the atomic numbers, whose value may change.
   *
   * @throws IllegalArgumentException if an integer does not fit into 64 bits
   */
  public static @Nullable Object normalize(String key, @Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return value.toString();
    }
    if (value instanceof BigInteger number) {
      if (number.compareTo(MIN_LONG) < 0 || number.compareTo(MAX_LONG) > 0) {
        throw new IllegalArgumentException(
            ParamText.key(key)
                + ": "
                + integer(number)
                + " is outside 64 bits; give it as text, or as a double if that is exact enough");
      }
      return number.longValue();
    }
    return value;
  }

  /** Printing costs the square of the length, so a giant is only measured. */
  private static String integer(BigInteger number) {
    return number.bitLength() <= 256
        ? number.toString()
        : "an integer of " + number.bitLength() + " bits";
  }
}
