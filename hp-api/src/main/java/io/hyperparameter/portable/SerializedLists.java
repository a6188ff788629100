package io.hyperparameter.portable;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists as Java's serialization is to write them. The JDK has some twenty classes of lists that
 * nobody can name; a filter that takes them all would have to list them. Here those become one of
 * two: {@code ArrayList} for {@code Arrays.asList}, which can be written to, and what {@code
 * List.of} makes for all others. Stateless.
 */
public final class SerializedLists {
  private SerializedLists() {}

  /**
   * {@return the value, or one that is equal to it in which lists are of two classes; lists that
   * are serialized by a class with a public name stay what they are, as do values that contain
   * themselves}
   *
   * @param value what is to be written
   */
  public static @Nullable Object of(@Nullable Object value) {
    if (!(value instanceof List<?>)) {
      return value;
    }
    Object plain = plain(value, Collections.newSetFromMap(new IdentityHashMap<>()));
    return plain == null ? value : plain;
  }

  /**
   * The plain form of a value; null if it contains itself.
   *
   * @param around the lists that it is in
   */
  private static @Nullable Object plain(Object value, Set<Object> around) {
    if (!(value instanceof List<?> list) || !isOfTheJdk(list)) {
      return value;
    }
    if (!around.add(list)) {
      return null;
    }
    boolean same = true;
    List<@Nullable Object> elements = new ArrayList<>(list.size());
    for (Object element : list) {
      Object plain = element == null ? null : plain(element, around);
      if (plain == null && element != null) {
        return null;
      }
      same &= plain == element;
      elements.add(plain);
    }
    around.remove(list);
    if (list.getClass() == ArrayList.class) {
      return same ? list : elements;
    }
    return isWritable(list) ? elements : elements.stream().toList(); // which takes nulls
  }

  /** Whether it is a list that another may stand for: nobody can ask for its class. */
  private static boolean isOfTheJdk(List<?> list) {
    Class<?> type = list.getClass();
    return list instanceof Serializable
        && (type == ArrayList.class
            || (type.getName().startsWith("java.util.")
                && !Modifier.isPublic(type.getModifiers())
                && !type.getName().contains("$Synchronized")
                && !type.getName().contains("$Checked")));
  }

  private static boolean isWritable(List<?> list) {
    return list.getClass().getName().equals("java.util.Arrays$ArrayList");
  }
}
