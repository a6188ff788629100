package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Java remembers of a context is bounded by its size, and let go of with its level. */
class NativeTextsTest extends NativeTest {
  private static final int LONG = 1 << 19;

  @Test
  void fewLongTextsAreRemembered() {
    List<WeakReference<String>> read = new ArrayList<>();
    try (var scope = ParamScope.of().enter()) {
      for (int i = 0; i < 40; i++) {
        scope.put("t" + i, "x".repeat(LONG) + i);
        read.add(new WeakReference<>(scope.getString("t" + i, "")));
      }
      System.gc();
      long kept = read.stream().filter(text -> text.get() != null).count();
      assertTrue(kept <= 1, kept + " texts of " + LONG + " characters are kept");
      assertSame(scope.getString("t1", ""), scope.getString("t1", ""));
    }
  }

  @Test
  void nothingLargeOutlivesItsLevel() {
    List<WeakReference<Object>> held = leaveALevel();
    System.gc();
    assertNull(held.get(0).get(), "an object");
    assertNull(held.get(1).get(), "a text");
  }

  /** In a frame of its own, which keeps nothing once it is gone. */
  private static List<WeakReference<Object>> leaveALevel() {
    Object object = new long[1000];
    ParamScope scope = ParamScope.of();
    try (var in = scope.enter()) {
      in.put("o", object);
      in.put("t", "x".repeat(LONG));
      in.put("n", 1);
      return List.of(new WeakReference<>(object), new WeakReference<>(in.getString("t", "")));
    }
  }
}
