package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_RELEASED;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_RELEASED_COUNT;
import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.store;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one context by the number C++ knows them by. C++ owns a number while a value or an
 * undo record has it, and says when nothing does any more; then it is given to another object.
 *
 * <p>A call carries the objects to C++ that were added since {@link #begin}. Where it fails, by an
 * error of the heap or the stack too, the next one begins with those objects forgotten.
 */
final class NativeObjects {
  private @Nullable Object[] objects = new Object[4];

  /**
   * The numbers that are free below {@link #top}; room for all, so that freeing allocates nothing.
   */
  private int[] free = new int[4];

  private int freeCount;
  private int top;

  /**
   * Whether objects were added of which it is not known that C++ took them over. A field and not a
   * method: it is set where the stack may have no room left for a call.
   */
  boolean carrying;

  private int freeCountBefore;
  private int topBefore;

  /** What is added from now on is forgotten, unless {@link #carrying} is taken back. */
  void begin() {
    if (carrying) {
      forgetCarried();
    }
    freeCountBefore = freeCount;
    topBefore = top;
    carrying = true;
  }

  private void forgetCarried() {
    // Taking a number from the free ones leaves it where it was, above freeCount.
    for (int i = freeCount; i < freeCountBefore; i++) {
      objects[free[i]] = null;
    }
    for (int i = topBefore; i < top; i++) {
      objects[i] = null;
    }
    freeCount = freeCountBefore;
    top = topBefore;
    carrying = false;
  }

  long add(Object object) {
    if (freeCount == 0 && top == objects.length) {
      grow();
    }
    int id = freeCount > 0 ? free[--freeCount] : top++;
    objects[id] = object;
    return id;
  }

  /** Both arrays or none. */
  private void grow() {
    @Nullable Object[] more = Arrays.copyOf(objects, 2 * top);
    int[] moreFree = Arrays.copyOf(free, 2 * top);
    objects = more;
    free = moreFree;
  }

  Object get(long id) {
    return Objects.requireNonNull(objects[(int) id], "an object was released while in use");
  }

  /**
   * Lets go of the objects that no value and no undo record has any more, as the context says. One
   * by one: no number is freed twice, whatever call of this fails.
   */
  void takeReleased(long context) {
    if (carrying) {
      forgetCarried();
    }
    for (long count = load(context + CONTEXT_RELEASED_COUNT); count != 0; count--) {
      long id = load(load(context + CONTEXT_RELEASED) + ((count - 1) << 3));
      store(context + CONTEXT_RELEASED_COUNT, count - 1);
      objects[(int) id] = null; // no call from here on, so that no stack can end in between
      free[freeCount++] = (int) id;
    }
  }

  /** The number of objects that are kept. */
  int size() {
    return top - freeCount;
  }
}
