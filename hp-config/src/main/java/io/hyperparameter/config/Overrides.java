package io.hyperparameter.config;

import io.hyperparameter.config.ConfigError.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Applies definitions to a tree, in order: {@code key=value}, {@code key[0]=value}, {@code
 * key+=value}, {@code +key=value}, {@code ~key}, {@code ~key[0]}.
 */
final class Overrides {
  private static final Pattern INDEXED =
      Pattern.compile("(.*?)((?:\\[\\d{1,9}])+)(?:\\.(.*))?", Pattern.DOTALL);

  /** Brackets at the end of a name with something else than an index in them. */
  private static final Pattern NO_INDEX = Pattern.compile("\\[([^\\[\\].]*)](?=$|[.\\[])");

  private static final String FORM = "write it as key=value, or ~key to delete";

  private final ConfigLimits limits;
  private final Problems problems;

  /** Where the definitions so far were given: a map of such an origin has nothing of a file. */
  private final Set<ConfigOrigin> before = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A definition and where it was given. */
  record Given(String definition, ConfigOrigin origin) {
    /** One that nobody said the origin of: the phrase of the library's own definitions. */
    static Given of(String definition) {
      return new Given(
          definition, ConfigOrigin.ofDefinition("definition " + Messages.quote(definition)));
    }

    static List<Given> of(String... definitions) {
      return List.of(definitions).stream().map(Given::of).toList();
    }
  }

  /** What is to be done where a path ends; null instead of a node deletes. */
  private record Change(String definition, String key, ConfigOrigin origin, @Nullable Node node) {}

  /** Thrown with what is wrong with one definition. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  Overrides(ConfigLimits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  MapNode apply(MapNode root, List<Given> definitions) {
    MapNode changed = root;
    for (Given definition : definitions) {
      changed = apply(changed, definition);
      before.add(definition.origin());
    }
    return changed;
  }

  private MapNode apply(MapNode root, Given given) {
    String definition = given.definition();
    ConfigOrigin origin = given.origin();
    int split = definition.indexOf('=');
    boolean deletes = split < 0 && definition.startsWith("~");
    String key = deletes ? definition.substring(1) : definition.substring(0, Math.max(split, 0));
    try {
      if (split < 0 && !deletes) {
        throw new Refused("no '='; write it as key=value, without blanks, or ~key to delete");
      }
      if (!deletes && key.startsWith("~")) {
        throw new Refused("deletes and sets at once; " + FORM);
      }
      refuseForeign(key, definition.substring(split + 1));
      if (!Names.isKey(key) || (deletes && key.isEmpty())) {
        throw new Refused("no key; " + FORM);
      }
      String value = definition.substring(split + 1);
      Node node = deletes ? null : Node.Scalar.ofText(value, origin);
      if (node != null && Names.isBefore(key)) {
        key = key.substring(1);
        node = new Node.Patch(Node.Items.ofText(value, origin).nodes(), List.of(), origin);
      } else if (node != null && Names.isAfter(key)) {
        key = key.substring(0, key.length() - 1);
        node = new Node.Patch(List.of(), Node.Items.ofText(value, origin).nodes(), origin);
      }
      Node made = at(root, steps(key), 0, new Change(definition, key, origin, node));
      return made instanceof MapNode map ? map : root;
    } catch (Refused e) {
      problems.add(
          Kind.OVERRIDE,
          key,
          null,
          "definition " + Messages.quote(definition) + ": " + e.getMessage());
      return root;
    }
  }

  /** What another library's overrides mean something by, and would be a new key here. */
  private static void refuseForeign(String key, String value) {
    if (key.startsWith("++") || key.endsWith("++")) {
      String name = key.replaceFirst("^\\++", "").replaceFirst("\\++$", "");
      throw new Refused("'++' means nothing here; write " + name + "=" + value + " to set it");
    }
    Matcher brackets = NO_INDEX.matcher(key);
    while (brackets.find()) {
      if (!brackets.group(1).matches("\\d{1,9}")) {
        throw new Refused(
            "["
                + brackets.group(1)
                + "] is no index; give one that counts from 0, such as "
                + key.substring(0, brackets.start())
                + "[0]");
      }
    }
  }

