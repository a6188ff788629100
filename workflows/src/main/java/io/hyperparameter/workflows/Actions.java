package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Actions are pinned to a commit, which cannot be moved as a tag can, and take what they get. */
final class Actions implements Check {
  private static final Pattern PINNED = Pattern.compile("([\\w-]+/[\\w-]+)@[0-9a-f]{40}");

  /** The inputs of each action that is used, as its action.yml names them. */
  private static final Map<String, Set<String>> INPUTS =
      Map.of(
          "actions/checkout",
          words(
              "repository ref token path clean fetch-depth fetch-tags submodules lfs persist-credentials"),
          "actions/setup-java",
          words(
              "java-version java-version-file distribution java-package architecture jdkFile check-latest"
                  + " server-id server-username server-password settings-path overwrite-settings"
                  + " gpg-private-key gpg-passphrase cache cache-dependency-path token"),
          "actions/upload-artifact",
          words(
              "name path if-no-files-found retention-days compression-level overwrite"
                  + " include-hidden-files"),
          "actions/download-artifact",
          words("name artifact-ids path pattern merge-multiple github-token repository run-id"));

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    for (Job job : workflow.jobs()) {
      for (Step step : job.steps()) {
        if (!step.uses().isEmpty()) {
          look(step, problem);
        }
      }
      if (job.steps().stream().noneMatch(step -> step.uses("actions/checkout"))) {
        problem.accept(job + ": does not check the repository out");
      }
    }
  }

  private static void look(Step step, Consumer<String> problem) {
    var pinned = PINNED.matcher(step.uses());
    if (!pinned.matches()) {
      problem.accept(step + ": " + step.uses() + " is not pinned to a commit");
      return;
    }
    String text = step.job().workflow().text();
    if (!Pattern.compile(step.uses() + " # v\\d+\\.\\d+\\.\\d+\\n").matcher(text).find()) {
      problem.accept(step + ": no comment says which version " + step.uses() + " is");
    }
    Set<String> inputs = INPUTS.get(pinned.group(1));
    if (inputs == null) {
      problem.accept(step + ": the check does not know the inputs of " + pinned.group(1));
      return;
    }
    for (String key : step.with().keySet()) {
      if (!inputs.contains(key)) {
        problem.accept(step + ": " + pinned.group(1) + " has no input " + key);
      }
    }
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }
}
