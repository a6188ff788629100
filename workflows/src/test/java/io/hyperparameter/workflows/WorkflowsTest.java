package io.hyperparameter.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The workflows of this repository, as far as they can be judged without GitHub. */
class WorkflowsTest {
  static final Repository REPOSITORY = new Repository(Path.of("..").toAbsolutePath().normalize());

  @Test
  void nothingIsWrong() throws Exception {
    List<Workflow> workflows = Workflow.in(REPOSITORY.root());
    assertTrue(workflows.size() >= 3, workflows::toString);
    for (Workflow workflow : workflows) {
      assertEquals(List.of(), Check.problems(workflow, REPOSITORY));
    }
  }

  /** A secret that nobody needs any more is one to be stolen. */
  @Test
  void theSecretsThatAreAskedForAreUsed() throws Exception {
    Set<String> unused = new TreeSet<>(REPOSITORY.secrets());
    assertEquals(4, unused.size(), unused::toString);
    for (Workflow workflow : Workflow.in(REPOSITORY.root())) {
      unused.removeIf(secret -> workflow.text().contains("${{ secrets." + secret + " }}"));
    }
    assertEquals(Set.of(), unused);
  }

  /** What needs a profile is compiled by somebody. */
  @Test
  void everyModuleIsBuilt() throws Exception {
    Set<String> unbuilt = new TreeSet<>(REPOSITORY.modules());
    REPOSITORY.profiles().values().forEach(unbuilt::addAll);
    for (Workflow workflow : Workflow.in(REPOSITORY.root())) {
      for (var job : workflow.jobs()) {
        for (var step : job.steps()) {
          if (workflow.file().equals("test.yml")) {
            for (List<String> command : Script.of(step.run()).commands()) {
              if (command.get(0).equals("./mvnw")) {
                unbuilt.removeAll(
                    MavenCommand.of(command.subList(1, command.size())).built(REPOSITORY));
              }
            }
          }
        }
      }
    }
    assertEquals(Set.of(), unbuilt);
  }
}
