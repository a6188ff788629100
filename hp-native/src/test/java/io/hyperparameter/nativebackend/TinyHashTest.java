package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hyperparameter.KeyHash;
import io.hyperparameter.ParamScope;
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
  void placesThatLeftScopesKeepAreNotTakenForThem() {
    for (String tiny : KEYS) {
      ParamScope.empty()
          .run(
              () -> {
                for (int i = 0; i < 40; i++) {
                  ParamScope.of("left." + i, i).run(() -> {});
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
              });
    }
  }
}
