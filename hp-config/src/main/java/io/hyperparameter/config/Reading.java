package io.hyperparameter.config;

import org.jspecify.annotations.Nullable;

/** What every reader of a format has: the text, the limits, and where errors go. */
final class Reading {
  final SourceText text;
  final ConfigLimits limits;
  final Problems problems;

  /** Whether the name of the source tells no format, so that this one may be another's. */
  final boolean isGuess;

  private long values;

  Reading(SourceText text, ConfigLimits limits, Problems problems) {
    this(text, limits, problems, false);
  }

  Reading(SourceText text, ConfigLimits limits, Problems problems, boolean isGuess) {
    this.text = text;
    this.limits = limits;
    this.problems = problems;
    this.isGuess = isGuess;
  }

  /** Counts values as they are read, so that too many are never held. */
  void count(long more, ConfigOrigin origin) {
    values += more;
    if (values > limits.values()) {
      throw problems.abort(
          ConfigError.Kind.LIMIT,
          null,
          origin,
          "more than " + limits.values() + " values; raise the limit if the source is trusted");
    }
  }

  void depth(int depth, ConfigOrigin origin) {
    if (depth > limits.depth()) {
      throw problems.abort(
          ConfigError.Kind.LIMIT,
          null,
          origin,
          "nested deeper than " + limits.depth() + "; raise the limit if the source is trusted");
    }
  }

  Problems.Abort malformed(ConfigOrigin origin, String message) {
    return problems.abort(ConfigError.Kind.SYNTAX, null, origin, message);
  }

  void wrong(ConfigOrigin origin, String message) {
    problems.add(ConfigError.Kind.SYNTAX, null, origin, message);
  }

  /** Adds a member; a second one of the same name is an error. */
  void put(MapNode map, String name, ConfigOrigin at, @Nullable Node node) {
    MapNode.Member first = map.member(name);
    if (first != null) {
      problems.add(
          ConfigError.Kind.DUPLICATE,
          name,
          at,
          Messages.quote(name)
              + " is given twice, first at "
              + first.at()
              + "; remove one of them");
    } else if (node != null) {
      map.put(name, at, node);
    }
  }
}
