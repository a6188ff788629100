package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeObjectsTest {
  @Test
  void numbersNameTheirObjectUntilTheyAreRemoved() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      NativeObjects objects = new NativeObjects();
      Map<Long, Object> model = new HashMap<>();
      List<Long> ids = new ArrayList<>();
      for (int step = 0; step < 1_000; step++) {
        if (ids.isEmpty() || random.nextInt(5) < 3) {
          Object object = new Object();
          long id = objects.add(object);
          assertNull(model.put(id, object), "a number in use was given again");
          ids.add(id);
        } else {
          long id = ids.remove(random.nextInt(ids.size()));
          assertSame(model.remove(id), objects.get(id));
          objects.remove(id);
        }
        assertEquals(model.size(), objects.size());
        model.forEach((id, object) -> assertSame(object, objects.get(id)));
      }
    }
  }
}
