package io.hyperparameter.config;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.config.ConfigError.Kind;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Environment variables that begin with a prefix, as values of the parameters an index knows:
 * {@code HP_TRAIN__LR} is {@code train.lr}.
 */
final class EnvironmentKeys {
  private final String prefix;
  private final Map<String, Set<String>> keys = new TreeMap<>();

  EnvironmentKeys(String prefix, ParamIndex index) {
    this.prefix = prefix;
    for (ParamEntry entry : index.entries()) {
      keys.computeIfAbsent(variable(entry.key()), unused -> new TreeSet<>()).add(entry.key());
    }
  }

  /** Dots as two underscores, all else that a variable cannot have as one, in upper case. */
  private String variable(String key) {
    return prefix
        + key.replace(".", "__").replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
  }

  /** The variables that may be meant: with few typing errors, or of a parameter of that name. */
  private String near(String name) {
    List<String> near = MissingParamException.near(name, keys.keySet());
    if (near.isEmpty()) {
      String dotted = name.substring(prefix.length()).replace("__", ".").toLowerCase(Locale.ROOT);
      Set<String> all = new TreeSet<>();
      keys.values().forEach(all::addAll);
      near = MissingParamException.near(dotted, all).stream().map(this::variable).toList();
    }
    String rule = "wo underscores stand for a dot, one for any other character";
    return near.isEmpty()
        ? "; t" + rule
        : "; did you mean " + String.join(" or ", near) + "? T" + rule;
  }

  /** The definitions that the variables give. */
  MapNode read(Map<String, String> environment, ConfigLimits limits, Problems problems) {
    Reading reading = new Reading(new SourceText("environment", ""), limits, problems);
    MapNode map = new MapNode(ConfigOrigin.of("the environment"));
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(prefix)) {
        continue;
      }
      ConfigOrigin origin = ConfigOrigin.of("environment variable " + name);
      List<String> fitting = new ArrayList<>(keys.getOrDefault(name, Set.of()));
      if (fitting.size() == 1) {
        map.put(fitting.get(0), origin, Node.Scalar.ofText(variable.getValue(), origin));
      } else if (fitting.isEmpty()) {
        problems.add(Kind.OVERRIDE, null, origin, "is no known parameter" + near(name));
      } else {
        problems.add(
            Kind.OVERRIDE,
            fitting.get(0),
            origin,
            "may be " + String.join(" or ", fitting) + "; set the one you mean by a definition");
      }
    }
    try {
      return Names.normalize(map, reading, false);
    } catch (Problems.Abort e) {
      return map;
    }
  }
}
