package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a scope held that was closed on its behalf waits for it, and for nobody else. */
class ForgottenScopesTest {
  private static final int MANY = 3000;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamScope forget(ParamScope inner, ParamScope outer, Object later) {
    outer.enter();
    inner.enter();
    inner.put("later", later);
    assertThrows(ScopeStateException.class, outer::close);
    return inner;
  }

  @Test
  void anyNumberOfThemCollectTheirChanges() {
    List<ParamScope> forgotten = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      forgotten.add(forget(ParamScope.of("own", i), ParamScope.of(), i));
    }
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, forgotten.get(i).getInt("later"));
      assertEquals(i, forgotten.get(i).getInt("own"));
    }
  }

  @Test
  void theyMayHaveBeenEnteredBeforeOthersWereForgotten() {
    ParamScope outermost = ParamScope.of().enter();
    ParamScope early = ParamScope.of().enter();
    early.put("later", "early");
    for (int i = 0; i < 10; i++) {
      forget(ParamScope.of(), ParamScope.of(), i);
    }
    ParamScope used = ParamScope.of().enter();
    forget(ParamScope.of(), ParamScope.of(), "used");
    used.put("later", "used");
    assertThrows(ScopeStateException.class, outermost::close);
    assertEquals("early", early.getString("later"));
    assertEquals("used", used.getString("later"));
  }

  @Test
  void nothingIsKeptForThoseThatAreGone() throws InterruptedException {
    try (ParamScope open = ParamScope.of().enter()) {
      forget(ParamScope.of(), ParamScope.of(), "what the open scope was entered with");
      WeakReference<Object> held = forgetAndDrop();
      for (int i = 0; i < 100 && held.get() != null; i++) {
        System.gc();
      }
      assertTrue(held.get() == null, "the value of a scope that is gone");
      open.put("another", 1);
    }
  }

  private static WeakReference<Object> forgetAndDrop() {
    Object value = new Object();
    forget(ParamScope.of(), ParamScope.of(), value);
    forget(ParamScope.of(), ParamScope.of(), 1L);
    return new WeakReference<>(value);
  }
}
