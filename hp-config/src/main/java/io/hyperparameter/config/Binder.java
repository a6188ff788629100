package io.hyperparameter.config;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.config.ConfigError.Kind;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of a Java type from a node (the rules of section 12 on schemas). Scalars go through
 * the conversions of the scopes, so that a field means what a read means. What is wrong is added to
 * the problems, and the value is then null.
 */
final class Binder {
  final Problems problems;
  private final boolean lenient;
  private final RecordBinder records;

  /** The full keys of the values that a field was made of. */
  private final Set<String> taken = new LinkedHashSet<>();

  Binder(Problems problems, boolean lenient) {
    this.problems = problems;
    this.lenient = lenient;
    this.records = new RecordBinder(this);
  }

  boolean isLenient() {
    return lenient;
  }

  Set<String> taken() {
    return taken;
  }

  /** Notes a value that a field is made of; those of a record below are fields of their own. */
  void take(Node node, Type type, String key) {
    if (!(node instanceof MapNode map)) {
      taken.add(key);
    } else if (!hasFields(type)) {
      Plain.leaves(map, (name, unused) -> taken.add(Messages.join(key, name)));
    }
  }

  private static boolean hasFields(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return hasFields(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> wanted && (wanted.isRecord() || wanted.isSealed());
  }

  /** The value of a node that is there. */
  @Nullable Object value(Node node, Type type, String key, Bounds bounds) {
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return generic(node, generic, raw, key, bounds);
    }
    if (type instanceof WildcardType wildcard) {
      return value(node, wildcard.getUpperBounds()[0], key, bounds);
    }
    if (type instanceof GenericArrayType array && array.getGenericComponentType() != null) {
      return unsupported(type, key);
    }
    if (!(type instanceof Class<?> wanted)) {
      return unsupported(type, key);
    }
    if (wanted == Object.class) {
      return Plain.of(node);
    }
    if (wanted == Optional.class || wanted == List.class || wanted == Map.class) {
      return unsupported(type, key);
    }
    if (wanted.isArray()) {
      return array(node, wanted.getComponentType(), key, bounds);
    }
    if (isNull(node)) {
      problems.add(
          Kind.CONVERSION, key, node.origin(), key + ": is null, which only an Optional can be");
      return null;
    }
    if (node instanceof Node.Scalar scalar
        && !(scalar.value() instanceof String)
        && wanted.isInstance(scalar.value())) {
      return bounded(scalar.value(), node, key, bounds);
    }
    if (node instanceof Node.Scalar scalar && wanted.isRecord() && hasFactory(scalar, wanted)) {
      return scalar(node, wanted, key, bounds);
    }
    if (wanted.isRecord()) {
      return records.read(node, wanted, key, Set.of(), Map.of());
    }
    if (wanted.isSealed()) {
      return SealedTypes.read(records, node, wanted, key);
    }
    return scalar(node, wanted, key, bounds);
  }

