package io.hyperparameter.workflows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The arguments of Maven. */
record MavenCommand(
    Set<String> modules,
    boolean alsoMake,
    Set<String> profiles,
    Map<String, String> properties,
    List<String> goals,
    List<String> unknown) {
  private static final Set<String> SWITCHES =
      Set.of("-B", "-ntp", "-q", "-N", "-o", "-am", "-e", "-X", "-U", "-V");
  private static final Set<String> PHASES =
      Set.of("clean", "validate", "compile", "test", "package", "verify", "install", "deploy");

  /** Those of plugins that our poms do not name. */
  private static final Set<String> PROPERTIES =
      Set.of(
          "test",
          "surefire.failIfNoSpecifiedTests",
          "skipTests",
          "expression",
          "forceStdout",
          "spotless.check.skip",
          "maven.repo.local");

  static MavenCommand of(List<String> arguments) {
    MavenCommand command =
        new MavenCommand(
            new TreeSet<>(),
            arguments.contains("-am"),
            new TreeSet<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String following = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      if (argument.equals("-pl")) {
        command.modules.addAll(List.of(following.split(",", -1)));
        i++;
      } else if (argument.equals("-T")) {
        i++;
      } else if (argument.startsWith("-P")) {
        command.profiles.addAll(List.of(argument.substring(2).split(",", -1)));
      } else if (argument.startsWith("-D")) {
        String[] parts = argument.substring(2).split("=", 2);
        command.properties.put(parts[0], parts.length == 1 ? "true" : parts[1]);
      } else if (argument.startsWith("-")) {
        if (!SWITCHES.contains(argument)) {
          command.unknown.add(argument);
        }
      } else {
        command.goals.add(argument);
      }
    }
    return command;
  }

  void look(Repository repository, Consumer<String> problem) {
    unknown.forEach(option -> problem.accept("Maven has no option " + option));
    for (String goal : goals) {
      if (!PHASES.contains(goal) && !goal.matches("[\\w-]+:[\\w-]+")) {
        problem.accept("Maven has no phase " + goal);
      }
    }
    for (String profile : profiles) {
      if (!repository.profiles().containsKey(profile)) {
        problem.accept("no pom has a profile " + profile);
      }
    }
    Set<String> there = there(repository);
    for (String module : modules) {
      if (!there.contains(module)) {
        problem.accept("-pl names " + module + ", no module with -P" + String.join(",", profiles));
      }
    }
    for (String property : properties.keySet()) {
      if (!PROPERTIES.contains(property) && !repository.namesProperty(property)) {
        problem.accept("nothing reads -D" + property);
      }
    }
    for (String test : properties.getOrDefault("test", "").split(",", -1)) {
      String name = test.replaceFirst("#.*", "");
      if (!name.isEmpty()
          && repository.withTest(name, modules.isEmpty() || alsoMake ? there : modules).isEmpty()) {
        problem.accept("no module has a test " + name);
      }
    }
  }

  /** The modules there are with these profiles. */
  Set<String> there(Repository repository) {
    Set<String> there = new TreeSet<>(repository.modules());
    for (String profile : profiles) {
      there.addAll(repository.profiles().getOrDefault(profile, Set.of()));
    }
    return there;
  }

  /** The modules it builds, but for what {@code -am} adds. */
  Set<String> built(Repository repository) {
    return modules.isEmpty() ? there(repository) : modules;
  }
}
