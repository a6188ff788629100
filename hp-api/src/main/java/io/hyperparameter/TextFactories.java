package io.hyperparameter;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a class is made of text, by the rule that {@code @Default} has: a public static factory
 * {@code valueOf}, {@code parse}, {@code of}, {@code fromString} or {@code create} that takes one
 * text, else such a constructor. Stateless and safe on any thread; found once per class.
 */
final class TextFactories {
  /** In the order in which they are looked for. */
  private static final List<String> NAMES =
      List.of("valueOf", "parse", "of", "fromString", "create");

  private static final ClassValue<Optional<Function<String, Object>>> FOUND =
      new ClassValue<>() {
        @Override
        protected Optional<Function<String, Object>> computeValue(Class<?> type) {
          return Optional.ofNullable(find(type));
        }
      };

  private TextFactories() {}

  /** What makes an instance of text, or null if the class has no such factory. */
  static @Nullable Function<String, Object> of(Class<?> type) {
    return FOUND.get(type).orElse(null);
  }

  private static @Nullable Function<String, Object> find(Class<?> type) {
    if (type.getTypeParameters().length > 0) {
      return null;
    }
    for (String name : NAMES) {
      for (Class<?> text : List.of(String.class, CharSequence.class)) {
        for (Method method : type.getMethods()) {
          if (method.getName().equals(name)
              && Modifier.isStatic(method.getModifiers())
              && method.getDeclaringClass() == type
              && method.getTypeParameters().length == 0
              && type.isAssignableFrom(method.getReturnType())
              && takes(text, method)) {
            return argument -> call(() -> method.invoke(null, arguments(method, argument)));
          }
        }
      }
    }
    if (!Modifier.isAbstract(type.getModifiers())) {
      for (Constructor<?> constructor : type.getConstructors()) {
        if (takes(String.class, constructor) || takes(CharSequence.class, constructor)) {
          return argument -> call(() -> constructor.newInstance(arguments(constructor, argument)));
        }
      }
    }
    return null;
  }

  private static boolean takes(Class<?> text, Executable factory) {
    Class<?>[] params = factory.getParameterTypes();
    boolean one = params.length == 1 && !factory.isVarArgs();
    boolean andMore = params.length == 2 && factory.isVarArgs();
    if (!(one || andMore)
        || params[0] != text
        || factory.isAnnotationPresent(Deprecated.class)
        || !factory.trySetAccessible()) { // a public one of a class that is not
      return false;
    }
    for (Class<?> thrown : factory.getExceptionTypes()) {
      if (!RuntimeException.class.isAssignableFrom(thrown)
          && !Error.class.isAssignableFrom(thrown)) {
        return false;
      }
    }
    return true;
  }

  private static Object[] arguments(Executable factory, String text) {
    Class<?>[] params = factory.getParameterTypes();
    return params.length == 1
        ? new Object[] {text}
        : new Object[] {text, java.lang.reflect.Array.newInstance(params[1].getComponentType(), 0)};
  }

  private interface Call {
    Object make() throws ReflectiveOperationException;
  }

  private static Object call(Call call) {
    try {
      return call.make();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("its class is not accessible: " + e.getMessage(), e);
    }
  }
}
