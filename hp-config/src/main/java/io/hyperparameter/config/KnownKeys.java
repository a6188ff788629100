package io.hyperparameter.config;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The keys of an index, and what stands near, below and above one that may not be among them. */
final class KnownKeys {
  private static final int MAX_SIBLINGS = 12;

  private final ParamIndex index;
  private final TreeSet<String> keys = new TreeSet<>();
  private final Set<String> namespaces = new HashSet<>();

  KnownKeys(ParamIndex index) {
    this.index = index;
    for (ParamEntry entry : index.entries()) {
      keys.add(entry.key());
      namespaces.add(namespace(entry.key()));
    }
    namespaces.remove(""); // which nobody has for himself
  }

  /** All but the last name of a key. */
  static String namespace(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  boolean has(String key) {
    return keys.contains(key);
  }

  /** Whether known keys are in the namespace that this one is in. */
  boolean hasNamespaceOf(String key) {
    return namespaces.contains(namespace(key));
  }

  /** The known keys that begin with this one and a dot; a slash is what comes behind it. */
  NavigableSet<String> below(String key) {
    return keys.subSet(key + ".", true, key + "/", false);
  }

  /** The longest known key that this one begins with, before a dot; empty if there is none. */
  String above(String key) {
    String above = namespace(key);
    while (!above.isEmpty() && !has(above)) {
      above = namespace(above);
    }
    return above;
  }

  /** Whether no map is ever read as the value of a key. */
  boolean isOneValue(String key) {
    return index.find(key).stream().allMatch(ValueCheck::isOneValue);
  }

  /** Whether the value of a key is read as a list, as far as its type tells. */
  boolean mayHaveElements(String key) {
    return index.find(key).stream().anyMatch(ValueCheck::mayHaveElements);
  }

  /** The known keys that one looks like, sorted; those it is most likely meant for if any is. */
  List<String> alike(String key, boolean isForThisRun) {
    List<String> meant =
        keys.stream().filter(each -> isMistakeFor(each, key, isForThisRun)).toList();
    return meant.isEmpty()
        ? keys.stream().filter(each -> Likeness.hasSameName(key, each)).toList()
        : meant;
  }

  /**
   * Whether a key is a mistake for a known one rather than another parameter.
   *
   * @param isForThisRun whether it was given for this very run, so that nobody else may read it
   */
  static boolean isMistakeFor(String known, String key, boolean isForThisRun) {
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

  /** As {@link ParamCheck#near}. */
  String near(String wanted) {
    List<String> names = MissingParamException.near(wanted, keys);
    if (!names.isEmpty()) {
      return Messages.didYouMean(names);
    }
    String namespace = namespace(wanted);
    List<String> siblings = keys.stream().filter(key -> namespace(key).equals(namespace)).toList();
    // abbreviated, or with something added
    List<String> begun =
        siblings.stream().filter(key -> key.startsWith(wanted) || wanted.startsWith(key)).toList();
    return !begun.isEmpty()
        ? Messages.didYouMean(begun)
        : siblings.isEmpty() ? "" : "; there are " + Messages.some(siblings, MAX_SIBLINGS);
  }

  /** Those below a key, for a message. */
  String someBelow(String key) {
    return Messages.some(List.copyOf(below(key)), MAX_SIBLINGS);
  }
}
