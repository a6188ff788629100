package io.hyperparameter.config;

import io.hyperparameter.ParamScope;
import io.hyperparameter.config.ConfigError.Kind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Resolves <code>${path}</code> in a merged tree (rules F3 to F7). Belongs to one tree. */
final class Interpolation {
  private static final String START = "${";

  /** A chain of references may not be longer, so that no file can exhaust the stack. */
  private static final int LONGEST_CHAIN = 200;

  private final MapNode root;
  private final References references;
  private final ConfigLimits limits;
  private final Problems problems;

  /** What has been resolved, and null for what is being resolved. */
  private final IdentityHashMap<Node, @Nullable Node> resolved = new IdentityHashMap<>();

  /** How deep each resolved map and list is. */
  private final IdentityHashMap<Node, Integer> heights = new IdentityHashMap<>();

  private long characters;
  private int chain;

  private Interpolation(
      MapNode root, References references, ConfigLimits limits, Problems problems) {
    this.root = root;
    this.references = references;
    this.limits = limits;
    this.problems = problems;
  }

  /** The tree without references; where something is wrong, the problems say what. */
  static MapNode resolve(
      MapNode root, References references, ConfigLimits limits, Problems problems) {
    try {
      return (MapNode)
          new Interpolation(root, references, limits, problems).node(root, "", root.origin());
    } catch (Problems.Abort e) {
      return root;
    }
  }

