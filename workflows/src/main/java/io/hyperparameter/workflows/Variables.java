package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What scripts read from the environment is in it. */
final class Variables implements Check {
  private static final Pattern READ = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)");
  private static final Pattern ASSIGNED =
      Pattern.compile("(?m)(?:^|[\\s;{(])(?:for |read |export )?([A-Za-z_]\\w*)(?==| in )");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");

  /** What GitHub, setup-java and the shell give. */
  private static final Set<String> ALWAYS =
      Set.of(
          ("CI GITHUB_ACTIONS GITHUB_ACTOR GITHUB_BASE_REF GITHUB_ENV GITHUB_EVENT_NAME GITHUB_HEAD_REF GITHUB_JOB"
                  + " GITHUB_OUTPUT GITHUB_PATH GITHUB_REF GITHUB_REF_NAME GITHUB_REF_TYPE GITHUB_REPOSITORY"
                  + " GITHUB_REPOSITORY_OWNER GITHUB_RUN_ATTEMPT GITHUB_RUN_ID GITHUB_RUN_NUMBER"
                  + " GITHUB_SERVER_URL GITHUB_SHA GITHUB_STEP_SUMMARY GITHUB_WORKFLOW GITHUB_WORKSPACE"
                  + " RUNNER_ARCH RUNNER_NAME RUNNER_OS RUNNER_TEMP RUNNER_TOOL_CACHE JAVA_HOME HOME PATH PWD")
              .split(" "));

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    for (Job job : workflow.jobs()) {
      for (Step step : job.steps()) {
        Set<String> known = given(step);
        known.addAll(ALWAYS);
        known.addAll(names(ASSIGNED, step.run()));
        for (String name : names(READ, QUOTED.matcher(step.run()).replaceAll("''"))) {
          if (!known.contains(name)) {
            problem.accept(step + ": nothing sets $" + name);
          }
        }
        if (step.uses("actions/setup-java")) {
          named(step, "server-username", problem);
          named(step, "server-password", problem);
          named(step, "gpg-passphrase", problem);
        }
      }
    }
  }

  /** The action writes the name of a variable, which Maven reads in a later step. */
  private static void named(Step step, String key, Consumer<String> problem) {
    String variable = Yaml.string(step.with().get(key));
    if (!variable.isEmpty()
        && step.job().steps().stream().noneMatch(s -> s.allEnv().containsKey(variable))) {
      problem.accept(step + ": no step has the variable " + variable + " that " + key + " names");
    }
  }

  /** The variables a step has from the workflow, and from steps before it. */
  static Set<String> given(Step step) {
    Set<String> given = new HashSet<>(step.allEnv().keySet());
    for (Step before : before(step)) {
      if (before.run().contains("GITHUB_ENV")) {
        given.addAll(names(ASSIGNED, before.run().replace('"', ' ').replace('\'', ' ')));
      }
    }
    return given;
  }

  static List<Step> before(Step step) {
    return step.job().steps().subList(0, step.number() - 1);
  }

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new HashSet<>();
    pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }
}
