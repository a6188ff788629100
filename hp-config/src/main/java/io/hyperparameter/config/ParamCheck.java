package io.hyperparameter.config;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Compares a configuration with the declared parameters, before anything runs: which keys nobody
 * declares, and which values their parameters would refuse.
 *
 * <pre>{@code
 * ParamCheck check = ParamCheck.of(Config.load(path), ParamIndex.load(), false);
 * check.errors().forEach(System.err::println);   // train.toml:3:1: no parameter is named ...
 * }</pre>
 *
 * <p>In a namespace the index knows, or with a known key behind dashes or blanks, an unknown key is
 * an error; one without a dot, which is in no namespace, is one if it is near to a known one. So is
 * a value at the name of a namespace, a key below a parameter that is one value, what takes away
 * values of known keys by replacing the map they are in, and what adds to a list that is not set,
 * where a default would be lost.
 *
 * <p>Elsewhere the index may just not have a key. Yet one that can only be a slip of a known one is
 * an error: {@code lr}, {@code app.train.lr}, {@code trian.lr} and {@code train_lr} for {@code
 * train.lr}. The same name in another namespace ({@code optimizer.lr}) is an error in a definition,
 * which is given for this very run, and a warning in a file, which may have parts for others. What
 * a reference refers to is meant, and neither. Who knows of keys that are read and not declared
 * {@linkplain #of(Config, ParamIndex, boolean, Predicate) says so}.
 *
 * <p>Values are checked of the types the index can tell by name, and of lists and Optionals of
 * these; the others where they are read. Immutable.
 *
 * @param errors what must be mended, keys before values, each sorted by key
 * @param warnings what looks like a known key and may yet be meant
 */
public record ParamCheck(List<Problem> errors, List<Problem> warnings) {
  /**
   * One thing to mend. Immutable.
   *
   * @param key the full key; empty if it has none
   * @param origin where what is wrong stands: the name of an unknown key, else the value
   * @param what what is wrong
   * @param hint the way out, to be appended to {@code what}; maybe empty
   */
  public record Problem(String key, Optional<ConfigOrigin> origin, String what, String hint) {
    /** The place, what is wrong, the way out, and the line with a caret below the column. */
    @Override
    public String toString() {
      String snippet = origin.map(ConfigOrigin::snippet).orElse("");
      return origin.map(place -> place + ": ").orElse("")
          + origin.map(place -> without("; it came from " + place, what)).orElse(what)
          + hint
          + (snippet.isEmpty() ? "" : "\n" + snippet);
    }

    /** What is said of the place in the middle, where it is said first. */
    private static String without(String phrase, String text) {
      int at = text.lastIndexOf(phrase);
      return at < 0 ? text : text.substring(0, at) + text.substring(at + phrase.length());
    }
  }

  /**
   * For those who make their own.
   *
   * @param errors what must be mended
   * @param warnings what may be meant
   */
  public ParamCheck {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares keys and values.
   *
   * @param given the configuration
   * @param index the declared parameters
   * @param strict whether every key must be declared, whatever its namespace
   * @return what is wrong; without errors if all is well
   */
  public static ParamCheck of(Config given, ParamIndex index, boolean strict) {
    return of(given, index, strict, key -> false);
  }

  /**
   * Compares keys and values.
   *
   * @param given the configuration
   * @param index the declared parameters
   * @param strict whether every key must be declared, whatever its namespace
   * @param allowed which keys are taken though nobody declares them, strictly or not; {@link
   *     #within} makes one of names
   * @return what is wrong; without errors if all is well
   */
  public static ParamCheck of(
      Config given, ParamIndex index, boolean strict, Predicate<String> allowed) {
    ParamCheck keys = ofKeys(given, index, strict, allowed);
    List<Problem> all = new ArrayList<>(keys.errors);
    all.addAll(ofValues(given, index));
    return new ParamCheck(all, keys.warnings);
  }

  /**
   * Compares keys alone.
   *
   * @param given the configuration
   * @param index the declared parameters
   * @param strict whether every key must be declared, whatever its namespace
   * @return what is wrong
   */
  public static ParamCheck ofKeys(Config given, ParamIndex index, boolean strict) {
    return ofKeys(given, index, strict, key -> false);
  }

  /**
   * Compares keys alone.
   *
   * @param given the configuration
   * @param index the declared parameters
   * @param strict whether every key must be declared, whatever its namespace
   * @param allowed which keys are taken though nobody declares them, strictly or not; not what
   *     stands in the place of declared ones
   * @return what is wrong
   */
  public static ParamCheck ofKeys(
      Config given, ParamIndex index, boolean strict, Predicate<String> allowed) {
    return new KeyCheck(given, index, strict, allowed).result();
  }

  /**
   * Compares values alone, those whose keys are declared.
   *
   * @param given the configuration
   * @param index the declared parameters
   * @return what is wrong; {@code what} tells the place, too
   */
  public static List<Problem> ofValues(Config given, ParamIndex index) {
    return ValueCheck.problems(given, index);
  }

  /**
   * The class that a parameter's values are read as.
   *
   * @param entry a declared parameter
   * @return the class; empty if the name of the type does not tell
   */
  public static Optional<Class<?>> typeOf(ParamEntry entry) {
    return Optional.ofNullable(ValueCheck.type(entry));
  }

  /**
   * What to tell somebody who named a parameter that is not there.
   *
   * @param wanted the name
   * @param index the declared parameters
   * @return {@code ; did you mean "a" or "b"?}, else what else is in the namespace, else nothing
   */
  public static String near(String wanted, ParamIndex index) {
    return new KnownKeys(index).near(wanted);
  }

  /**
   * {@return the given keys that have to be read by their names alone, sorted: no index declares
   * them or has keys below them, and no reference uses them}
   *
   * @param given the configuration
   * @param index the declared parameters
   */
  public static SortedSet<String> undeclared(Config given, ParamIndex index) {
    KnownKeys known = new KnownKeys(index);
    ConfigTree.Referred referred = given.tree().referred();
    SortedSet<String> undeclared = new TreeSet<>();
    for (String key : given.keys()) {
      if (!known.has(key) && known.below(key).isEmpty() && !referred.uses(key)) {
        undeclared.add(key);
      }
    }
    return undeclared;
  }

  /**
   * {@return a test of keys that is true for these names and all below them}
   *
   * @param names keys, or names of namespaces, such as {@code train} for {@code train.lr}
   */
  public static Predicate<String> within(Collection<String> names) {
    List<String> all = List.copyOf(names);
    return key -> all.stream().anyMatch(name -> key.equals(name) || key.startsWith(name + "."));
  }
}
