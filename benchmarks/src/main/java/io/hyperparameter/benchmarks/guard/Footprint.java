package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.ParamScope;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.ScopePass;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.vm.VM;

/**
 * The bytes of all objects reachable from one. Follows the fields of this library's own classes
 * only, so it does not wander off into the thread and its class loaders; JOL tells the size of each
 * object.
 */
final class Footprint {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  long bytes() {
    return bytes;
  }

  /** Does not count this object, nor what is reachable through it only. */
  void ignore(Object object) {
    seen.add(object);
  }

  /** Does not count what another context has too: the snapshot, and constants. */
  void ignoreShared(Object otherContext) {
    add(otherContext);
    bytes = 0;
  }

  void add(Object root) {
    Deque<Object> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Object object = open.remove();
      if (!skipped(object) && seen.add(object)) {
        bytes += VM.current().sizeOf(object);
        open.addAll(partsOf(object));
      }
    }
  }

  /** The context a view shows. */
  static Object contextOf(ParamScope view) {
    try {
      Field pass = ParamScope.class.getSuperclass().getDeclaredField("pass");
      pass.setAccessible(true);
      return Objects.requireNonNull(((ScopePass) pass.get(view)).context());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean skipped(Object object) {
    return object instanceof Thread || object instanceof Class || object instanceof ContextRules;
  }

  private static Deque<Object> partsOf(Object object) {
    Deque<Object> parts = new ArrayDeque<>();
    Class<?> type = object.getClass();
    if (type.isArray() && !type.getComponentType().isPrimitive()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        addIfThere(parts, Array.get(object, i));
      }
    }
    for (Class<?> c = type; c != null && c.getName().startsWith("io.hyperparameter."); ) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          try {
            field.setAccessible(true);
            addIfThere(parts, field.get(object));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      c = c.getSuperclass();
    }
    return parts;
  }

  private static void addIfThere(Deque<Object> parts, @Nullable Object part) {
    if (part != null) {
      parts.add(part);
    }
  }
}
