package io.hyperparameter.processor;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.processing.ProcessingEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the environments that build tools put around the compiler's own, which is the only one
 * that the tree API accepts. Gradle and Kotlin hold it in a field of a class of theirs, IntelliJ
 * IDEA's builder in the handler of a {@link Proxy}; whatever a tool calls such a field, and however
 * many tools stand in a row, it is a field that leads there.
 */
final class Unwrapped {
  /** More wrappers than anyone has put around one another, and each is a few objects. */
  private static final int MAX_OBJECTS = 200;

  private Unwrapped() {}

  /**
   * What {@code use} makes of the environment or of one inside it, the outermost first.
   *
   * @param use gives null for an environment that it cannot use
   */
  static <T> @Nullable T first(
      ProcessingEnvironment env, Function<ProcessingEnvironment, @Nullable T> use) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>();
    left.add(env);
    seen.add(env);
    while (!left.isEmpty() && seen.size() < MAX_OBJECTS) {
      Object object = left.remove();
      T made = object instanceof ProcessingEnvironment inner ? use.apply(inner) : null;
      if (made != null) {
        return made;
      }
      InvocationHandler handler = Proxy.isProxyClass(object.getClass()) ? handler(object) : null;
      if (handler != null && seen.add(handler)) {
        left.addFirst(handler);
      } else {
        addFields(object, seen, left);
      }
    }
    return null;
  }

  private static @Nullable InvocationHandler handler(Object proxy) {
    try {
      return Proxy.getInvocationHandler(proxy);
    } catch (RuntimeException e) {
      return null; // its keeper forbids it
    }
  }

  /** Environments before all else that a wrapper holds: the shortest way leads through them. */
  private static void addFields(Object object, Set<Object> seen, Deque<Object> left) {
    for (Class<?> type = object.getClass();
        type != null && !isOfPlatform(type);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Object value = Modifier.isStatic(field.getModifiers()) ? null : valueOf(field, object);
        boolean isEnvironment = value instanceof ProcessingEnvironment;
        if (value != null
            && (isEnvironment
                || Proxy.isProxyClass(value.getClass())
                || !isOfPlatform(value.getClass()))
            && seen.add(value)) {
          if (isEnvironment) {
            left.addFirst(value);
          } else {
            left.addLast(value);
          }
        }
      }
    }
  }

  private static @Nullable Object valueOf(Field field, Object object) {
    if (field.getType().isPrimitive()) {
      return null;
    }
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // closed to us: then the way leads through another one, or nowhere
    }
  }

  /** The JDK's own objects, the compiler's among them, hold no wrappers and far too much else. */
  private static boolean isOfPlatform(Class<?> type) {
    String name = type.getName();
    return type.isArray()
        || type.isEnum()
        || name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || name.startsWith("com.sun.");
  }
}
