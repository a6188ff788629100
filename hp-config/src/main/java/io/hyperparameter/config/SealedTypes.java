package io.hyperparameter.config;

import io.hyperparameter.config.ConfigError.Kind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of a sealed interface that the tag {@code type} names: its simple name, in any
 * case, dashes and underscores ignored.
 */
final class SealedTypes {
  private static final String TAG = "type";

  private SealedTypes() {}

  static @Nullable Object read(RecordBinder records, Node node, Class<?> sealed, String key) {
    List<Class<?>> choices = new ArrayList<>();
    collect(sealed, choices);
    Problems problems = records.binder().problems;
    String names = choices.stream().map(SealedTypes::tag).collect(Collectors.joining(", "));
    Node tag = node instanceof MapNode map ? map.get(TAG) : node;
    if (!(tag instanceof Node.Scalar scalar) || scalar.text() == null) {
      problems.add(
          tag == null ? Kind.MISSING_FIELD : Kind.CONVERSION,
          Messages.join(key, TAG),
          node.origin().line() == 0 ? null : node.origin(),
          Messages.join(key, TAG) + ": must tell which; give one of " + names);
      return null;
    }
    String wanted = plain(scalar.text());
    List<Class<?>> found =
        choices.stream().filter(c -> plain(c.getSimpleName()).equals(wanted)).toList();
    if (found.size() != 1) {
      problems.add(
          Kind.CONVERSION,
          Messages.join(key, TAG),
          tag.origin(),
          Messages.join(key, TAG)
              + ": "
              + Messages.quote(scalar.text())
              + " is none of "
              + names
              + Messages.didYouMean(
                  scalar.text(), choices.stream().map(SealedTypes::tag).toList()));
      return null;
    }
    Class<?> chosen = found.get(0);
    Map<String, String> elsewhere = new HashMap<>();
    for (Class<?> other : choices) {
      for (RecordComponent component : other.getRecordComponents()) {
        elsewhere.putIfAbsent(component.getName(), tag(other));
      }
    }
    Node fields = node instanceof MapNode ? node : new MapNode(node.origin());
    return records.read(fields, chosen, key, Set.of(TAG), elsewhere);
  }

  private static void collect(Class<?> sealed, List<Class<?>> into) {
    for (Class<?> permitted :
        Objects.requireNonNullElse(sealed.getPermittedSubclasses(), new Class<?>[0])) {
      if (permitted.isRecord()) {
        into.add(permitted);
      } else if (permitted.isSealed()) {
        collect(permitted, into);
      }
    }
  }

  /** As one writes it: {@code CosineDecay} is {@code cosine-decay}. */
  private static String tag(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
