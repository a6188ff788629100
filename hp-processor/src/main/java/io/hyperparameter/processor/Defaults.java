package io.hyperparameter.processor;

import io.hyperparameter.ParamTypeException;
import io.hyperparameter.generated.ParamBinding;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the text of a default at compile time, by the rules for text in a scope at run time. */
final class Defaults {
  /** Says what is wrong with a text. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(@Nullable String message) {
      super(message, null, false, false);
    }
  }

  private Defaults() {}

  /** The texts of the values a default consists of: one, those of a list, or none. */
  static List<String> parts(ValueType type, @Nullable String text) {
    if (text == null) {
      return List.of();
    }
    return switch (type.form()) {
      case ONE -> List.of(text);
      case OPTIONAL -> text.isEmpty() ? List.of() : List.of(text);
      case LIST ->
          text.isBlank() ? List.of() : Stream.of(text.split(",", -1)).map(String::strip).toList();
    };
  }

  /** Throws if one of the values of a default does not parse. */
  static void check(String key, ValueType type, String text) throws Wrong {
    for (String part : parts(type, text)) {
      value(key, type, part);
    }
  }

  /**
   * One value: a box, a String, the name of an enum constant, or for other types the text itself,
   * tried out as far as the class is one of the JDK's.
   */
  static Object value(String key, ValueType type, String text) throws Wrong {
    switch (type.scalar()) {
      case ENUM -> {
        return constant(key, type, text);
      }
      case PARSED -> {
        tryOut(key, type, text);
        return text;
      }
      case OBJECT ->
          throw new Wrong(
              key + ": a default of type Object is null; write @Default without a text");
      default -> {
        try {
          return ParamBinding.convert(key, text, Objects.requireNonNull(type.scalar().type));
        } catch (ParamTypeException e) {
          throw new Wrong(e.getMessage());
        }
      }
    }
  }

  private static String constant(String key, ValueType type, String text) throws Wrong {
    List<String> names = ValueTypes.constants(type.element());
    if (names.contains(text)) {
      return text;
    }
    List<String> alike = names.stream().filter(name -> lower(name).equals(lower(text))).toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    throw new Wrong(
        key
            + ": \""
            + text
            + "\" is no constant of "
            + type.element().getSimpleName()
            + "; give one of "
            + String.join(", ", names));
  }

  /** ASCII only, as at run time: full folding takes the Kelvin sign for a k. */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** Only the JDK's own classes run inside the compiler. */
  private static void tryOut(String key, ValueType type, String text) throws Wrong {
    String name = type.element().getQualifiedName().toString();
    if (!type.isShareable()) {
      return;
    }
    String factory = Objects.requireNonNull(type.factory()).method();
    try {
      Class<?> loaded = Class.forName(name, true, ClassLoader.getPlatformClassLoader());
      if (factory == null) {
        loaded.getConstructor(String.class).newInstance(text);
      } else {
        invoke(loaded, factory, text);
      }
    } catch (InvocationTargetException e) {
      requireAtRunTime(key, name, text); // which has examples
      throw new Wrong(
          key
              + ": \""
              + text
              + "\" cannot be read as a "
              + type.element().getSimpleName()
              + (factory == null ? "; its constructor says: " : "; its factory says: ")
              + Objects.requireNonNull(e.getCause()).getMessage());
    } catch (ReflectiveOperationException e) {
      return; // this JDK's class is another one than the code is compiled for: nothing to try
    }
  }

  /** Says what a read of the text would say, if it can be asked here. */
  private static void requireAtRunTime(String key, String type, String text) throws Wrong {
    try {
      ParamBinding.convert(
          key, text, Class.forName(type, true, ClassLoader.getPlatformClassLoader()));
    } catch (ParamTypeException e) {
      throw new Wrong(e.getMessage());
    } catch (ClassNotFoundException e) {
      return; // another JDK's class
    }
  }

  private static void invoke(Class<?> type, String factory, String text)
      throws ReflectiveOperationException {
    for (Method method : type.getMethods()) {
      Class<?>[] params = ((Executable) method).getParameterTypes();
      if (method.getName().equals(factory)
          && params.length > 0
          && params[0].isAssignableFrom(String.class)
          && params[0] != Object.class) {
        method.invoke(
            null, params.length == 1 ? new Object[] {text} : new Object[] {text, new String[0]});
        return;
      }
    }
  }
}
