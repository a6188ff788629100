package io.hyperparameter.nativebackend;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one context by the number C++ knows them by. C++ owns a number while a value or an
 * undo record has it, and says when nothing does any more; then it is given to another object.
 */
final class NativeObjects {
  private @Nullable Object[] objects = new Object[4];
  private int[] free = new int[4];
  private int freeCount;
  private int top;

  long add(Object object) {
    int id;
    if (freeCount > 0) {
      id = free[--freeCount];
    } else {
      id = top;
      if (id == objects.length) {
        objects = Arrays.copyOf(objects, 2 * id);
      }
      top = id + 1;
    }
    objects[id] = object;
    return id;
  }

  Object get(long id) {
    return Objects.requireNonNull(objects[(int) id], "an object was released while in use");
  }

  void remove(long id) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    objects[(int) id] = null;
    free[freeCount++] = (int) id;
  }

  /** The number of objects that are kept. */
  int size() {
    return top - freeCount;
  }
}
