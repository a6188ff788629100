package io.hyperparameter.config;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
  private static final int MAX_NEAR = 3;
  private static final int MAX_SIBLINGS = 12;
  private static final int MAX_TAKEN = 4;

  /**
   * One thing to mend. Immutable.
   *
   * @param key the full key; empty if it has none
   * @param origin where the value stands
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
    TreeSet<String> known = new TreeSet<>();
    Set<String> namespaces = new HashSet<>();
    for (ParamEntry entry : index.entries()) {
      known.add(entry.key());
      namespaces.add(namespace(entry.key()));
    }
    namespaces.remove(""); // which nobody has for himself
    Map<String, Taken> taken = taken(given, known, index);
    Config.Referred referred = given.referred();
    List<Problem> errors = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    for (String key : given.keys()) {
      if (known.contains(key)) {
        continue;
      }
      String meant = key.replaceFirst("^-+", "").strip();
      Optional<ConfigOrigin> origin = given.origin(key);
      String what = "no parameter is named " + Messages.quote(key);
      String misplaced = misplacedInclude(key, given);
      if (meant.isEmpty()) {
        errors.add(new Problem(key, origin, "no name before the '='", "; write it as KEY=VALUE"));
      } else if (!meant.equals(key) && known.contains(meant)) {
        errors.add(new Problem(key, origin, what, "; did you mean " + Messages.quote(meant) + "?"));
      } else if (!below(meant, known).isEmpty()) {
        if (given.peek(key).isPresent()) { // else a section that is empty
          Taken lost = taken.remove(key);
          errors.add(
              new Problem(
                  key,
                  origin,
                  what,
                  (lost == null ? "" : "; it takes away " + lost)
                      + "; set a key below it ("
                      + some(List.copyOf(below(meant, known)))
                      + "), or leave it out"));
        }
      } else if (!namespaces.contains(namespace(meant)) && isBelowAValue(meant, known, index)) {
        String value = above(meant, known);
        errors.add(
            new Problem(
                key,
                origin,
                what,
                "; " + Messages.quote(value) + " is one value: write " + value + "=VALUE"));
      } else if (!allowed.test(key)) {
        List<String> alike = referred.uses(key) ? List.of() : alike(meant, origin, known);
        if (strict
            || namespaces.contains(namespace(meant))
            || alike.stream().anyMatch(each -> isMistake(meant, origin, each))) {
          errors.add(
              new Problem(
                  key,
                  origin,
                  what,
                  misplaced.isEmpty() ? hint(key, meant, alike, index) : misplaced));
        } else if (!misplaced.isEmpty()) {
          warnings.add(new Problem(key, origin, what, misplaced));
        } else if (!alike.isEmpty()) {
          warnings.add(new Problem(key, origin, what, didYouMean(alike)));
        }
      }
    }
    taken.forEach((key, lost) -> errors.add(lost.problem(key)));
    addEmptyMaps(given, index, known, taken.keySet(), errors);
    addAdditions(given, index, errors);
    return new ParamCheck(errors, warnings);
  }

  /** Empty maps where a scope reads one value; told already are those that take values away. */
  private static void addEmptyMaps(
      Config given,
      ParamIndex index,
      TreeSet<String> known,
      Set<String> told,
      List<Problem> errors) {
    given
        .emptyMaps()
        .forEach(
            (key, at) -> {
              if (known.contains(key)
                  && !told.contains(key)
                  && below(key, known).isEmpty()
                  && index.find(key).stream().allMatch(ValueCheck::isOneValue)) {
                String what = Messages.quote(key) + " is an empty map";
                String hint = "; it is one value: write " + key + "=VALUE, or leave it out";
                errors.add(new Problem(key, Optional.of(at), what, hint));
              }
            });
  }

  /** Lists that are nothing but additions, where a default would be lost. */
  private static void addAdditions(Config given, ParamIndex index, List<Problem> errors) {
    given
        .additions()
        .forEach(
            (key, at) -> {
              if (index.find(key).stream().anyMatch(ValueCheck::mayHaveElements)) {
                String what = Messages.quote(key) + " adds to a list, but none is set";
                String hint = "; its default would be lost: give the whole list, without '+'";
                errors.add(new Problem(key, Optional.of(at), what, hint));
              }
            });
  }

  /** The known keys that one looks like, sorted; those it is most likely meant for if any is. */
  private static List<String> alike(
      String key, Optional<ConfigOrigin> origin, NavigableSet<String> known) {
    List<String> meant = known.stream().filter(each -> isMistake(key, origin, each)).toList();
    return meant.isEmpty()
        ? known.stream().filter(each -> Likeness.hasSameName(key, each)).toList()
        : meant;
  }

  /** Those it can only be a slip of; else the near ones, the alike ones, or the others there. */
  private static String hint(String key, String meant, List<String> alike, ParamIndex index) {
    List<String> slips = alike.stream().filter(each -> Likeness.isSlip(meant, each)).toList();
    if (!slips.isEmpty()) {
      return didYouMean(slips);
    }
    String near = near(key, index);
    return near.isEmpty() ? didYouMean(alike) : near;
  }

  private static boolean isMistake(String key, Optional<ConfigOrigin> origin, String known) {
    boolean isForThisRun = origin.isPresent() && origin.get().isOfDefinition();
    return Likeness.isSlip(key, known)
        || isMisspelt(key, known)
        || (isForThisRun && Likeness.hasSameName(key, known));
  }

  /** Whether a name without a dot is near to a known one of this sort. */
  private static boolean isMisspelt(String key, String known) {
    return key.indexOf('.') < 0
        && known.indexOf('.') < 0
        && !MissingParamException.near(key, List.of(known)).isEmpty();
  }

  /** The way out for an {@code include} that is not at the top; nothing if it is none. */
  private static String misplacedInclude(String key, Config given) {
    return key.endsWith("." + Documents.INCLUDE)
            && given.peek(key).orElse(null) instanceof String file
            && ConfigFormat.isKnown(file)
        ? "; to include a file there, write include."
            + namespace(key)
            + " = "
            + Messages.quote(file)
            + " at the top"
        : "";
  }

  /**
   * Values of known keys that are gone because what is no map was laid over theirs, or a map over
   * one value.
   *
   * @param by what was laid over it last
   * @param values the keys, and how to tell of each
   */
  private record Taken(Config.Replaced by, NavigableMap<String, String> values) {
    Problem problem(String key) {
      return new Problem(
          key,
          Optional.of(by.by()),
          Messages.quote(key) + (by.isByMap() ? " is a map here" : " is no map here"),
          "; it takes away "
              + this
              + (by.isByMap()
                  ? "; leave it out, or write both here, "
                      + key
                      + " and keys with dots, "
                      + key
                      + ".NAME"
                  : by.isByNull()
                      ? "; an empty section is null: leave it out, or write {}"
                      : "; leave it out, or give these again"));
    }

    @Override
    public String toString() {
      return some(List.copyOf(values.values()), MAX_TAKEN);
    }
  }

  /** What was taken away, by the keys of the maps it was in. */
  private static NavigableMap<String, Taken> taken(
      Config given, TreeSet<String> known, ParamIndex index) {
    Set<String> keys = given.keys();
    NavigableMap<String, Taken> taken = new TreeMap<>();
    for (Config.Replaced replaced : given.replaced()) {
      NavigableMap<String, String> lost = new TreeMap<>();
      replaced
          .values()
          .forEach(
              (key, at) -> {
                boolean mayBeMap =
                    replaced.isByMap()
                        && (below(key, known).isEmpty()
                            || !index.find(key).stream().allMatch(ValueCheck::isOneValue));
                if (known.contains(key) && !keys.contains(key) && !mayBeMap) {
                  lost.put(key, key + " (" + at + ")");
                }
              });
      if (!lost.isEmpty() && given.origin(replaced.key()).isPresent()) { // else it was deleted
        Taken before = taken.put(replaced.key(), new Taken(replaced, lost));
        if (before != null) {
          before.values().forEach(lost::putIfAbsent);
        }
      }
    }
    return taken;
  }

  /** The known keys that begin with this one and a dot; a slash is what comes behind it. */
  private static NavigableSet<String> below(String key, TreeSet<String> known) {
    return known.subSet(key + ".", true, key + "/", false);
  }

  /** The longest known key that this one begins with, before a dot; empty if there is none. */
  private static String above(String key, Set<String> known) {
    String above = namespace(key);
    while (!above.isEmpty() && !known.contains(above)) {
      above = namespace(above);
    }
    return above;
  }

  /** Whether a key is below one that no map is ever read as. */
  private static boolean isBelowAValue(String key, Set<String> known, ParamIndex index) {
    String above = above(key, known);
    return !above.isEmpty() && index.find(above).stream().allMatch(ValueCheck::isOneValue);
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
    Set<String> keys = new TreeSet<>(index.entries().stream().map(ParamEntry::key).toList());
    List<String> names = MissingParamException.near(wanted, keys);
    if (!names.isEmpty()) {
      return didYouMean(names);
    }
    String namespace = namespace(wanted);
    List<String> siblings = keys.stream().filter(key -> namespace(key).equals(namespace)).toList();
    // abbreviated, or with something added
    List<String> begun =
        siblings.stream().filter(key -> key.startsWith(wanted) || wanted.startsWith(key)).toList();
    return !begun.isEmpty()
        ? didYouMean(begun)
        : siblings.isEmpty() ? "" : "; there are " + some(siblings);
  }

  /**
   * {@return the given keys that have to be read by their names alone, sorted: no index declares
   * them or has keys below them, and no reference uses them}
   *
   * @param given the configuration
   * @param index the declared parameters
   */
  public static SortedSet<String> undeclared(Config given, ParamIndex index) {
    TreeSet<String> known = new TreeSet<>();
    index.entries().forEach(entry -> known.add(entry.key()));
    Config.Referred referred = given.referred();
    SortedSet<String> undeclared = new TreeSet<>();
    for (String key : given.keys()) {
      if (!known.contains(key) && below(key, known).isEmpty() && !referred.uses(key)) {
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

  private static String some(List<String> names) {
    return some(names, MAX_SIBLINGS);
  }

  private static String some(List<String> names, int most) {
    int more = names.size() - most;
    return String.join(", ", more > 0 ? names.subList(0, most) : names)
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String namespace(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  private static String didYouMean(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    return names.stream()
        .limit(MAX_NEAR)
        .map(Messages::quote)
        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }
}
