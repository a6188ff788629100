package io.hyperparameter.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The jars and directories a command looks at. */
final class JarsArgument {
  /** Where builds put classes. */
  private static final List<String> BUILDS =
      List.of("target/classes", "build/classes/java/main", "build/classes/kotlin/main");

  @Parameters(
      arity = "0..*",
      paramLabel = "JAR|DIR",
      description =
          "Jars, or directories of classes or jars; else what is built in the "
              + "current directory.")
  private List<Path> paths = new ArrayList<>();

  List<Path> paths() {
    return orBuilt(paths);
  }

  /** What is named, else what is built here. */
  static List<Path> orBuilt(List<Path> paths) {
    if (!paths.isEmpty()) {
      return paths;
    }
    List<Path> built = built();
    if (built.isEmpty()) {
      throw new ToolException(
          "nothing is built here (no "
              + String.join(", ", BUILDS)
              + "); name a jar or a directory of classes");
    }
    return built;
  }

  /** What is named, else what is built here, and no paths where that is nothing. */
  static List<Path> orAnyBuilt(List<Path> paths) {
    return paths.isEmpty() ? built() : paths;
  }

  private static List<Path> built() {
    return BUILDS.stream().map(Path::of).filter(Files::isDirectory).toList();
  }
}
