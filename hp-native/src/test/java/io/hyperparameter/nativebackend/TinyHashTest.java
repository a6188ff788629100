package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.hashing.KeyHash;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys whose words in the table may be zero, which is also the word of a slot without a value. */
class TinyHashTest extends NativeTest {
  private static final List<String> KEYS =
      List.of("z0003400|6buJJkF", "z00008408X,Hs+C\"", "z0002386}(T|10gj", "z0000355<Z1|Lv&x");

  @Test
  void theirHashesAreTiny() {
    for (int hash = 0; hash < KEYS.size(); hash++) {
      assertEquals(hash, KeyHash.hash(KEYS.get(hash)));
    }
  }

  @Test
  void placesThatLeftScopesKeepAreNotTakenForThem() throws Exception {
    ParamSnapshot nothing = ParamScope.empty().call(ParamScope::capture);
    for (int round = 0; round < 60; round++) {
      int number = round;
      for (String tiny : KEYS) {
        nothing.run(() -> leaveScopesThenUse(number, tiny)); // in a context of its own
      }
    }
  }

  private static void leaveScopesThenUse(int round, String tiny) {
    for (int i = 0; i < round % 7; i++) {
      ParamScope.of("left." + round + "." + i, i).run(() -> {});
    }
    ParamScope now = ParamScope.current();
    assertFalse(now.contains(tiny));
    assertEquals(-1, now.getLong(tiny, -1));
    assertEquals("none", now.getString(tiny, "none"));
    now.putAll(Map.of(tiny, 5));
    assertEquals(5, now.getLong(tiny, -1));
    assertEquals(5, TestKernel.readLong(tiny, -1));
    try (var scope = ParamScope.of(tiny, "text").enter()) {
      assertEquals("text", scope.getString(tiny, ""));
      scope.remove(tiny);
      assertFalse(scope.contains(tiny));
    }
    assertEquals(5, now.getLong(tiny, -1));
  }
}
