package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.selection.FakeBackend;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a backend tells of itself; which is chosen is a matter of {@code ChoiceTest}. */
class BackendTest {
  @Test
  void availabilityAndItsCause() {
    Throwable broken = new UnsatisfiedLinkError("libx.so: no such file");
    Backend java = new Backend(new FakeBackend("java", null));
    Backend fails = new Backend(new FakeBackend("native", broken));
    assertTrue(java.isAvailable());
    assertEquals(Optional.empty(), java.unavailabilityCause());
    assertFalse(fails.isAvailable());
    assertEquals(Optional.of(broken), fails.unavailabilityCause());
    assertEquals("native", fails.name());
  }
}