  /** The names between the dots as Strings, indexes in brackets as Integers. */
  private List<Object> steps(String key) {
    List<Object> steps = new ArrayList<>();
    String rest = key;
    while (rest != null) {
      Matcher indexed = INDEXED.matcher(rest);
      boolean found = indexed.matches();
      String names = found ? indexed.group(1) : rest;
      for (String name : names.split("\\.", -1)) {
        steps.add(name);
      }
      if (found) {
        String brackets = indexed.group(2);
        for (String index : brackets.substring(1, brackets.length() - 1).split("]\\[", -1)) {
          steps.add(Integer.valueOf(index));
        }
      }
      rest = found ? indexed.group(3) : null;
    }
    if (steps.size() > limits.depth()) {
      throw new Refused("more than " + limits.depth() + " names in a key; raise the limit");
    }
    return steps;
  }

  private @Nullable Node at(@Nullable Node node, List<Object> steps, int step, Change change) {
    if (step == steps.size()) {
      return ended(node, change);
    }
    if (steps.get(step) instanceof Integer index) {
      return inList(node, index, steps, step, change);
    }
    MapNode map = node instanceof MapNode there ? new MapNode(there) : new MapNode(change.origin());
    String name = (String) steps.get(step);
    MapNode.Member member = map.member(name);
    boolean last = step + 1 == steps.size();
    if (member == null && change.node() == null) {
      throw nothing(map, steps, step);
    }
    boolean value = member != null && member.node() instanceof Node.Scalar;
    if (value && !last && steps.get(step + 1) instanceof String) {
      return besides(map, name, steps, step, change); // a value and a longer key (rule K4)
    }
    Node made = at(member == null ? null : member.node(), steps, step + 1, change);
    if (last) {
      map.noteGiven(name, change.node(), member != null);
    }
    if (made == null) {
      map.remove(name);
    } else if (last
        && member != null
        && member.node() instanceof MapNode below
        && before.contains(below.origin())) {
      map.put(name, change.origin(), made);
      map.placeBeside(name, below); // in whatever order both were given (rule K4)
    } else {
      map.noteReplaced(name, member == null ? null : member.node(), made);
      map.put(name, change.origin(), made);
    }
    return map;
  }

  private MapNode besides(MapNode map, String name, List<Object> steps, int step, Change change) {
    StringBuilder rest = new StringBuilder(name);
    for (Object following : steps.subList(step + 1, steps.size())) {
      if (following instanceof Integer) {
        throw new Refused(Messages.quote(name) + " is no map");
      }
      rest.append('.').append(following);
    }
    MapNode.Member member = map.member(rest.toString());
    if (change.node() == null && member == null) {
      throw nothing(map, steps, step);
    }
    Node made = ended(member == null ? null : member.node(), change);
    map.noteGiven(rest.toString(), change.node(), member != null);
    if (made == null) {
      map.remove(rest.toString());
    } else {
      map.put(rest.toString(), change.origin(), made);
    }
    return map;
  }

  private static Refused nothing(MapNode map, List<Object> steps, int step) {
    return new Refused(
        "nothing to delete"
            + Messages.didYouMean(
                String.valueOf(steps.get(step)), map.names(), "Use a key that is there"));
  }

  private @Nullable Node ended(@Nullable Node node, Change change) {
    if (!(change.node() instanceof Node.Patch patch)) {
      return change.node();
    }
    if (node == null) {
      return patch.alone();
    }
    Node.Items list = Node.Items.of(node);
    if (list != null) {
      return patch.over(list);
    }
    throw new Refused(
        "'+' adds to a list, but "
            + change.key()
            + " is "
            + Messages.describe(node)
            + (node instanceof Node.Scalar scalar && scalar.value() instanceof String
                ? ", which is not read yet; add to what it refers to, or"
                : ";")
            + " leave out the '+' to set it");
  }

  private Node inList(@Nullable Node node, int index, List<Object> steps, int step, Change change) {
    Node.Items list = Node.Items.of(node);
    if (list == null) {
      throw new Refused(
          "["
              + index
              + "] is for lists, and there is "
              + (node == null ? "nothing" : Messages.describe(node))
              + "; give the whole value");
    }
    if (index >= list.nodes().size()) {
      throw new Refused(
          "["
              + index
              + "] is beyond the end of a list of "
              + list.nodes().size()
              + "; key+=value appends");
    }
    List<Node> nodes = new ArrayList<>(list.nodes());
    Node made = at(nodes.get(index), steps, step + 1, change);
    if (made == null) {
      nodes.remove(index);
    } else {
      nodes.set(index, made);
    }
    return Node.Items.of(nodes, list.origin());
  }
}
