package io.hyperparameter.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Annotations that cannot be meant so are refused, with the place. */
class WrongUseTest {
  private static void assertFails(Class<?> tests, String name, String... parts) {
    Map<String, String> failures = TestKit.failures(tests);
    assertEquals(1, failures.size(), failures::toString);
    for (String part : parts) {
      assertTrue(failures.get(name).contains(part), () -> part + " in: " + failures);
    }
  }

  @Test
  void aDefinitionThatIsNone() {
    assertFails(NoDefinition.class, "one()", "@Params on ", "NoDefinition.one()", "train.lr");
  }

  static class NoDefinition {
    @Test
    @Params("train.lr")
    void one() {}
  }

  @Test
  void aSourceWithoutValues() {
    assertFails(NoValues.class, "one()", "NoValues.one()", "no values for \"train.lr\"");
  }

  static class NoValues {
    @ParamSource(
        key = "train.lr",
        values = {})
    void one() {}
  }

  @Test
  void aSourceWhoseKeyWouldBeAnother() {
    assertFails(WrongKey.class, "one()", "\"a=b\"");
  }

  static class WrongKey {
    @ParamSource(key = "a=b", values = "1")
    void one() {}
  }

  @Test
  void aSourceBesideAnotherTemplate() {
    assertFails(TwoTemplates.class, "one()", "@RepeatedTest");
  }

  static class TwoTemplates {
    @RepeatedTest(2)
    @ParamSource(key = "a", values = "1")
    void one() {}
  }
}
