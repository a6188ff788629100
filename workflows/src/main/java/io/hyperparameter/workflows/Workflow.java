package io.hyperparameter.workflows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file of {@code .github/workflows}.
 *
 * @param file its name
 * @param text as it is written, comments included
 * @param yaml the same as a map
 */
record Workflow(String file, String text, Map<String, Object> yaml) {

  static Workflow of(String file, String text) {
    return new Workflow(file, text, Yaml.read(text, file));
  }

  static List<Workflow> in(Path root) throws IOException {
    List<Workflow> workflows = new ArrayList<>();
    try (var files = Files.newDirectoryStream(root.resolve(".github/workflows"), "*.{yml,yaml}")) {
      for (Path file : files) {
        workflows.add(
            of(String.valueOf(file.getFileName()), Files.readString(file).replace("\r", "")));
      }
    }
    workflows.sort((a, b) -> a.file.compareTo(b.file));
    return workflows;
  }

  /** As {@code ./long-checks workflows} calls it. */
  String name() {
    return file.replaceFirst("\\.ya?ml$", "");
  }

  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    Yaml.map(yaml.get("jobs")).forEach((id, job) -> jobs.add(new Job(this, id, Yaml.map(job))));
    return jobs;
  }

  @Nullable Job job(String id) {
    return jobs().stream().filter(job -> job.id().equals(id)).findFirst().orElse(null);
  }

  Map<String, Object> env() {
    return Yaml.map(yaml.get("env"));
  }

  /** One of its jobs. */
  record Job(Workflow workflow, String id, Map<String, Object> yaml) {

    List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      for (Object step : Yaml.list(yaml.get("steps"))) {
        steps.add(new Step(this, steps.size() + 1, Yaml.map(step)));
      }
      return steps;
    }

    List<String> needs() {
      return Yaml.strings(yaml.get("needs"));
    }

    Map<String, Object> env() {
      return Yaml.map(yaml.get("env"));
    }

    /**
     * The values of {@code matrix} in each run of the job; one empty map without a matrix. An entry
     * of {@code include} joins the combinations it does not contradict, else it is one of its own.
     */
    List<Map<String, Object>> combinations() {
      Map<String, Object> matrix =
          Yaml.map(Yaml.map(yaml.getOrDefault("strategy", "")).getOrDefault("matrix", ""));
      List<Map<String, Object>> all = new ArrayList<>(List.of(Map.of()));
      List<String> axes = new ArrayList<>(matrix.keySet());
      axes.removeAll(List.of("include", "exclude"));
      for (String axis : axes) {
        List<Map<String, Object>> longer = new ArrayList<>();
        for (Map<String, Object> combination : all) {
          for (Object value : Yaml.list(matrix.get(axis))) {
            longer.add(joined(combination, Map.of(axis, value)));
          }
        }
        all = longer;
      }
      for (Object exclude : Yaml.list(matrix.get("exclude"))) {
        all.removeIf(c -> c.entrySet().containsAll(Yaml.map(exclude).entrySet()));
      }
      List<Map<String, Object>> own = new ArrayList<>();
      for (Object entry : Yaml.list(matrix.get("include"))) {
        Map<String, Object> include = Yaml.map(entry);
        boolean found = false;
        for (int i = 0; i < all.size() && !axes.isEmpty(); i++) {
          Map<String, Object> combination = all.get(i);
          if (axes.stream()
              .filter(include::containsKey)
              .allMatch(a -> Objects.equals(include.get(a), combination.get(a)))) {
            all.set(i, joined(combination, include));
            found = true;
          }
        }
        if (!found) {
          own.add(include);
        }
      }
      if (axes.isEmpty() && !own.isEmpty()) {
        return own;
      }
      all.addAll(own);
      return all;
    }

    private static Map<String, Object> joined(Map<String, Object> map, Map<String, Object> more) {
      Map<String, Object> joined = new LinkedHashMap<>(map);
      joined.putAll(more);
      return joined;
    }

    @Override
    public String toString() {
      return workflow.file + ": job " + id;
    }
  }

  /**
   * One step of a job.
   *
   * @param number from 1 on
   */
  record Step(Job job, int number, Map<String, Object> yaml) {

    String id() {
      return Yaml.string(yaml.get("id"));
    }

    /** Empty where it uses an action. */
    String run() {
      return Yaml.string(yaml.get("run"));
    }

    /** The action with its version; empty where it runs a script. */
    String uses() {
      return Yaml.string(yaml.get("uses"));
    }

    boolean uses(String action) {
      return uses().startsWith(action + "@");
    }

    Map<String, Object> with() {
      return Yaml.map(yaml.get("with"));
    }

    Map<String, Object> env() {
      return Yaml.map(yaml.get("env"));
    }

    /** The variables that workflow, job and step give it, as they are written. */
    Map<String, Object> allEnv() {
      Map<String, Object> all = new LinkedHashMap<>(job.workflow.env());
      all.putAll(job.env());
      all.putAll(env());
      return all;
    }

    String title() {
      String first = run().isEmpty() ? uses() : run().lines().findFirst().orElse("");
      return Yaml.string(yaml.getOrDefault("name", first));
    }

    @Override
    public String toString() {
      return job + ", step " + number;
    }
  }
}
