package io.hyperparameter.config;

import io.hyperparameter.config.ParamCheck.Problem;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares the keys of one configuration with those that are declared. Used once. */
final class KeyCheck {
  private static final int MAX_TAKEN = 4;

  private final Config given;
  private final ConfigTree tree;
  private final ConfigTree.Referred referred;
  private final KnownKeys known;
  private final boolean strict;
  private final Predicate<String> allowed;
  private final Map<String, Taken> taken;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  KeyCheck(Config given, ParamIndex index, boolean strict, Predicate<String> allowed) {
    this.given = given;
    this.tree = given.tree();
    this.referred = tree.referred();
    this.known = new KnownKeys(index);
    this.strict = strict;
    this.allowed = allowed;
    this.taken = taken();
  }

  ParamCheck result() {
    for (String key : given.keys()) {
      if (!known.has(key)) {
        addUnknown(key);
      }
    }
    taken.forEach((key, lost) -> errors.add(lost.problem(key)));
    addEmptyMaps();
    addAdditions();
    return new ParamCheck(errors, warnings);
  }

  private void addUnknown(String key) {
    String meant = Names.meant(key);
    Optional<ConfigOrigin> origin = tree.nameOf(key);
    String what = "no parameter is named " + Messages.quote(key);
    if (meant.isEmpty()) {
      errors.add(new Problem(key, origin, "no name before the '='", "; write it as KEY=VALUE"));
    } else if (!meant.equals(key) && known.has(meant)) {
      errors.add(new Problem(key, origin, what, Messages.didYouMean(List.of(meant))));
    } else if (!known.below(meant).isEmpty()) {
      if (given.peek(key).isPresent()) { // else a section that is empty
        Taken lost = taken.remove(key);
        errors.add(
            new Problem(
                key,
                origin,
                what,
                (lost == null ? "" : "; it takes away " + lost)
                    + "; set a key below it ("
                    + known.someBelow(meant)
                    + "), or leave it out"));
      }
    } else if (!known.hasNamespaceOf(meant) && isBelowAValue(meant)) {
      String value = known.above(meant);
      errors.add(
          new Problem(
              key,
              origin,
              what,
              "; " + Messages.quote(value) + " is one value: write " + value + "=VALUE"));
    } else if (!allowed.test(key)) {
      addUndeclared(key, meant, origin, what);
    }
  }

  private void addUndeclared(String key, String meant, Optional<ConfigOrigin> origin, String what) {
    String misplaced = misplacedInclude(key);
    boolean isForThisRun = origin.isPresent() && origin.get().isOfDefinition();
    List<String> alike = referred.uses(key) ? List.of() : known.alike(meant, isForThisRun);
    if (strict
        || known.hasNamespaceOf(meant)
        || alike.stream().anyMatch(each -> KnownKeys.isMistakeFor(each, meant, isForThisRun))) {
      String hint = misplaced.isEmpty() ? hint(key, meant, alike) : misplaced;
      errors.add(new Problem(key, origin, what, hint));
    } else if (!misplaced.isEmpty()) {
      warnings.add(new Problem(key, origin, what, misplaced));
    } else if (!alike.isEmpty()) {
      warnings.add(new Problem(key, origin, what, Messages.didYouMean(alike)));
    }
  }

  /** Whether a key is below one that no map is ever read as. */
  private boolean isBelowAValue(String key) {
    String above = known.above(key);
    return !above.isEmpty() && known.isOneValue(above);
  }

  /** Those it can only be a slip of; else the near ones, the alike ones, or the others there. */
  private String hint(String key, String meant, List<String> alike) {
    List<String> slips = alike.stream().filter(each -> Likeness.isSlip(meant, each)).toList();
    if (!slips.isEmpty()) {
      return Messages.didYouMean(slips);
    }
    String near = known.near(key);
    return near.isEmpty() ? Messages.didYouMean(alike) : near;
  }

  /** The way out for an {@code include} that is not at the top; nothing if it is none. */
  private String misplacedInclude(String key) {
    return key.endsWith("." + Documents.INCLUDE)
            && given.peek(key).orElse(null) instanceof String file
            && ConfigFormat.isKnown(file)
        ? "; to include a file there, write include."
            + KnownKeys.namespace(key)
            + " = "
            + Messages.quote(file)
            + " at the top"
        : "";
  }

  /** Empty maps where a scope reads one value; told already are those that take values away. */
  private void addEmptyMaps() {
    tree.emptyMaps()
        .forEach(
            (key, at) -> {
              if (known.has(key)
                  && !taken.containsKey(key)
                  && known.below(key).isEmpty()
                  && known.isOneValue(key)) {
                String what = Messages.quote(key) + " is an empty map";
                String hint = "; it is one value: write " + key + "=VALUE, or leave it out";
                errors.add(new Problem(key, Optional.of(at), what, hint));
              }
            });
  }

  /** Lists that are nothing but additions, where a default would be lost. */
  private void addAdditions() {
    tree.additions()
        .forEach(
            (key, at) -> {
              if (known.mayHaveElements(key)) {
                String what = Messages.quote(key) + " adds to a list, but none is set";
                String hint = "; its default would be lost: give the whole list, without '+'";
                errors.add(new Problem(key, Optional.of(at), what, hint));
              }
            });
  }

  /**
   * Values of known keys that are gone because what is no map was laid over theirs, or a map over
   * one value.
   *
   * @param by what was laid over it last
   * @param values the keys, and how to tell of each
   */
  private record Taken(ConfigTree.Replaced by, NavigableMap<String, String> values) {
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
      return Messages.some(List.copyOf(values.values()), MAX_TAKEN);
    }
  }

  /** What was taken away, by the keys of the maps it was in. */
  private NavigableMap<String, Taken> taken() {
    Set<String> keys = given.keys();
    NavigableMap<String, Taken> all = new TreeMap<>();
    for (ConfigTree.Replaced replaced : tree.replaced()) {
      NavigableMap<String, String> lost = new TreeMap<>();
      replaced
          .values()
          .forEach(
              (key, at) -> {
                boolean mayBeMap =
                    replaced.isByMap() && (known.below(key).isEmpty() || !known.isOneValue(key));
                if (known.has(key) && !keys.contains(key) && !mayBeMap) {
                  lost.put(key, key + " (" + at + ")");
                }
              });
      if (!lost.isEmpty() && given.origin(replaced.key()).isPresent()) { // else it was deleted
        Taken before = all.put(replaced.key(), new Taken(replaced, lost));
        if (before != null) {
          before.values().forEach(lost::putIfAbsent);
        }
      }
    }
    return all;
  }
}
