package io.hyperparameter.examples.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the programs, taken apart.
 *
 * @param definitions what {@code -D} gave, in order
 * @param backend what {@code --backend} gave, or null
 */
record CommandLine(List<String> definitions, @Nullable String backend, boolean help) {
  private static final List<String> BACKENDS = List.of("native", "java", "auto");

  /**
   * Reads {@code -D key=value}, {@code -Dkey=value}, {@code --define}, {@code --backend} and {@code
   * --help}; the long ones also as {@code --option=value}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static CommandLine parse(String... args) {
    List<String> definitions = new ArrayList<>();
    String backend = null;
    boolean help = false;
    for (int i = 0; i < args.length; i++) {
      Option option = Option.of(args[i]);
      switch (option.name) {
        case "-h", "--help" -> help = true;
        case "-D", "--define" ->
            definitions.add(option.value != null ? option.value : next(args, ++i, "key=value"));
        case "--backend" ->
            backend = backend(option.value != null ? option.value : next(args, ++i, "a name"));
        default ->
            throw new IllegalArgumentException(
                "unknown option \"" + args[i] + "\"; --help lists the options");
      }
    }
    return new CommandLine(List.copyOf(definitions), backend, help);
  }

  /** One argument: an option's name, and its value if that is glued to it. */
  private record Option(String name, @Nullable String value) {
    static Option of(String arg) {
      if (arg.startsWith("-D") && arg.length() > 2) {
        return new Option("-D", arg.substring(2));
      }
      int split = arg.startsWith("--") ? arg.indexOf('=') : -1;
      return split < 0
          ? new Option(arg, null)
          : new Option(arg.substring(0, split), arg.substring(split + 1));
    }
  }

  private static String next(String[] args, int i, String what) {
    if (i == args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs " + what + " after it");
    }
    return args[i];
  }

  private static String backend(String name) {
    if (!BACKENDS.contains(name)) {
      throw new IllegalArgumentException(
          "unknown backend \"" + name + "\"; choose one of " + String.join(", ", BACKENDS));
    }
    return name;
  }
}
