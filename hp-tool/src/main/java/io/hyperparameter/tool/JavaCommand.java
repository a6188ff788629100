package io.hyperparameter.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the command line of a JVM tells. Stateless. */
final class JavaCommand {
  private static final Set<String> PATH_OPTIONS =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "-jar");

  private JavaCommand() {}

  /** Whether a program is the launcher of a JVM, by its name. */
  static boolean isJava(String program) {
    return new File(program).getName().toLowerCase(Locale.ROOT).matches("javaw?(\\.exe)?");
  }

  /** The jars and directories that a command line of {@code java} names; none of another one. */
  static List<Path> jars(List<String> command) {
    if (!isJava(command.get(0))) {
      return List.of();
    }
    Set<Path> found = new LinkedHashSet<>();
    for (int i = 1; i < command.size(); i++) {
      String arg = command.get(i);
      int split = arg.startsWith("--") ? arg.indexOf('=') : -1;
      String option = split < 0 ? arg : arg.substring(0, split);
      if (PATH_OPTIONS.contains(option)) {
        String paths =
            split >= 0 ? arg.substring(split + 1) : i + 1 < command.size() ? command.get(++i) : "";
        if (option.equals("-jar")) {
          add(found, paths);
          break; // what follows is the program's
        }
        for (String path : paths.split(Pattern.quote(File.pathSeparator), -1)) {
          add(found, path.endsWith("*") ? path.substring(0, path.length() - 1) : path);
        }
      } else if (!arg.startsWith("-")) {
        break; // the main class
      }
    }
    return List.copyOf(found);
  }

  private static void add(Set<Path> found, String path) {
    try {
      if (!path.isEmpty() && Files.exists(Path.of(path))) {
        found.add(Path.of(path));
      }
    } catch (InvalidPathException e) { // java will say so
    }
  }
}