  private @Nullable Object generic(
      Node node, ParameterizedType type, Class<?> raw, String key, Bounds bounds) {
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Optional.class) {
      boolean none =
          isNull(node) || (node instanceof Node.Scalar scalar && "".equals(scalar.value()));
      return none ? Optional.empty() : Optional.ofNullable(value(node, arguments[0], key, bounds));
    }
    if (isNull(node)) {
      problems.add(
          Kind.CONVERSION, key, node.origin(), key + ": is null, which only an Optional can be");
      return null;
    }
    if (raw == List.class || raw == java.util.Collection.class || raw == Iterable.class) {
      return list(node, arguments[0], key, bounds);
    }
    if (raw == Set.class) {
      List<Object> elements = list(node, arguments[0], key, bounds);
      return elements == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }
    if (raw == Map.class) {
      return map(node, arguments[0], arguments[1], key, bounds);
    }
    return unsupported(type, key);
  }

  private @Nullable Object unsupported(Type type, String key) {
    problems.add(
        Kind.CONVERSION,
        key,
        null,
        key
            + ": cannot bind to "
            + type.getTypeName()
            + "; use a record, a scalar, an enum, a class with a factory for text, a sealed"
            + " interface, or Optional, List, Set or Map of these");
    return null;
  }

  private @Nullable List<Object> list(Node node, Type element, String key, Bounds bounds) {
    List<Node> nodes = elements(node, key);
    if (nodes == null) {
      return null;
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Object made = value(nodes.get(i), element, key + "[" + i + "]", bounds);
      if (made != null) {
        list.add(made);
      }
    }
    return Collections.unmodifiableList(list);
  }

  /** Those of a list, or the parts of a text between commas; null if it is neither. */
  private @Nullable List<Node> elements(Node node, String key) {
    if (node instanceof Node.Items list) {
      return list.nodes();
    }
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      return Node.Items.ofText(text, scalar.origin()).nodes();
    }
    problems.add(
        Kind.CONVERSION,
        key,
        node.origin(),
        key + ": " + Messages.describe(node) + " is no list; give a list, or text with commas");
    return null;
  }

  private @Nullable Object array(Node node, Class<?> element, String key, Bounds bounds) {
    List<Object> list = list(node, element, key, bounds);
    if (list == null) {
      return null;
    }
    Object array = Array.newInstance(element, list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, list.get(i));
    }
    return array;
  }

  private @Nullable Object map(Node node, Type keys, Type values, String key, Bounds bounds) {
    if (!(node instanceof MapNode map)) {
      problems.add(
          Kind.CONVERSION, key, node.origin(), key + ": " + Messages.describe(node) + " is no map");
      return null;
    }
    Map<Object, Object> made = new LinkedHashMap<>();
    map.entries()
        .forEach(
            entry -> {
              String name = Messages.join(key, entry.getKey());
              Node below = entry.getValue().node();
              ConfigOrigin at = entry.getValue().at();
              Object k = value(Node.Scalar.ofText(entry.getKey(), at), keys, name, Bounds.NONE);
              Object v = value(below, values, name, bounds);
              if (k != null && v != null) {
                made.put(k, v);
              }
            });
    return Collections.unmodifiableMap(made);
  }

  /** Whether a record is made of text, well or not. */
  private static boolean hasFactory(Node.Scalar text, Class<?> type) {
    try {
      ParamScope.of("text", text.text()).get("text", type);
      return true;
    } catch (ParamTypeException e) {
      return e.getCause() != null; // what the factory threw
    }
  }

  private @Nullable Object scalar(Node node, Class<?> type, String key, Bounds bounds) {
    if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
      problems.add(
          Kind.CONVERSION,
          key,
          node.origin(),
          key
              + ": "
              + Messages.describe(node)
              + " cannot be read as "
              + type.getSimpleName()
              + "; give one value");
      return null;
    }
    boolean byText = scalar.text() != null && readsText(type);
    Object value = byText ? written(scalar, type) : scalar.value();
    Object made;
    try {
      made = ParamScope.of(key, value).get(key, type);
    } catch (ParamTypeException e) {
      problems.add(Kind.CONVERSION, key, scalar.origin(), String.valueOf(e.getMessage()), e);
      return null;
    }
    if (made instanceof Number number
        && Double.isInfinite(number.doubleValue())
        && value instanceof String text
        && text.indexOf('n') < 0
        && text.indexOf('N') < 0) {
      problems.add(
          Kind.CONVERSION,
          key,
          scalar.origin(),
          key + ": " + Messages.quote(text) + " is beyond the range of a double");
      return null;
    }
    return bounded(made, node, key, bounds);
  }

  /** What a class is made of; of a number not what only the format of its file has. */
  private static @Nullable Object written(Node.Scalar scalar, Class<?> type) {
    String text = scalar.text();
    if (!Number.class.isAssignableFrom(type)
        || !(scalar.value() instanceof Number)
        || text == null) {
      return text;
    }
    return scalar.value() instanceof Long whole ? whole : text.replace("_", "");
  }

  /** What is made of the text as it was written: not what has a kind of its own. */
  private static boolean readsText(Class<?> type) {
    return !type.isPrimitive()
        && !type.isEnum()
        && type != Boolean.class
        && type != Long.class
        && type != Integer.class
        && type != Short.class
        && type != Byte.class
        && type != Double.class
        && type != Float.class;
  }

  private @Nullable Object bounded(@Nullable Object made, Node node, String key, Bounds bounds) {
    if (made == null || bounds.allow(made)) {
      return made;
    }
    problems.add(
        Kind.RANGE,
        key,
        node.origin(),
        key
            + ": "
            + (isSecret(key) ? "***" : Messages.describe(node))
            + " is not allowed; give a value "
            + bounds);
    return null;
  }

  /** Whether the value of a key, or the list that it is an element of, must not be shown. */
  private static boolean isSecret(String key) {
    return Param.isSecret(key.replaceFirst("(\\[\\d+])+$", ""));
  }

  static boolean isNull(@Nullable Node node) {
    return node instanceof Node.Scalar scalar && scalar.value() == null;
  }
}
