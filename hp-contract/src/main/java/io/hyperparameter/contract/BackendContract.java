package io.hyperparameter.contract;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays every case and hash vector over the backend of this JVM. Extend it in a module that has
 * the backend on its test class path, and run that once per value of {@code
 * hyperparameter.backend}.
 *
 * <p>{@code -Dhp.contract.cases=DIR} adds the case files of any other folder.
 */
public abstract class BackendContract {
  /** For subclasses. */
  protected BackendContract() {}

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @TestFactory
  Stream<DynamicNode> builtInCases() {
    return nodes(CaseFiles.builtIn());
  }

  @TestFactory
  Stream<DynamicNode> extraCases() {
    Optional<CaseFolder> extra = CaseFiles.extra();
    return extra.isEmpty() ? Stream.empty() : nodes(extra.get());
  }

  /** One container per style of reading, one for the vectors. */
  private static Stream<DynamicNode> nodes(CaseFolder folder) {
    List<DynamicNode> nodes = new ArrayList<>();
    for (ReadStyle style : ReadStyle.values()) {
      nodes.add(
          container(
              folder, "cases, read by " + style, folder.cases(), c -> CaseRunner.replay(c, style)));
    }
    nodes.add(container(folder, "hash vectors", folder.vectors(), HashCheck::check));
    return nodes.stream();
  }

  private static <T> DynamicNode container(
      CaseFolder folder, String what, List<T> tests, Consumer<T> body) {
    return dynamicContainer(
        folder.name() + ": " + tests.size() + " " + what,
        tests.stream().map(test -> dynamicTest(test.toString(), () -> body.accept(test))));
  }
}
