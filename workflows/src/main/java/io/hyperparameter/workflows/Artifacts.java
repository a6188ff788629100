package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is downloaded was uploaded by a job that came before, and the other way round. */
final class Artifacts implements Check {

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    Set<String> downloaded = new HashSet<>();
    List<String> all = new ArrayList<>();
    for (Job job : workflow.jobs()) {
      List<String> there = before(job).stream().flatMap(j -> uploads(j).stream()).toList();
      for (Step step : job.steps()) {
        if (step.uses("actions/download-artifact")) {
          List<String> taken = there.stream().filter(name -> takes(step, name)).toList();
          if (taken.isEmpty()) {
            problem.accept(step + ": no job it needs uploads " + step.with());
          }
          downloaded.addAll(taken);
        }
        if (step.uses("actions/upload-artifact")
            && !repository.has(Yaml.string(step.with().get("path")).replaceFirst("/.*", ""))) {
          problem.accept(step + ": uploads what is not here: " + step.with().get("path"));
        }
      }
      all.addAll(uploads(job));
    }
    for (String name : all) {
      if (!downloaded.contains(name)) {
        problem.accept(workflow.file() + ": nobody downloads the artifact " + name);
      }
    }
    if (new HashSet<>(all).size() < all.size()) {
      problem.accept(workflow.file() + ": two artifacts have one name: " + all);
    }
  }

  /** Whether a step that downloads takes the artifact of this name. */
  static boolean takes(Step step, String name) {
    Map<String, Object> with = step.with();
    String glob = Yaml.string(with.getOrDefault("name", with.getOrDefault("pattern", "*")));
    return name.matches("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E");
  }

  private static List<String> uploads(Job job) {
    List<String> names = new ArrayList<>();
    for (Map<String, Object> combination : job.combinations()) {
      for (Step step : job.steps()) {
        if (step.uses("actions/upload-artifact")) {
          try {
            names.add(
                Expression.filled(
                    Yaml.string(step.with().get("name")), Map.of("matrix", combination)));
          } catch (IllegalArgumentException e) {
            names.add("unreadable"); // References says it
          }
        }
      }
    }
    return names;
  }

  /** The jobs that are over when this one begins. */
  private static Set<Job> before(Job job) {
    Set<Job> before = new HashSet<>();
    List<Job> next = List.of(job);
    while (!next.isEmpty()) {
      next =
          next.stream()
              .flatMap(j -> j.needs().stream())
              .map(job.workflow()::job)
              .filter(j -> j != null && before.add(j))
              .toList();
    }
    return before;
  }
}
