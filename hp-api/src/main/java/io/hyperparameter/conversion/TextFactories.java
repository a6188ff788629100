package io.hyperparameter.conversion;

import io.hyperparameter.annotation.Default;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a class is made of text, where the program names the class: by its public static {@code
 * valueOf}, {@code parse}, {@code of}, {@code fromString} or {@code create} of one text, or by its
 * public constructor of one. These are the rules by which {@code hp-processor} reads a {@link
 * Default}. Safe on any thread.
 */
final class TextFactories {
  /** In the order in which they are looked for. */
  private static final List<String> NAMES =
      List.of("valueOf", "parse", "of", "fromString", "create");

  /** Holds JDK types only, so that it keeps no class loader alive. */
  private static final ClassValue<Optional<Executable>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Optional<Executable> computeValue(Class<?> type) {
          return Optional.ofNullable(search(type));
        }
      };

  private TextFactories() {}

  /** Whether text can be made a value of this class. */
  static boolean has(Class<?> type) {
    return KNOWN.get(type).isPresent();
  }

  /** What the class makes of a text; throws what its factory throws. */
  static @Nullable Object make(Class<?> type, String text) {
    Executable factory = KNOWN.get(type).orElseThrow();
    Class<?> rest = factory.isVarArgs() ? factory.getParameterTypes()[1].getComponentType() : null;
    Object[] arguments =
        rest == null ? new Object[] {text} : new Object[] {text, Array.newInstance(rest, 0)};
    try {
      return factory instanceof Method method
          ? method.invoke(null, arguments)
          : ((Constructor<?>) factory).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type.getName()
              + " cannot be made from here: "
              + e.getMessage()
              + "; open or export its package, or read it through Param.of with a parser",
          e);
    }
  }

  private static @Nullable Executable search(Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers()) || type.getTypeParameters().length > 0) {
      return null;
    }
    for (String name : NAMES) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && Modifier.isStatic(method.getModifiers())
            && method.getTypeParameters().length == 0
            && type.isAssignableFrom(method.getReturnType())
            && takesText(method)) {
          return method;
        }
      }
    }
    if (!Modifier.isAbstract(type.getModifiers())) {
      for (Constructor<?> made : type.getDeclaredConstructors()) {
        if (takesText(made)) {
          return made;
        }
      }
    }
    return null;
  }

  private static boolean takesText(Executable factory) {
    Class<?>[] params = factory.getParameterTypes();
    boolean one = params.length == 1 && !factory.isVarArgs();
    boolean oneAndRest = params.length == 2 && factory.isVarArgs();
    return Modifier.isPublic(factory.getModifiers())
        && (one || oneAndRest)
        && (params[0] == String.class || params[0] == CharSequence.class)
        && !factory.isAnnotationPresent(Deprecated.class)
        && List.of(factory.getExceptionTypes()).stream().allMatch(TextFactories::isUnchecked);
  }

  private static boolean isUnchecked(Class<?> thrown) {
    return RuntimeException.class.isAssignableFrom(thrown) || Error.class.isAssignableFrom(thrown);
  }
}
