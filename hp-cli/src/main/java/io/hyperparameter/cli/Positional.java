package io.hyperparameter.cli;

import io.hyperparameter.ParamScope;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An argument by position.
 *
 * @param label how help and messages name it
 * @param type its class, of one element where it takes the rest
 * @param rest whether it takes all that is left, as variable arguments do
 */
record Positional(String label, Class<?> type, boolean rest) {
  private static final Set<Class<?>> PLAIN =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class,
          boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Boolean.class,
          String.class,
          Object.class,
          CharSequence.class);

  /** By which a class is made of text, as the library looks for them. */
  private static final Set<String> FACTORIES =
      Set.of("valueOf", "parse", "of", "fromString", "create");

  static Positional of(Parameter parameter, boolean rest, Launchable launchable) {
    Class<?> type = parameter.getType();
    if (rest) {
      type = type.getComponentType();
    }
    if (!isMadeOfText(type)) {
      throw new IllegalArgumentException(
          launchable.element()
              + " takes a "
              + type.getName()
              + ", which cannot be given on a command line; launch a method that takes text, a"
              + " number, a Path or the like, and makes the rest itself");
    }
    // without -parameters the compiler keeps no names
    String label =
        parameter.isNamePresent()
            ? parameter.getName()
            : type.getSimpleName().toLowerCase(Locale.ROOT);
    return new Positional(label, type, rest);
  }

  private static boolean isMadeOfText(Class<?> type) {
    return PLAIN.contains(type)
        || type.isEnum()
        || Arrays.stream(type.getMethods())
            .anyMatch(
                each ->
                    FACTORIES.contains(each.getName())
                        && Modifier.isStatic(each.getModifiers())
                        && type.isAssignableFrom(each.getReturnType())
                        && takesText(each.getParameterTypes(), each.isVarArgs()))
        || Arrays.stream(type.getConstructors())
            .anyMatch(each -> takesText(each.getParameterTypes(), each.isVarArgs()));
  }

  private static boolean takesText(Class<?>[] types, boolean varArgs) {
    return types.length == (varArgs ? 2 : 1)
        && (types[0] == String.class || types[0] == CharSequence.class);
  }

  /**
   * What the method is given for these texts.
   *
   * @throws io.hyperparameter.ParamTypeException if a text is no such value
   */
  @Nullable Object value(List<String> texts) {
    if (!rest) {
      return value(texts.get(0));
    }
    Object array = Array.newInstance(type, texts.size());
    for (int i = 0; i < texts.size(); i++) {
      Array.set(array, i, value(texts.get(i)));
    }
    return array;
  }

  private @Nullable Object value(String text) {
    if (type.isAssignableFrom(String.class)) {
      return text;
    }
    // the rules for text in a scope are the rules here
    return ParamScope.empty().with("<" + label + ">", text).get("<" + label + ">", type);
  }
}
