package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A workflow may read the repository; a job that does more says what. */
final class Permissions implements Check {
  private static final Set<String> SCOPES =
      Set.of(
          ("actions attestations checks contents deployments discussions id-token issues models packages pages"
                  + " pull-requests security-events statuses")
              .split(" "));

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    if (!Yaml.map(workflow.yaml().get("permissions")).equals(Map.of("contents", "read"))) {
      problem.accept(
          workflow.file() + ": permissions are not \"contents: read\"; what a job needs it says");
    }
    for (Job job : workflow.jobs()) {
      Map<String, Object> own = Yaml.map(job.yaml().get("permissions"));
      own.forEach(
          (scope, access) -> {
            if (!SCOPES.contains(scope) || !Set.of("read", "write", "none").contains(access)) {
              problem.accept(job + ": there is no permission \"" + scope + ": " + access + "\"");
            }
          });
      boolean releases = job.steps().stream().anyMatch(step -> step.run().contains("gh release"));
      if (releases != "write".equals(own.get("contents"))) {
        problem.accept(
            job
                + (releases
                    ? ": gh release needs the permission \"contents: write\""
                    : ": nothing in it writes contents, which it may"));
      }
    }
  }
}
