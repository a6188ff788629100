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

  /** Throws if the program is in a jar that is not there: no trial could start. */
  static void requireJar(List<String> command) {
    int option = isJava(command.get(0)) ? command.indexOf("-jar") : -1;
    if (option < 0 || option + 1 == command.size()) {
      return;
    }
    for (int i = 1; i < option; i++) {
      boolean isValue = PATH_OPTIONS.contains(command.get(i - 1));
      if (!command.get(i).startsWith("-") && !isValue) {
        return; // a main class, or the value of an option that is not known: java may not see it
      }
    }
    String jar = command.get(option + 1);
    try {
      if (Files.exists(Path.of(jar))) {
        return;
      }
    } catch (InvalidPathException e) { // nor is that a file
    }
    throw new ToolException("-jar " + jar + ": no such file; name the jar of the program");
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
