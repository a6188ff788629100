package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the tree of a configuration tells beyond its values: what was lost when sources were laid
 * over each other, what is there without a value, and which keys references name. Immutable.
 */
final class ConfigTree {
  private final MapNode root;

  /** Before references were resolved; null where text is text. */
  private final @Nullable MapNode written;

  ConfigTree(MapNode root, @Nullable MapNode written) {
    this.root = root;
    this.written = written;
  }

  /**
   * Values that are gone, as something that is no map was laid over theirs, or a map over a value.
   *
   * @param key where it was laid
   * @param values the full keys, and where each stood
   * @param by what was laid over it
   */
  record Replaced(
      String key,
      Map<String, ConfigOrigin> values,
      ConfigOrigin by,
      boolean isByNull,
      boolean isByMap) {}

  /** What was replaced so, wherever in the tree; a key may be among them more than once. */
  List<Replaced> replaced() {
    List<Replaced> all = new ArrayList<>();
    forEachMap(root, "", (key, map) -> map.replaced().forEach(each -> all.add(told(key, each))));
    return all;
  }

  private static Replaced told(String key, MapNode.Replaced each) {
    String full = Messages.join(key, each.name());
    Map<String, ConfigOrigin> values = new HashMap<>();
    if (each.before() instanceof MapNode before) {
      Plain.leaves(before, (name, node) -> values.put(Messages.join(full, name), node.origin()));
    } else {
      values.put(full, each.before().origin());
    }
    Node by = each.by();
    return new Replaced(full, values, by.origin(), Binder.isNull(by), by instanceof MapNode);
  }

  /** The full keys of maps without anything in them, and where each stands. */
  SortedMap<String, ConfigOrigin> emptyMaps() {
    SortedMap<String, ConfigOrigin> all = new TreeMap<>();
    forEachMap(
        root,
        "",
        (key, map) -> {
          if (map != root && map.members().isEmpty()) {
            all.put(key, map.origin());
          }
        });
    return all;
  }

  /** The full keys of lists that are nothing but additions, and where each stands. */
  SortedMap<String, ConfigOrigin> additions() {
    SortedMap<String, ConfigOrigin> all = new TreeMap<>();
    forEachMap(
        root,
        "",
        (key, map) -> map.additions().forEach((name, at) -> all.put(Messages.join(key, name), at)));
    return all;
  }

  /**
   * Where the name of a key stands, or what brought it: a key below a reference to a map has no
   * name of its own there, and is mended at the name of the reference.
   */
  Optional<ConfigOrigin> nameOf(String key) {
    MapNode names = written != null ? written : root;
    String path = key;
    MapNode.Member member = names.find(path);
    while (member == null && !path.isEmpty()) {
      path = KnownKeys.namespace(path);
      member = names.find(path);
    }
    return Optional.ofNullable(member).map(MapNode.Member::at);
  }

  /**
   * What references name, wherever in the tree; nothing where text is text.
   *
   * @param paths what stands in them
   * @param above what these begin with, before a dot
   */
  record Referred(Set<String> paths, Set<String> above) {
    /** Whether a reference names the key, a map it is in, or something below it. */
    boolean uses(String key) {
      boolean uses = paths.contains(key) || above.contains(key);
      for (int dot = key.indexOf('.'); dot >= 0 && !uses; dot = key.indexOf('.', dot + 1)) {
        uses = paths.contains(key.substring(0, dot));
      }
      return uses;
    }
  }

  Referred referred() {
    Set<String> paths = new HashSet<>();
    MapNode unresolved = written;
    if (unresolved != null) {
      addReferred(unresolved, paths);
    }
    Set<String> above = new HashSet<>();
    for (String path : paths) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        above.add(path.substring(0, dot));
      }
    }
    return new Referred(paths, above);
  }

  private static void addReferred(Node node, Set<String> paths) {
    if (node instanceof MapNode map) {
      map.members().forEach(member -> addReferred(member.node(), paths));
    } else if (node instanceof Node.Items list) {
      list.nodes().forEach(element -> addReferred(element, paths));
    } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      paths.addAll(Interpolation.paths(text));
    }
  }

  /** Each map of a tree, the outer ones first, with its full key. */
  private static void forEachMap(MapNode map, String key, BiConsumer<String, MapNode> action) {
    action.accept(key, map);
    map.entries()
        .forEach(
            entry -> {
              if (entry.getValue().node() instanceof MapNode below) {
                forEachMap(below, Messages.join(key, entry.getKey()), action);
              }
            });
  }
}
