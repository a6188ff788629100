package io.hyperparameter.processor;

import org.jspecify.annotations.Nullable;

/**
 * What a namespace may be. The library takes nearly any text as a key; but one that a user writes
 * into the source is meant to be set from a command line or a file, and read in help texts.
 */
final class Namespaces {
  private Namespaces() {}

  /** What is wrong with a namespace, and the way out; null if nothing is. */
  static @Nullable String wrong(String namespace) {
    String said = "the namespace " + Literals.of(namespace);
    if (namespace.indexOf('=') >= 0) {
      return said
          + " contains '=', so no definition key=value could set its parameters; leave it out";
    }
    if (namespace.startsWith("-")) {
      return said
          + " begins with '-', as options of a command line do; leave it out, as in "
          + Literals.of(namespace.replaceFirst("^-+", ""));
    }
    if (!namespace.equals(namespace.strip())) {
      return said + " begins or ends with a blank; remove it";
    }
    for (String part : namespace.split("\\.", -1)) {
      if (part.isEmpty()) {
        return said
            + " has an empty part; put one dot between two names, and none at the ends: the dot"
            + " before the parameter's name is added";
      }
    }
    return null;
  }
}
