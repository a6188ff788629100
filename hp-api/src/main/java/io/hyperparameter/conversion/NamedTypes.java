package io.hyperparameter.conversion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types a program can name a value by of which only the class is known. Usually that is the
 * class itself. Nobody can name an anonymous class, or one that the JDK hides behind an interface
 * ({@code UnixPath}, {@code ListN}): such a value goes by what the class extends and implements,
 * and as it is unknown by which of these, another value can take its place if it is of all of them.
 */
public final class NamedTypes {
  /** They say nothing of what a value is. */
  private static final Set<Class<?>> MARKERS =
      Set.of(
          Object.class,
          Record.class,
          Number.class,
          Comparable.class,
          Cloneable.class,
          Serializable.class,
          java.util.RandomAccess.class,
          java.lang.constant.Constable.class,
          java.lang.constant.ConstantDesc.class);

  private NamedTypes() {}

  /** At least one type; the first is the one to tell people. */
  public static List<Class<?>> of(Class<?> type) {
    List<Class<?>> interfaces = new ArrayList<>();
    Class<?> named = type;
    while (named != null && isHidden(named)) {
      add(interfaces, named.getInterfaces());
      named = named.getSuperclass();
    }
    List<Class<?>> found = new ArrayList<>(interfaces);
    if (named != null && !MARKERS.contains(named)) {
      // an abstract base says less to people than the interface it helps to implement
      found.add(interfaces.isEmpty() ? 0 : found.size(), named);
    }
    return found.isEmpty() ? List.of(type) : List.copyOf(found);
  }

  private static void add(List<Class<?>> into, Class<?>[] faces) {
    for (Class<?> face : faces) {
      if (!MARKERS.contains(face) && !into.contains(face)) {
        into.add(face);
      }
    }
  }

  private static boolean isHidden(Class<?> type) {
    return type.isAnonymousClass() || type.isHidden() || type.isSynthetic() || isInternal(type);
  }

  /** A class of the JDK that is not public, or in a package that is not exported. */
  private static boolean isInternal(Class<?> type) {
    @Nullable ClassLoader loader = type.getClassLoader();
    boolean jdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    return jdk
        && (!java.lang.reflect.Modifier.isPublic(type.getModifiers())
            || !type.getModule().isExported(type.getPackageName()));
  }
}
