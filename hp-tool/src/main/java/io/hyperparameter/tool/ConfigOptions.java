package io.hyperparameter.tool;

import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A configuration as a program of the user would be given it. */
final class ConfigOptions {
  @Option(
      names = {"-C", "--config"},
      arity = "1",
      paramLabel = "FILE",
      description = "A TOML, YAML, JSON or properties file; may be repeated, later ones win.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-D", "--define"},
      arity = "1",
      paramLabel = "KEY=VALUE",
      description = "A value; also ~KEY, KEY[0]=VALUE. May be repeated.")
  private List<String> definitions = new ArrayList<>();

  @Option(
      names = "--profile",
      split = ",",
      paramLabel = "NAME",
      description = "Lay FILE-NAME over each FILE.")
  private List<String> profiles = new ArrayList<>();

  /** Everything. */
  Config load() {
    return load(files.size(), true, definitions.size());
  }

  /** One more source each time, the first one nothing at all; for what lies below what. */
  List<Config> steps() {
    List<Config> steps = new ArrayList<>();
    for (int i = 0; i <= files.size(); i++) {
      steps.add(load(i, false, 0));
    }
    for (int i = 0; i <= definitions.size(); i++) {
      steps.add(load(files.size(), true, i));
    }
    return steps;
  }

  private Config load(int countFiles, boolean withProfiles, int countDefinitions) {
    ConfigLoader loader = Config.loader();
    files.subList(0, countFiles).forEach(loader::file);
    if (withProfiles) {
      loader.profile(profiles.toArray(String[]::new));
    }
    for (int i = 0; i < countDefinitions; i++) {
      loader.override(definitions.get(i), "-D argument " + (i + 1));
    }
    return loader.load();
  }
}
