package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Only keys that GitHub's "Workflow syntax for GitHub Actions" names, each where it belongs. */
final class Keys implements Check {
  private static final Set<String> WORKFLOW =
      words("name run-name on permissions env defaults concurrency jobs");
  private static final Set<String> JOB =
      words(
          "name permissions needs if runs-on environment concurrency outputs env defaults steps timeout-minutes"
              + " strategy continue-on-error container services");
  private static final Set<String> STEP =
      words(
          "id if name uses run working-directory shell with env continue-on-error timeout-minutes");
  private static final Map<String, Set<String>> EVENTS =
      Map.of(
          "push", words("branches branches-ignore tags tags-ignore paths paths-ignore"),
          "pull_request", words("types branches branches-ignore paths paths-ignore"),
          "release", words("types"),
          "schedule", Set.of(),
          "workflow_dispatch", words("inputs"));
  private static final Set<String> SHELLS = words("bash sh pwsh cmd python powershell");

  /** Machines that GitHub offers for public repositories. */
  private static final Set<String> RUNNERS =
      words(
          "ubuntu-latest ubuntu-24.04 ubuntu-22.04 ubuntu-24.04-arm ubuntu-22.04-arm windows-latest windows-2025"
              + " windows-2022 windows-11-arm macos-latest macos-26 macos-15 macos-15-intel macos-14");

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    known(workflow.yaml(), WORKFLOW, workflow.file(), problem);
    events(workflow, repository, problem);
    known(workflow.yaml().get("concurrency"), words("group cancel-in-progress"), workflow, problem);
    if (workflow.jobs().isEmpty()) {
      problem.accept(workflow.file() + ": no job");
    }
    workflow.jobs().forEach(job -> job(job, problem));
  }

  private static void events(Workflow workflow, Repository repository, Consumer<String> problem) {
    String place = workflow.file() + ": on";
    Object on = workflow.yaml().getOrDefault("on", "");
    Map<String, Object> events = Yaml.map(on);
    if (events.isEmpty()) {
      Yaml.strings(on).forEach(event -> events.put(event, ""));
    }
    if (events.isEmpty()) {
      problem.accept(place + ": no event");
    }
    known(events, EVENTS.keySet(), place, problem);
    events.forEach(
        (event, filters) -> {
          known(filters, EVENTS.getOrDefault(event, Set.of()), place + ", " + event, problem);
          for (String path : Yaml.strings(Yaml.map(filters).get("paths"))) {
            if (!repository.has(path.replaceFirst("/?[*].*", ""))) {
              problem.accept(place + ", " + event + ": no path is like " + path);
            }
          }
        });
    for (Object entry : Yaml.list(events.get("schedule"))) {
      String cron = Yaml.string(Yaml.map(entry).get("cron"));
      if (!cron.matches("[\\d*/,-]+( [\\d*/,-]+){4}")) {
        problem.accept(place + ", schedule: \"" + cron + "\" has not the five fields of cron");
      }
    }
  }

  private static void job(Job job, Consumer<String> problem) {
    known(job.yaml(), JOB, job, problem);
    id(job.id(), job, problem);
    known(job.yaml().get("strategy"), words("matrix fail-fast max-parallel"), job, problem);
    known(job.yaml().get("environment"), words("name url"), job, problem);
    number(job.yaml(), job, problem);
    for (Map<String, Object> combination : job.combinations()) {
      String machine = Yaml.string(job.yaml().get("runs-on"));
      try {
        machine = Expression.filled(machine, Map.of("matrix", combination));
      } catch (IllegalArgumentException e) {
        continue; // References says it
      }
      if (!RUNNERS.contains(machine)) {
        problem.accept(job + ": GitHub has no machine \"" + machine + "\"");
      }
    }
    if (job.steps().isEmpty()) {
      problem.accept(job + ": no steps");
    }
    Set<String> ids = new HashSet<>();
    for (Step step : job.steps()) {
      known(step.yaml(), STEP, step, problem);
      number(step.yaml(), step, problem);
      boolean runs = step.yaml().containsKey("run");
      if (runs == step.yaml().containsKey("uses")) {
        problem.accept(step + ": must have one of run and uses");
      }
      for (String key : runs ? words("with") : words("shell working-directory")) {
        if (step.yaml().containsKey(key)) {
          problem.accept(step + ": " + key + " says nothing beside " + (runs ? "run" : "uses"));
        }
      }
      String shell = Yaml.string(step.yaml().getOrDefault("shell", "bash"));
      if (!SHELLS.contains(shell)) {
        problem.accept(step + ": no shell is named " + shell);
      }
      if (!step.id().isEmpty()) {
        id(step.id(), step, problem);
        if (!ids.add(step.id())) {
          problem.accept(step + ": another step has the id " + step.id());
        }
      }
    }
  }

  private static void number(Map<String, Object> yaml, Object place, Consumer<String> problem) {
    Object minutes = yaml.getOrDefault("timeout-minutes", 1);
    if (!(minutes instanceof Integer)) {
      problem.accept(place + ": timeout-minutes is no number: " + minutes);
    }
  }

  private static void id(String id, Object place, Consumer<String> problem) {
    if (!id.matches("[A-Za-z_][\\w-]*")) {
      problem.accept(place + ": \"" + id + "\" is no id");
    }
  }

  private static void known(
      @Nullable Object yaml, Set<String> keys, Object place, Consumer<String> problem) {
    String where = place instanceof Workflow workflow ? workflow.file() : place.toString();
    for (String key : Yaml.map(yaml).keySet()) {
      if (!keys.contains(key)) {
        problem.accept(where + ": unknown key " + key);
      }
    }
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }
}
