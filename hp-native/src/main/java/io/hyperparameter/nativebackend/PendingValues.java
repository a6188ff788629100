package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.Given;
import org.jspecify.annotations.Nullable;

/**
 * A pending level of several values and where they are, as {@link PendingNumber} is of one: the
 * next level of their keys need not look for their slots, nor note what undoes it.
 */
final class PendingValues {
  /** Of the value given last; null for: something else may stand there. */
  @Nullable String key;

  /** The same of the level entered before, noted or not: one that does not come again is not. */
  @Nullable String seen;

  /** What C++ counted outside of it. */
  long outside;

  /** And counted inside when it was entered. */
  long inside;

  /** How readers saw the context then. */
  long mode;

  /** How many were given before the last. */
  int earlier;

  final Value last = new Value();

  /** Notes the key of the one given last, and those before it. */
  void note(String lastKey, Given newest) {
    Value value = last;
    for (Given given = newest; given != null; given = given.earlier()) {
      value = value.before();
      value.key = given.key();
    }
    last.key = lastKey;
    earlier = newest.size();
  }

  /** One of them. */
  static final class Value {
    @Nullable String key;
    long slot;

    // what that had outside

    long word;
    long value;

    /** Where its text is, if it is one, while the level is entered. */
    long text;

    private @Nullable Value before;

    /** The one given before it, with what is noted there, which may be of another level. */
    Value before() {
      Value known = before;
      if (known == null) {
        before = known = new Value();
      }
      return known;
    }
  }
}
