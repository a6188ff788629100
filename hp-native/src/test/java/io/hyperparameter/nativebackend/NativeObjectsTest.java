package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeObjectsTest extends NativeTest {
  private static final int MOST_RELEASED = 16;

  /** A header whose list of released numbers is behind it. */
  private long context;

  @BeforeEach
  void makeContext() {
    long header = NativeLayout.CONTEXT_LEVEL_SERIAL + Long.BYTES;
    context = NativeApi.allocate(header + MOST_RELEASED * Long.BYTES);
    NativeMemory.store(context + NativeLayout.CONTEXT_RELEASED, context + header);
    NativeMemory.store(context + NativeLayout.CONTEXT_RELEASED_COUNT, 0);
  }

  @AfterEach
  void freeContext() {
    NativeApi.free(context);
  }

  private void release(long id) {
    long count = NativeMemory.load(context + NativeLayout.CONTEXT_RELEASED_COUNT);
    long ids = NativeMemory.load(context + NativeLayout.CONTEXT_RELEASED);
    NativeMemory.store(ids + count * Long.BYTES, id);
    NativeMemory.store(context + NativeLayout.CONTEXT_RELEASED_COUNT, count + 1);
  }

  @Test
  void numbersNameTheirObjectUntilTheyAreReleased() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      NativeObjects objects = new NativeObjects();
      Map<Long, Object> model = new HashMap<>();
      List<Long> ids = new ArrayList<>();
      for (int step = 0; step < 1_000; step++) {
        int count = 1 + random.nextInt(3);
        if (ids.size() < count || random.nextInt(5) < 3) {
          objects.begin();
          boolean taken = random.nextInt(4) > 0;
          for (int i = 0; i < count; i++) {
            Object object = new Object();
            long id = objects.add(object);
            assertNull(model.get(id), "a number in use was given again");
            if (taken) {
              model.put(id, object);
              ids.add(id);
            }
          }
          objects.carrying &= !taken;
        } else {
          for (int i = 0; i < count; i++) {
            long id = ids.remove(random.nextInt(ids.size()));
            assertSame(model.remove(id), objects.get(id));
            release(id);
          }
        }
        objects.takeReleased(context);
        assertEquals(0, NativeMemory.load(context + NativeLayout.CONTEXT_RELEASED_COUNT));
        assertEquals(model.size(), objects.size());
        model.forEach((id, object) -> assertSame(object, objects.get(id)));
      }
    }
  }

  @Test
  void whatACallDidNotCarryOverIsForgotten() {
    NativeObjects objects = new NativeObjects();
    objects.begin();
    long first = objects.add("first");
    objects.begin(); // the call failed
    assertEquals(0, objects.size());
    assertThrows(NullPointerException.class, () -> objects.get(first));
    assertEquals(first, objects.add("second"));
  }
}
