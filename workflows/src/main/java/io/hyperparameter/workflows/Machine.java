package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What this machine has of what a job asks for. */
final class Machine {
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  private final Map<String, Path> jdks = new TreeMap<>();

  /** JDKs are those that {@code HP_JDKS} names, else JAVA_HOME and those in /usr/lib/jvm. */
  Machine() throws IOException {
    List<Path> candidates = new ArrayList<>();
    String named = System.getenv("HP_JDKS");
    if (named != null) {
      for (String jdk : named.split(" ", -1)) {
        candidates.add(Path.of(jdk));
      }
    } else {
      candidates.add(Path.of(System.getProperty("java.home")));
      Path usual = Path.of("/usr/lib/jvm");
      if (Files.isDirectory(usual)) {
        try (var directories = Files.list(usual)) {
          directories.sorted().forEach(candidates::add);
        }
      }
    }
    for (Path jdk : candidates) {
      Path release = jdk.resolve("release");
      if (Files.isRegularFile(release) && Files.isExecutable(jdk.resolve("bin/javac"))) {
        Matcher version = VERSION.matcher(Files.readString(release));
        if (version.find()) {
          jdks.putIfAbsent(version.group(1), jdk);
        }
      }
    }
  }

  /** The JDK that setup-java would install; null where it is not here. */
  @Nullable Path jdk(String version) {
    return jdks.get(version);
  }

  /** Why a job cannot be run here; null if it can. */
  @Nullable String lacks(Job job, Map<String, Object> contexts) throws IOException {
    String runner = Expression.filled(Yaml.string(job.yaml().get("runs-on")), contexts);
    String arch = System.getProperty("os.arch");
    boolean arm = arch.equals("aarch64");
    if (!System.getProperty("os.name").equals("Linux")
        || !runner.startsWith("ubuntu-")
        || runner.endsWith("-arm") != arm
        || !(arm || arch.equals("amd64"))) {
      return "it runs on " + runner;
    }
    Set<String> missing = new TreeSet<>();
    for (Step step : job.steps()) {
      if (Rehearsal.isDue(step, contexts)) {
        if (step.uses("actions/setup-java")) {
          String version =
              Expression.filled(Yaml.string(step.with().get("java-version")), contexts);
          if (jdk(version) == null) {
            return "there is no JDK " + version + "; HP_JDKS names those there are";
          }
        }
        missing.addAll(packages(Expression.filled(step.run(), contexts)));
      }
    }
    missing.removeIf(Machine::isInstalled);
    return missing.isEmpty() ? null : "first: apt-get install " + String.join(" ", missing);
  }

  /** The packages that a script installs. */
  private static Set<String> packages(String script) {
    Set<String> packages = new TreeSet<>();
    for (List<String> command : Script.of(script).commands()) {
      if (command.size() > 3
          && command.subList(0, 3).equals(List.of("sudo", "apt-get", "install"))) {
        command.stream().skip(3).filter(word -> !word.startsWith("-")).forEach(packages::add);
      }
    }
    return packages;
  }

  private static boolean isInstalled(String name) {
    try {
      return Processes.output(List.of("dpkg-query", "-W", "-f${Status}", name), Path.of("."))
          .endsWith(" installed");
    } catch (IOException e) {
      return false;
    }
  }
}
