package io.hyperparameter.tool;

import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamIndex;
import io.hyperparameter.catalog.Catalogue;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares a grid with what the program declares, before the first trial starts. */
final class GridCheck {
  private static final Set<String> PATH_OPTIONS =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "-jar");

  private GridCheck() {}

  /** The jars and directories that a command line of {@code java} names; none of another one. */
  static List<Path> jars(List<String> command) {
    String program = new File(command.get(0)).getName().toLowerCase(Locale.ROOT);
    if (!program.matches("javaw?(\\.exe)?")) {
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

  /**
   * As {@code hp check} does: keys nobody declares, values of the wrong type or out of bounds. Of
   * values with references keys alone.
   *
   * @throws ToolException if there is any
   */
  static ParamIndex check(
      List<GridArgument> grid, List<Path> jars, boolean strict, Console console) {
    Parameters known = Scan.of(jars);
    console.notes(known);
    List<ParamEntry> entries = new ArrayList<>(known.index().entries());
    Catalogue.all().forEach(catalogue -> entries.addAll(catalogue.index().entries()));
    ParamIndex index = ParamIndex.of(entries);
    if (known.all().isEmpty()) {
      console.tell(
          "note: keys are not checked, as "
              + (jars.isEmpty() ? "no jar of the program is known" : "its jars declare none")
              + "; name one by --against");
    }
    Set<String> wrong = new LinkedHashSet<>();
    for (GridArgument argument : grid) {
      for (String value : argument.values()) {
        // what a reference becomes, only the program knows: what it refers to may be in its files
        boolean refers = value.contains("${");
        String checked = argument.key() + "=" + (refers ? "" : value);
        Config config = Config.loader().override(checked, argument.origin()).load();
        ParamCheck check =
            refers
                ? ParamCheck.ofKeys(config, index, strict)
                : ParamCheck.of(config, index, strict);
        check.errors().forEach(problem -> wrong.add(problem.toString()));
        if (value.equals(argument.values().get(0))) {
          check.warnings().forEach(problem -> console.tell("warning: " + problem));
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new ToolException(String.join("\nhp: ", wrong));
    }
    return index;
  }
}
