package io.hyperparameter.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Says what is wrong with a workflow, seen from one side. */
interface Check {
  List<Check> ALL =
      List.of(
          new Keys(),
          new References(),
          new Variables(),
          new Permissions(),
          new Actions(),
          new Artifacts(),
          new Commands());

  void look(Workflow workflow, Repository repository, Consumer<String> problem);

  /** All problems, each with its place. */
  static List<String> problems(Workflow workflow, Repository repository) {
    List<String> problems = new ArrayList<>();
    for (Check check : ALL) {
      check.look(workflow, repository, problems::add);
    }
    return problems;
  }
}
