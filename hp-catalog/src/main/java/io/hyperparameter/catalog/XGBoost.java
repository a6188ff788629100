package io.hyperparameter.catalog;

import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck.Problem;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parameters of XGBoost 3 in the namespace {@code xgboost}, and the map that its training
 * takes.
 *
 * <pre>{@code
 * // -D xgboost.eta=0.1 xgboost.max_depth=4
 * Map<String, Object> params = XGBoost.params(Map.of("objective", "multi:softprob", "num_class", 10));
 * Booster booster = ml.dmlc.xgboost4j.java.XGBoost.train(data, params, rounds, watches, null, null);
 * }</pre>
 *
 * <p>XGBoost ignores names it does not know, and takes one of {@code eta} and {@code learning_rate}
 * where both are given. Here both are errors before training starts. This needs no XGBoost and
 * works with any version of it that knows the parameters which are set. Stateless.
 */
public final class XGBoost implements Catalogue {
  private static final String LIBRARY = "XGBoost 3";

  /** Of all keys. */
  private static final String NAMESPACE = "xgboost.";

  /** As XGBoost declares them: the second name, then the first. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "learning_rate", "eta",
          "min_split_loss", "gamma",
          "reg_lambda", "lambda",
          "reg_alpha", "alpha",
          "n_jobs", "nthread",
          "random_state", "seed");

  /** For {@link java.util.ServiceLoader}. */
  public XGBoost() {}

  @Override
  public String library() {
    return LIBRARY;
  }

  @Override
  public ParamIndex index() {
    return Loaded.INDEX;
  }

  @Override
  public Map<String, String> aliases() {
    return ALIASES.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                each -> NAMESPACE + each.getKey(), each -> NAMESPACE + each.getValue()));
  }

  /**
   * {@return what the calling thread's scope has of XGBoost's parameters} {@link #params(Map)}
   * without values of the program.
   *
   * @throws CatalogueException with everything that is wrong
   */
  public static Map<String, Object> params() {
    return params(Map.of());
  }

  /**
   * What the calling thread's scope has of XGBoost's parameters, laid over what the program needs.
   *
   * @param program names without namespace to values, such as {@code objective} and {@code
   *     num_class}; the scope wins, whichever of its names a parameter has there
   * @return a new map of what is set, for {@code ml.dmlc.xgboost4j.java.XGBoost.train}: names
   *     without namespace, values of the parameters' types (Integer, Long, Double, Boolean, String)
   * @throws CatalogueException with everything that is wrong: names nobody knows, values of the
   *     wrong type or out of bounds, a parameter given by two names
   */
  public static Map<String, Object> params(Map<String, ?> program) {
    ParamScope current = ParamScope.current();
    Map<String, Object> own = new LinkedHashMap<>();
    program.forEach((name, value) -> own.put(NAMESPACE + name, value));
    Map<String, Object> set = new LinkedHashMap<>();
    for (String key : current.keys()) {
      if (key.startsWith(NAMESPACE)) {
        current.find(key).ifPresent(value -> set.put(key, value)); // asks a tuner once
      }
    }
    checked(Config.of(alone(own)));
    checked(Config.of(alone(set)));
    set.keySet().forEach(key -> own.keySet().removeIf(each -> first(each).equals(first(key))));
    own.putAll(set);
    ParamScope all = alone(own);
    Map<String, Object> params = new TreeMap<>();
    for (String key : own.keySet()) {
      Object value = all.get(key, type(key));
      if (value != null) {
        params.put(key.substring(NAMESPACE.length()), value);
      }
    }
    return params;
  }

  /** A scope through which nothing else shines. */
  private static ParamScope alone(Map<String, Object> values) {
    ParamScope scope = ParamScope.empty();
    scope.putAll(values);
    return scope;
  }

  private static String first(String key) {
    String name = key.substring(NAMESPACE.length());
    return ALIASES.getOrDefault(name, name);
  }

  private static Class<?> type(String key) {
    List<ParamEntry> declared = Loaded.INDEX.find(key);
    return switch (declared.get(0).type()) {
      case "int" -> Integer.class;
      case "long" -> Long.class;
      case "double" -> Double.class;
      case "boolean" -> Boolean.class;
      default -> String.class;
    };
  }

  private static void checked(Config given) {
    List<Problem> problems = new XGBoost().check(given);
    if (!problems.isEmpty()) {
      throw new CatalogueException(problems);
    }
  }

  /** Read at the first use. */
  private static final class Loaded {
    /** Out of all that the loader sees: a shaded jar has the indexes one after another. */
    static final ParamIndex INDEX =
        ParamIndex.of(
            ParamIndex.load(XGBoost.class.getClassLoader()).entries().stream()
                .filter(entry -> entry.element().equals(LIBRARY))
                .toList());
  }
}
