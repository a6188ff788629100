package io.hyperparameter.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests with JUnit itself, also such as must fail. */
final class TestKit {
  private TestKit() {}

  static EngineExecutionResults run(Class<?>... tests) {
    return run(Map.of(), tests);
  }

  static EngineExecutionResults run(Map<String, String> settings, Class<?>... tests) {
    EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter");
    for (Class<?> test : tests) {
      builder.selectors(selectClass(test));
    }
    return builder.configurationParameters(settings).execute();
  }

  /** The messages of what failed, by display name. */
  static Map<String, String> failures(Class<?>... tests) {
    return failures(run(tests));
  }

  static Map<String, String> failures(EngineExecutionResults results) {
    Map<String, String> failures = new TreeMap<>();
    results.allEvents().finished().stream()
        .forEach(
            event -> {
              TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
              result
                  .getThrowable()
                  .ifPresent(
                      e ->
                          failures.put(
                              event.getTestDescriptor().getDisplayName(),
                              String.valueOf(e.getMessage())));
            });
    return failures;
  }

  static List<String> names(EngineExecutionResults results) {
    return results.testEvents().finished().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .toList();
  }
}
