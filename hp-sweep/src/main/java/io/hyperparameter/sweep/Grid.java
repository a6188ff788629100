package io.hyperparameter.sweep;

import io.hyperparameter.ParamKey;
import io.hyperparameter.ParamScope;
import io.hyperparameter.json.PortableValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which values to try: all combinations of some values of some parameters, or points listed one by
 * one. Immutable and safe on any thread.
 *
 * <pre>{@code
 * Grid grid = Grid.of("train.lr", 0.1, 0.03, 0.01).and("train.batch", 16, 64); // six trials
 * }</pre>
 *
 * <p>The parameter named last changes first. Values are stored as a scope stores them, and must
 * have a portable form: they travel, and stand in journals.
 */
public final class Grid {
  /** More is a mistake, or wants another way of searching. */
  private static final int MAX_TRIALS = 1_000_000;

  private final List<Map<String, @Nullable Object>> points;

  private Grid(List<Map<String, @Nullable Object>> points) {
    this.points = points;
  }

  /**
   * {@return a grid of one parameter}
   *
   * @param key the full key
   * @param values the values to try, at least one
   * @throws IllegalArgumentException if the key is malformed, there is no value, or one has no
   *     portable form
   */
  public static Grid of(String key, Object... values) {
    return new Grid(List.of(Map.of())).and(key, values);
  }

  /**
   * {@return a grid of one parameter}
   *
   * @param <T> the type of its values
   * @param key the parameter
   * @param values the values to try, at least one
   * @throws IllegalArgumentException as {@link #of(String, Object...)}
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  public static <T> Grid of(ParamKey<T> key, T... values) {
    return of(key.key(), (Object[]) values);
  }

  /**
   * {@return a grid of these points}
   *
   * @param points the values of each trial by key, nested or dotted
   * @throws IllegalArgumentException if there are none, two are the same, a key is malformed or a
   *     value has no portable form
   */
  public static Grid points(List<? extends Map<String, ?>> points) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    points.forEach(point -> all.add(stored(point)));
    return new Grid(requireDistinct(all));
  }

  /**
   * {@return a grid of each of these points with each of the values}
   *
   * @param key the full key of a further parameter
   * @param values the values to try, at least one
   * @throws IllegalArgumentException as {@link #of(String, Object...)}, or if the key is in the
   *     grid already, or there would be more than a million trials
   */
  public Grid and(String key, Object... values) {
    if ((long) points.size() * values.length > MAX_TRIALS) {
      throw new IllegalArgumentException(
          key + ": more than " + MAX_TRIALS + " trials; give fewer values, or points() of some");
    }
    List<Map<String, @Nullable Object>> all = new ArrayList<>(points.size() * values.length);
    for (Map<String, @Nullable Object> point : points) {
      for (Object value : values) {
        Map<String, @Nullable Object> more = new TreeMap<>(point);
        for (Map.Entry<String, @Nullable Object> leaf : stored(one(key, value)).entrySet()) {
          if (more.containsKey(leaf.getKey())) {
            throw new IllegalArgumentException(
                leaf.getKey() + " is in the grid already; name all its values at once");
          }
          more.put(leaf.getKey(), leaf.getValue());
        }
        all.add(Collections.unmodifiableMap(more));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(key + ": no value to try; give at least one");
    }
    return new Grid(requireDistinct(all));
  }

  /**
   * {@return a grid of each of these points with each of the values}
   *
   * @param <T> the type of the values
   * @param key a further parameter
   * @param values the values to try, at least one
   * @throws IllegalArgumentException as {@link #and(String, Object...)}
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  public final <T> Grid and(ParamKey<T> key, T... values) {
    return and(key.key(), (Object[]) values);
  }

  /** {@return the number of trials} */
  public int size() {
    return points.size();
  }

  /** {@return the trials in their order} */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>(points.size());
    for (Map<String, @Nullable Object> point : points) {
      trials.add(new Trial(trials.size(), point));
    }
    return Collections.unmodifiableList(trials);
  }

  private static Map<String, @Nullable Object> one(String key, @Nullable Object value) {
    return Collections.singletonMap(key, value);
  }

  /** As a scope stores them, checked. */
  private static Map<String, @Nullable Object> stored(Map<String, ?> values) {
    ParamScope scope = ParamScope.empty(); // nothing of this thread shines through
    scope.putAll(values);
    Map<String, @Nullable Object> stored = new TreeMap<>(scope.toMap());
    stored.forEach(
        (key, value) -> {
          String obstacle = PortableValues.obstacle(value);
          if (obstacle != null) {
            throw new IllegalArgumentException(
                key
                    + ": it is "
                    + obstacle
                    + ", which cannot travel; give a number, a text or a list of them");
          }
        });
    return Collections.unmodifiableMap(stored);
  }

  private static List<Map<String, @Nullable Object>> requireDistinct(
      List<Map<String, @Nullable Object>> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a grid without points; give at least one");
    }
    Map<Map<String, @Nullable Object>, Boolean> seen = new java.util.HashMap<>();
    for (Map<String, @Nullable Object> point : points) {
      if (seen.put(point, true) != null) {
        throw new IllegalArgumentException("the grid has " + point + " twice; keep one of them");
      }
    }
    return Collections.unmodifiableList(points);
  }

  @Override
  public String toString() {
    return "Grid of "
        + Arrays.toString(points.get(0).keySet().toArray())
        + ", "
        + size()
        + " trials";
  }
}
