package io.hyperparameter.cli;

import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AutoParam} method or constructor that can be launched.
 *
 * @param name the name of its command
 * @param executable what its author wrote
 * @param generated the method the processor wrote for it, which reads the parameters
 */
record Launchable(String name, Executable executable, Method generated) {
  /**
   * Those of a class, sorted by name: its public static methods, else its public constructors.
   * Names with a leading underscore are private helpers.
   */
  static List<Launchable> of(Class<?> type) {
    Class<?> generated = generatedFor(type);
    if (generated == null) {
      return List.of();
    }
    List<Executable> all = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        all.add(method);
      }
    }
    all.addAll(List.of(type.getDeclaredConstructors()));
    List<Launchable> found = new ArrayList<>();
    for (Executable executable : all) {
      Method method = counterpart(generated, executable);
      if (method != null
          && Modifier.isPublic(executable.getModifiers())
          && !executable.getName().startsWith("_")) {
        String name =
            executable instanceof Constructor ? type.getSimpleName() : executable.getName();
        found.add(new Launchable(name, executable, method));
      }
    }
    found.removeIf(each -> isShadowed(each, found));
    found.sort(Comparator.comparing(Launchable::name).thenComparing(each -> each.element()));
    return found;
  }

  /** An overload without defaults beside the annotated one, whose generated method has its form. */
  private static boolean isShadowed(Launchable each, List<Launchable> all) {
    return all.stream()
        .anyMatch(
            other ->
                !other.equals(each)
                    && other.generated.equals(each.generated)
                    && other.hasDefaults()
                    && !each.hasDefaults());
  }

  private boolean hasDefaults() {
    return Arrays.stream(executable.getParameters())
        .anyMatch(each -> each.isAnnotationPresent(Default.class));
  }

  /** The class the processor writes beside this one; null if it wrote none. */
  private static @Nullable Class<?> generatedFor(Class<?> type) {
    String simple = type.getName().substring(type.getPackageName().length());
    String name = simple.replaceFirst("^\\.", "").replace('$', '_') + "AutoParam";
    String full = type.getPackageName().isEmpty() ? name : type.getPackageName() + "." + name;
    try {
      return Class.forName(full, false, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The generated method takes what has no default. */
  private static @Nullable Method counterpart(Class<?> generated, Executable executable) {
    Class<?>[] required =
        required(executable).stream().map(Parameter::getType).toArray(Class<?>[]::new);
    String name = executable instanceof Constructor ? "create" : executable.getName();
    try {
      return generated.getDeclaredMethod(name, required);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static List<Parameter> required(Executable executable) {
    return Arrays.stream(executable.getParameters())
        .filter(each -> !each.isAnnotationPresent(Default.class))
        .toList();
  }

  /** What the user gives by position. */
  List<Positional> positionals() {
    List<Positional> positionals = new ArrayList<>();
    List<Parameter> required = required(executable);
    for (int i = 0; i < required.size(); i++) {
      boolean rest = executable.isVarArgs() && i == required.size() - 1;
      positionals.add(Positional.of(required.get(i), rest, this));
    }
    return positionals;
  }

  /** The element as the index names it. */
  String element() {
    String owner = executable.getDeclaringClass().getCanonicalName();
    String name = executable instanceof Constructor ? "<init>" : executable.getName();
    return owner
        + "#"
        + name
        + Arrays.stream(executable.getParameterTypes())
            .map(Class::getCanonicalName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  /** Its parameters in the index, in the order the author wrote them as far as names are kept. */
  List<ParamEntry> hypers(ParamIndex index) {
    String owner = executable.getDeclaringClass().getCanonicalName();
    boolean ofRecord =
        executable instanceof Constructor && executable.getDeclaringClass().isRecord();
    List<String> order = Arrays.stream(executable.getParameters()).map(Parameter::getName).toList();
    List<ParamEntry> found =
        index.entries().stream()
            .filter(
                entry ->
                    entry.element().equals(element())
                        || (ofRecord
                            && entry.element().equals(owner)
                            && !isPositional(Texts.name(entry.key()))))
            .sorted(Comparator.comparingInt(entry -> order.indexOf(Texts.name(entry.key()))))
            .toList();
    if (found.isEmpty() && hasDefaults()) {
      throw new IllegalStateException(
          element()
              + " is not in the index of parameters; compile it with hp-processor, and keep "
              + ParamIndex.RESOURCE
              + " when jars are merged");
    }
    return found;
  }

  /** Whether it is a component without a default, which the index has for who binds the record. */
  private boolean isPositional(String name) {
    RecordComponent[] components = executable.getDeclaringClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(name)) {
        return !components[i].isAnnotationPresent(Default.class)
            && i < executable.getParameterCount()
            && !executable.getParameters()[i].isAnnotationPresent(Default.class);
      }
    }
    return false;
  }

  /** Calls it; what it throws passes through. */
  @Nullable Object call(List<@Nullable Object> arguments) throws Exception {
    if (!generated.trySetAccessible()) {
      throw new IllegalStateException(
          generated.getDeclaringClass().getName()
              + " cannot be called from here; let its module open the package "
              + generated.getDeclaringClass().getPackageName()
              + " to io.hyperparameter.cli");
    }
    try {
      return generated.invoke(null, arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw e;
    }
  }
}
