package io.hyperparameter.catalog;

import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.config.ParamCheck.Problem;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The parameters of a library that does not declare them itself, written down by somebody else.
 *
 * <p>To add one: implement this with a public constructor without arguments, name the class in
 * {@code META-INF/services} and in {@code provides} of the module, and ship {@link #index} as
 * {@link ParamIndex#RESOURCE} of the same jar. Implementations are stateless or safe on any thread.
 */
public interface Catalogue {
  /** {@return the library and the versions this is true of, such as {@code XGBoost 3}} */
  String library();

  /** {@return every parameter, second names included, each with type, bounds and default} */
  ParamIndex index();

  /**
   * {@return second names to first ones, both as full keys; empty if there are none} A
   * configuration that has both is wrong: the library would take one of them, without a word.
   */
  Map<String, String> aliases();

  /** {@return the catalogues that the loader of this class sees} */
  static List<Catalogue> all() {
    return ServiceLoader.load(Catalogue.class, Catalogue.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * Finds parameters that a configuration gives twice, by two names.
   *
   * @param given the configuration
   * @return one problem for each parameter, at the last of its names by the alphabet; maybe none
   */
  default List<Problem> ambiguities(Config given) {
    SortedSet<String> keys = given.keys();
    Map<String, List<String>> names = new TreeMap<>();
    aliases()
        .forEach(
            (alias, first) -> {
              if (keys.contains(alias)) {
                names.computeIfAbsent(first, unused -> new ArrayList<>()).add(alias);
              }
            });
    List<Problem> problems = new ArrayList<>();
    names.forEach(
        (first, aliases) -> {
          List<String> all = new ArrayList<>(aliases);
          if (keys.contains(first)) {
            all.add(first);
          }
          if (all.size() > 1) {
            all.sort(null);
            String last = all.get(all.size() - 1);
            problems.add(
                new Problem(
                    last,
                    given.origin(last),
                    String.join(" and ", all) + " are one parameter of " + library(),
                    "; keep one of them"));
          }
        });
    return problems;
  }

  /** {@return the namespaces of the parameters, empty for those without one} */
  default Set<String> namespaces() {
    Set<String> namespaces = new HashSet<>();
    index().entries().forEach(entry -> namespaces.add(namespace(entry.key())));
    return namespaces;
  }

  /**
   * Compares a configuration with this catalogue: unknown keys in its namespaces, values of the
   * wrong type or out of bounds, and parameters given twice.
   *
   * @param given the configuration
   * @return everything that is wrong; empty if all is well
   */
  default List<Problem> check(Config given) {
    Set<String> namespaces = namespaces();
    // what is not of this library others know, even if it is like a name of its
    List<Problem> problems =
        new ArrayList<>(
            ParamCheck.of(given, index(), false, key -> !namespaces.contains(namespace(key)))
                .errors());
    problems.addAll(ambiguities(given));
    return problems;
  }

  private static String namespace(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }
}