  /** Whether a text has a reference in it. */
  static boolean refers(String text) {
    int start = text.indexOf(START);
    while (start >= 0) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        return false;
      }
      if (end > start + START.length()) {
        return true;
      }
      start = text.indexOf(START, start + 1);
    }
    return false;
  }

  /** The paths that a text refers to. */
  static List<String> paths(String text) {
    List<String> paths = new ArrayList<>();
    for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, start + 1)) {
      int end = text.indexOf('}', start);
      if (end > start + START.length()) {
        paths.add(text.substring(start + START.length(), end));
      }
    }
    return paths;
  }

  private Node node(Node node, String key, ConfigOrigin from) {
    boolean plain =
        node instanceof Node.Scalar scalar
            && !(scalar.value() instanceof String text && refers(text));
    if (plain) {
      return node;
    }
    if (resolved.containsKey(node)) {
      Node done = resolved.get(node);
      if (done == null) {
        problems.add(
            Kind.CYCLE,
            key,
            from,
            Messages.quote(key)
                + " refers to itself, directly or through others; break the circle");
        return new Node.Scalar(null, null, node.origin());
      }
      return done;
    }
    resolved.put(node, null);
    Node made = made(node, key);
    resolved.put(node, made);
    measure(made, node.origin(), key);
    if (made.size() > limits.values()) {
      throw problems.abort(
          Kind.LIMIT,
          key,
          node.origin(),
          "references make more than " + limits.values() + " values; do they refer to each other?");
    }
    return made;
  }

  /** What references put into each other may be deeper than any source. */
  private void measure(Node made, ConfigOrigin origin, String key) {
    if (made instanceof Node.Scalar || heights.containsKey(made)) {
      return;
    }
    int height = 0;
    if (made instanceof MapNode map) {
      for (MapNode.Member member : map.members()) {
        height = Math.max(height, 1 + heights.getOrDefault(member.node(), 0));
      }
    } else if (made instanceof Node.Items list) {
      for (Node element : list.nodes()) {
        height = Math.max(height, 1 + heights.getOrDefault(element, 0));
      }
    }
    if (height > limits.depth() + 1) { // a scalar counts
      throw problems.abort(
          Kind.LIMIT,
          key,
          origin,
          "references nest deeper than " + limits.depth() + "; do they refer to each other?");
    }
    heights.put(made, height);
  }

  private Node made(Node node, String key) {
    if (node instanceof MapNode map) {
      MapNode made = new MapNode(map.origin());
      made.noteReplaced(map);
      for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
        MapNode.Member member = entry.getValue();
        String below = Messages.join(key, entry.getKey());
        made.put(entry.getKey(), member.at(), node(member.node(), below, member.at()));
      }
      new Merge(problems).settleLoose(made, key);
      return made;
    }
    if (node instanceof Node.Items list) {
      List<Node> nodes = new ArrayList<>();
      for (Node element : list.nodes()) {
        nodes.add(node(element, key, element.origin()));
      }
      return Node.Items.of(nodes, list.origin());
    }
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      if (++chain > LONGEST_CHAIN) {
        throw problems.abort(
            Kind.LIMIT,
            key,
            node.origin(),
            "a chain of more than " + LONGEST_CHAIN + " references; refer to the value itself");
      }
      Node made = text(text, node.origin(), key);
      chain--;
      return made;
    }
    return node;
  }

  private Node text(String text, ConfigOrigin origin, String key) {
    if (text.startsWith(START) && text.indexOf('}') == text.length() - 1) {
      Node target = referred(text.substring(START.length(), text.length() - 1), origin, key);
      return target instanceof Node.Scalar scalar
          ? new Node.Scalar(scalar.value(), scalar.text(), via(scalar.origin(), origin))
          : target;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, done)) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      out.append(text, done, start);
      String path = text.substring(start + START.length(), end);
      out.append(path.isEmpty() ? "${}" : form(referred(path, origin, key), path, origin, key));
      done = end + 1;
      if (out.length() > limits.characters()) {
        throw tooMuchText(origin, key);
      }
    }
    out.append(text, done, text.length());
    characters += out.length();
    if (characters > limits.characters()) {
      throw tooMuchText(origin, key);
    }
    return Node.Scalar.ofText(out.toString(), origin);
  }

  private Problems.Abort tooMuchText(ConfigOrigin origin, String key) {
    return problems.abort(
        Kind.LIMIT,
        key,
        origin,
        "references make more than " + limits.characters() + " characters of text");
  }

  private static ConfigOrigin via(ConfigOrigin value, ConfigOrigin reference) {
    ConfigOrigin place = value.via().isPresent() ? value.via().get() : null;
    return reference.equals(place) ? value : value.via(reference);
  }

  private Node referred(String path, ConfigOrigin origin, String key) {
    if (references.answers(path)) {
      String found = references.text(path);
      if (found != null) {
        return Node.Scalar.ofText(found, References.origin(path));
      }
      problems.add(
          Kind.MISSING_REFERENCE,
          key,
          origin,
          Messages.quote(key)
              + " refers to the "
              + References.origin(path)
              + ", which is not set"
              + "; set it, or write ${env:NAME:default}");
      return new Node.Scalar(null, null, origin);
    }
    Node target = find(root, "", path, origin);
    if (target == null) {
      List<String> keys = new ArrayList<>();
      Plain.leaves(
          root,
          (name, unused) -> {
            if (!name.equals(key)) { // a reference to itself is no way out
              keys.add(name);
            }
          });
      problems.add(
          Kind.MISSING_REFERENCE,
          key,
          origin,
          Messages.quote(key)
              + " refers to "
              + Messages.quote(path)
              + ", which is not there"
              + References.hint(path, key)
              + Messages.didYouMean(path, keys));
      return new Node.Scalar(null, null, origin);
    }
    return target;
  }

  /**
   * The resolved value at a path; a reference on the way is followed, too.
   *
   * @param key the full key of the map to begin in
   */
  private @Nullable Node find(MapNode from, String key, String path, ConfigOrigin origin) {
    MapNode.Member direct = from.member(path);
    if (direct != null) {
      return node(direct.node(), Messages.join(key, path), origin);
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      Node below = from.get(path.substring(0, dot));
      String full = Messages.join(key, path.substring(0, dot));
      if (below instanceof Node.Scalar scalar
          && scalar.value() instanceof String text
          && refers(text)) {
        below = node(below, full, origin);
      }
      Node found =
          below instanceof MapNode map ? find(map, full, path.substring(dot + 1), origin) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Rule F4. */
  private String form(Node node, String path, ConfigOrigin origin, String key) {
    if (node instanceof Node.Items list) {
      StringJoiner joined = new StringJoiner(",");
      for (Node element : list.nodes()) {
        joined.add(form(element, path, origin, key));
        if (joined.length() > limits.characters()) {
          break;
        }
      }
      return joined.toString();
    }
    if (node instanceof Node.Scalar scalar) {
      Object value = scalar.value();
      if (value == null) {
        return "";
      }
      if (value instanceof String text) {
        return text;
      }
      if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
        return ParamScope.of("value", value).getString("value");
      }
    }
    problems.add(
        Kind.TYPE,
        key,
        origin,
        Messages.quote(path) + " is " + Messages.describe(node) + ", which is no part of a text");
    return "";
  }
}
