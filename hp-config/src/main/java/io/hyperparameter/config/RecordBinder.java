package io.hyperparameter.config;

import io.hyperparameter.annotation.Default;
import io.hyperparameter.config.ConfigError.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes records: each component from the member of its name, its default, or nothing. */
final class RecordBinder {
  private final Binder binder;
  private final Problems problems;

  RecordBinder(Binder binder) {
    this.binder = binder;
    this.problems = binder.problems;
  }

  Binder binder() {
    return binder;
  }

  /**
   * A record of a map.
   *
   * @param known names that are no component and no error, such as a tag
   * @param elsewhere the names that other types behind the same tag have, and the tag of each
   * @return null if anything is wrong
   */
  @Nullable Object read(
      Node node, Class<?> type, String key, Set<String> known, Map<String, String> elsewhere) {
    if (!(node instanceof MapNode map)) {
      problems.add(
          Kind.CONVERSION,
          key.isEmpty() ? null : key,
          node.origin(),
          key
              + ": "
              + Messages.describe(node)
              + " cannot be read as "
              + type.getSimpleName()
              + "; give a map of its fields");
      return null;
    }
    int before = problems.count();
    for (String name : known) {
      Node tag = map.get(name);
      if (tag != null) {
        binder.take(tag, String.class, Messages.join(key, name));
      }
    }
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < components.length; i++) {
      names.add(components[i].getName());
      types[i] = components[i].getType();
      values[i] = component(map, components[i], Messages.join(key, components[i].getName()));
    }
    if (!binder.isLenient()) {
      unknown(map, key, names, known, elsewhere);
    }
    return problems.count() > before ? null : construct(type, types, values, node, key);
  }

  private @Nullable Object component(MapNode map, RecordComponent component, String key) {
    Type type = component.getGenericType();
    Bounds bounds = Bounds.of(component);
    Node node = map.get(component.getName());
    if (node != null) {
      binder.take(node, type, key);
    }
    Default def = component.getAnnotation(Default.class);
    boolean optional = component.getType() == Optional.class;
    if (node != null && !(Binder.isNull(node) && (def != null || isNullable(component)))) {
      return binder.value(node, type, key, bounds);
    }
    if (def != null && !def.value().equals(Default.NONE)) {
      Node written = Node.Scalar.ofText(def.value(), ConfigOrigin.of("its @Default"));
      return binder.value(written, type, key, bounds);
    }
    if (optional) {
      return Optional.empty();
    }
    if ((def != null && !component.getType().isPrimitive()) || isNullable(component)) {
      return null;
    }
    problems.add(
        Kind.MISSING_FIELD,
        key,
        map.origin().line() == 0 ? null : map.origin(),
        key
            + ": missing required field of type "
            + component.getType().getSimpleName()
            + Messages.didYouMean(
                component.getName(),
                map.names(),
                "Set it, or give the component a @Default or the type Optional"));
    return null;
  }

  private static boolean isNullable(RecordComponent component) {
    for (var annotation : component.getAnnotatedType().getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return !component.getType().isPrimitive();
      }
    }
    return false;
  }

  private void unknown(
      MapNode map,
      String key,
      Set<String> names,
      Set<String> known,
      Map<String, String> elsewhere) {
    for (Map.Entry<String, MapNode.Member> member : map.entries()) {
      String name = member.getKey();
      if (names.contains(name) || known.contains(name)) {
        continue;
      }
      List<String> free = new ArrayList<>(names);
      free.removeAll(map.names());
      String full = Messages.join(key, name);
      String owner = elsewhere.get(name);
      if (owner != null) {
        problems.add(
            Kind.UNKNOWN_FIELD,
            full,
            member.getValue().at(),
            full
                + ": belongs to the type "
                + owner
                + ", which is not chosen any more; remove it, or delete it with ~"
                + full);
      } else if (!name.isEmpty() && Names.meant(name).equals(name)) {
        noSuchField(full, member.getValue().at(), near(name, free, names));
      } else {
        slips(member, key, free, names);
      }
    }
  }

  private void noSuchField(String key, ConfigOrigin at, String hint) {
    problems.add(
        Kind.UNKNOWN_FIELD, key, at, Messages.key(key) + ": there is no such field" + hint);
  }

  private static String near(String name, List<String> free, Set<String> names) {
    return Messages.didYouMean(name, free, "The fields are " + String.join(", ", names));
  }

  /** Tells of each key with a slip in its name as it was written, as nobody sees a blank there. */
  private void slips(
      Map.Entry<String, MapNode.Member> member, String key, List<String> free, Set<String> names) {
    Map<String, ConfigOrigin> written = new LinkedHashMap<>();
    ConfigOrigin here = member.getValue().at();
    if (member.getValue().node() instanceof MapNode below) {
      Plain.leaves(
          below,
          (rest, unused) -> {
            MapNode.Member leaf = below.find(rest); // a definition has the whole key
            ConfigOrigin at = leaf == null ? here : leaf.at();
            written.put(member.getKey() + "." + rest, at.isOfDefinition() ? at : here);
          });
    }
    if (written.isEmpty()) {
      written.put(member.getKey(), here);
    }
    written.forEach(
        (name, at) -> {
          String meant = Names.meant(name);
          String field = meant.replaceFirst("(?s)\\..*", "");
          String full = key.isEmpty() ? name : key + "." + name; // though the name may be empty
          noSuchField(
              full,
              at,
              names.contains(field)
                  ? Messages.didYouMean(List.of(Messages.join(key, meant)))
                  : near(field, free, names));
        });
  }

  private @Nullable Object construct(
      Class<?> type, Class<?>[] types, @Nullable Object[] values, Node node, String key) {
    String named = key.isEmpty() ? type.getSimpleName() : key;
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      problems.add(
          Kind.RANGE,
          key.isEmpty() ? null : key,
          node.origin().line() == 0 ? null : node.origin(),
          named + ": " + type.getSimpleName() + " refuses its values: " + cause.getMessage(),
          cause);
    } catch (ReflectiveOperationException | RuntimeException e) {
      problems.add(
          Kind.CONVERSION,
          key.isEmpty() ? null : key,
          null,
          named
              + ": "
              + type.getName()
              + " is not accessible; open its package to io.hyperparameter.config in"
              + " module-info.java",
          e);
    }
    return null;
  }
}
