package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, in a clone of its own. Scripts run as GitHub runs them; of the actions,
 * artifacts go through a directory, and the rest is what the machine has.
 */
final class Rehearsal {
  private final Job job;
  private final Map<String, Object> contexts;
  private final Path clone;
  private final Path artifacts;
  private final Path log;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param clone a clone of the repository, on the commit that is tried
   * @param artifacts a directory for each artifact, by its name
   * @param log where scripts print to
   * @param programs a directory of programs that stand for those that would change this machine, or
   *     another one
   */
  Rehearsal(
      Job job,
      Map<String, Object> contexts,
      Path clone,
      Path artifacts,
      Path log,
      Path programs,
      Map<String, String> environment) {
    this.job = job;
    this.contexts = contexts;
    this.clone = clone;
    this.artifacts = artifacts;
    this.log = log;
    this.environment.putAll(environment);
    this.environment.put("PATH", programs + ":" + System.getenv("PATH"));
  }

  static boolean isDue(Step step, Map<String, Object> contexts) {
    String condition = Yaml.string(step.yaml().getOrDefault("if", "true"));
    String inner = condition.strip().replaceFirst("^\\$\\{\\{(.*)}}$", "$1");
    return Expression.of(inner).isTrue(contexts);
  }

  /** Runs the steps up to one that fails, and says of each what it does; null where all passed. */
  @Nullable String run(Machine machine) throws IOException {
    for (Step step : job.steps()) {
      String title = "   " + step.number() + ". " + step.title() + ": ";
      if (!isDue(step, contexts)) {
        System.out.println(title + "its condition is not met");
      } else if (step.run().isEmpty()) {
        System.out.println(title + action(step, machine));
      } else {
        long start = System.nanoTime();
        int status = script(step);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.out.println(
            title + (status == 0 ? "passed" : "ended with " + status) + ", " + seconds + " s");
        if (status != 0) {
          return "step " + step.number() + " (" + step.title() + ") ended with " + status;
        }
      }
    }
    return null;
  }

  private int script(Step step) throws IOException {
    Path script = Files.createTempFile("step", ".sh");
    Files.writeString(script, filled(step.run()));
    List<String> command =
        Yaml.string(step.yaml().get("shell")).equals("bash")
            ? List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString())
            : List.of("bash", "-e", script.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(clone.resolve(Yaml.string(step.yaml().get("working-directory"))).toFile());
    builder.environment().putAll(environment);
    step.allEnv()
        .forEach((name, value) -> builder.environment().put(name, filled(Yaml.string(value))));
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    int status = Processes.waitFor(builder.start());
    Files.delete(script);
    return status;
  }

  private String action(Step step, Machine machine) throws IOException {
    if (step.uses("actions/checkout")) {
      return "a fresh clone";
    }
    if (step.uses("actions/setup-java")) {
      Path jdk = Objects.requireNonNull(machine.jdk(filled(step.with().get("java-version"))));
      environment.put("JAVA_HOME", jdk.toString());
      environment.merge("PATH", jdk.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
      if (step.with().containsKey("server-id")) {
        server(step);
      }
      return "left out, " + jdk + " is here";
    }
    if (step.uses("actions/upload-artifact")) {
      Path from = clone.resolve(filled(step.with().get("path")));
      if (!Files.isDirectory(from)) {
        throw new IOException(step + " uploads " + from + ", which is not there");
      }
      Path artifact = artifacts.resolve(filled(step.with().get("name")));
      delete(artifact);
      copy(from, artifact);
      return "kept for later jobs";
    }
    if (step.uses("actions/download-artifact")) {
      return "copied " + download(step);
    }
    return "left out";
  }

  /** The settings that setup-java writes, beside those of the user. */
  private void server(Step step) throws IOException {
    String variables = "<username>${env.%s}</username><password>${env.%s}</password>";
    String server =
        variables.formatted(step.with().get("server-username"), step.with().get("server-password"));
    Path settings = clone.resolveSibling("settings.xml");
    Files.writeString(
        settings,
        "<settings><servers><server><id>%s</id>%s</server></servers></settings>"
            .formatted(step.with().get("server-id"), server));
    environment.merge("MAVEN_ARGS", " -gs " + settings, String::concat);
  }

  /** One by its name goes into the directory itself, those by a pattern into one each. */
  private List<String> download(Step step) throws IOException {
    Path to = clone.resolve(filled(step.with().get("path")));
    boolean one = step.with().containsKey("name");
    List<String> taken = new ArrayList<>();
    for (Path artifact : list(artifacts)) {
      String name = String.valueOf(artifact.getFileName());
      if (Artifacts.takes(step, name)) {
        copy(artifact, one ? to : to.resolve(name));
        taken.add(name);
      }
    }
    if (taken.isEmpty()) {
      throw new IOException(step + " finds no artifact; the jobs that make it come first");
    }
    return taken;
  }

  private String filled(@Nullable Object text) {
    return Expression.filled(Yaml.string(text), contexts);
  }

  static List<Path> list(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
