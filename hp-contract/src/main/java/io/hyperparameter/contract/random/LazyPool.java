package io.hyperparameter.contract.random;

import io.hyperparameter.Suggest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lazy values that always give the same result and count how often they are asked: once for each
 * value read, never by anything else (L1, L3).
 */
final class LazyPool {
  /** What a supplier of this pool throws. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("the supplier refuses", null, false, false);
    }
  }

  /** As a result: throw instead. */
  private static final Object REFUSE = new Object();

  private final List<Suggest> all = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> index = new IdentityHashMap<>();
  private final List<@Nullable Object> results = new ArrayList<>();
  private final int[] asked;
  private final int[] expected;

  LazyPool() {
    List<@Nullable Object> give =
        Arrays.asList(7L, "12", "seven", 2.5, true, null, new Object(), REFUSE);
    asked = new int[give.size()];
    expected = new int[give.size()];
    for (Object result : give) {
      int i = all.size();
      results.add(result);
      Suggest lazy = Suggest.from(() -> ask(i));
      index.put(lazy, i);
      all.add(lazy);
    }
  }

  List<Suggest> all() {
    return all;
  }

  private @Nullable Object ask(int i) {
    asked[i]++;
    Object result = results.get(i);
    if (result == REFUSE) {
      throw new Refused();
    }
    return result;
  }

  /** For the model: what a reader gets, noting that the supplier will be asked. */
  @Nullable Object resolve(@Nullable Object value) {
    Integer i = value instanceof Suggest ? index.get(value) : null;
    if (i == null) {
      return value;
    }
    expected[i]++;
    Object result = results.get(i);
    if (result == REFUSE) {
      throw new ModelError(ModelError.Kind.LAZY);
    }
    return result;
  }

  /** For the model with a fault: notes that the supplier will be asked. */
  void expectIfLazy(@Nullable Object value) {
    Integer i = index.get(value);
    if (i != null) {
      expected[i]++;
    }
  }

  /** Null if every supplier was asked as often as it should, else what is wrong; starts anew. */
  @Nullable String difference() {
    String difference =
        Arrays.equals(asked, expected)
            ? null
            : "suppliers were asked "
                + Arrays.toString(asked)
                + " times instead of "
                + Arrays.toString(expected);
    reset();
    return difference;
  }

  /** Starts counting anew. */
  void reset() {
    Arrays.fill(asked, 0);
    Arrays.fill(expected, 0);
  }
}
