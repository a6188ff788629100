package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Expressions can be read, and what they and {@code needs} name is there. */
final class References implements Check {
  private static final Set<String> GITHUB =
      Set.of(
          ("action actor base_ref event event_name head_ref job ref ref_name ref_type repository repository_owner"
                  + " run_attempt run_id run_number server_url sha token workflow workspace")
              .split(" "));
  private static final Set<String> RUNNER = Set.of("arch", "name", "os", "temp", "tool_cache");

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    for (String key : workflow.yaml().keySet()) {
      if (!key.equals("jobs")) {
        texts(
            workflow.yaml().get(key),
            text -> look(text, workflow.file() + ": " + key, repository, null, null, problem));
      }
    }
    for (Job job : workflow.jobs()) {
      needs(job, problem);
      job.yaml()
          .forEach(
              (key, value) -> {
                if (!key.equals("steps")) {
                  texts(
                      key.equals("if") ? braced(value) : value,
                      text -> look(text, job + ": " + key, repository, job, null, problem));
                }
              });
      for (Step step : job.steps()) {
        step.yaml()
            .forEach(
                (key, value) ->
                    texts(
                        key.equals("if") ? braced(value) : value,
                        text -> look(text, step + ": " + key, repository, job, step, problem)));
      }
    }
  }

  private static String braced(Object condition) {
    String text = String.valueOf(condition);
    return text.contains("${{") ? text : "${{" + text + "}}";
  }

  private static void texts(@Nullable Object value, Consumer<String> each) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(entry -> texts(entry, each));
    } else if (value instanceof List<?> list) {
      list.forEach(entry -> texts(entry, each));
    } else if (value != null) {
      each.accept(value.toString());
    }
  }

  private static void needs(Job job, Consumer<String> problem) {
    Set<String> seen = new HashSet<>();
    List<String> next = job.needs();
    for (String need : next) {
      if (job.workflow().job(need) == null) {
        problem.accept(job + ": needs " + need + ", which is no job");
      }
    }
    while (!next.isEmpty()) {
      if (next.contains(job.id())) {
        problem.accept(job + ": needs itself");
        return;
      }
      next =
          next.stream()
              .filter(seen::add)
              .map(job.workflow()::job)
              .filter(needed -> needed != null)
              .flatMap(needed -> needed.needs().stream())
              .toList();
    }
  }

  private static void look(
      String text,
      String place,
      Repository repository,
      @Nullable Job job,
      @Nullable Step step,
      Consumer<String> problem) {
    List<Expression> expressions;
    try {
      expressions = Expression.in(text);
    } catch (IllegalArgumentException e) {
      problem.accept(place + ": " + e.getMessage());
      return;
    }
    for (Expression expression : expressions) {
      for (String function : expression.calls()) {
        if (!Expression.FUNCTIONS.contains(function)) {
          problem.accept(place + ": there is no function " + function);
        }
      }
      for (String name : expression.names()) {
        String[] parts = name.split("\\.", 2);
        String member = parts.length == 1 ? "" : parts[1];
        if (!defined(parts[0], member, repository, job, step)) {
          problem.accept(place + ": nothing defines " + name);
        }
      }
    }
  }

  private static boolean defined(
      String context,
      String member,
      Repository repository,
      @Nullable Job job,
      @Nullable Step step) {
    String first = member.replaceFirst("\\..*", "");
    if (context.equals("github")) {
      return GITHUB.contains(first);
    }
    if (context.equals("secrets")) {
      return member.equals("GITHUB_TOKEN") || repository.secrets().contains(member);
    }
    if (job == null) {
      return false;
    }
    return switch (context) {
      case "matrix" -> job.combinations().stream().anyMatch(c -> c.containsKey(member));
      case "needs" -> job.needs().contains(first);
      case "runner" -> RUNNER.contains(member);
      case "env" -> step != null && Variables.given(step).contains(member);
      case "steps" ->
          step != null && Variables.before(step).stream().anyMatch(s -> puts(s, member));
      default -> false;
    };
  }

  /** What an action puts out only its documentation knows. */
  private static boolean puts(Step step, String member) {
    String[] parts = member.split("\\.", -1);
    return parts.length == 3
        && parts[0].equals(step.id())
        && parts[1].equals("outputs")
        && (step.run().isEmpty()
            || (step.run().contains("GITHUB_OUTPUT") && step.run().contains(parts[2] + "=")));
  }
}
