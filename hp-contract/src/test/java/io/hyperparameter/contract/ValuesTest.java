package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values are the same only in kind and value. */
@Tag("once")
class ValuesTest {
  @Test
  void kindsAreStrict() {
    assertTrue(Values.same(1L, 1L));
    assertFalse(Values.same(1L, 1.0));
    assertFalse(Values.same(1L, 1));
    assertFalse(Values.same("1", 1L));
    assertFalse(Values.same(true, "true"));
    assertFalse(Values.same(null, "null"));
    assertTrue(Values.same(null, null));
  }

  @Test
  void doublesByMeaning() {
    assertTrue(Values.same(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)));
    assertFalse(Values.same(0.0, -0.0));
  }

  @Test
  void containersByContentObjectsByIdentity() {
    assertTrue(Values.same(List.of(1L, "x"), Arrays.asList(1L, "x")));
    assertFalse(Values.same(List.of(1L), List.of(1.0)));
    assertFalse(Values.same(List.of(1L), List.of(1L, 1L)));
    assertTrue(Values.same(Map.of("a", List.of(1L)), Map.of("a", List.of(1L))));
    assertFalse(Values.same(Map.of("a", 1L), Map.of("b", 1L)));
    StringBuilder object = new StringBuilder();
    assertTrue(Values.same(object, object));
    assertFalse(Values.same(object, new StringBuilder()));
    assertFalse(Values.same(Thread.State.NEW, Thread.State.RUNNABLE));
  }
}
