package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays one document over another (rule F2). */
final class Merge {
  private final Problems problems;

  Merge(Problems problems) {
    this.problems = problems;
  }

  /** Map on map merges, an addition adds to a list, anything else replaces. */
  MapNode maps(MapNode below, MapNode above) {
    return maps(below, above, "");
  }

  private MapNode maps(MapNode below, MapNode above, String key) {
    MapNode merged = new MapNode(below);
    merged.noteReplaced(above);
    Map<String, List<String>> loose = loose(below);
    for (Map.Entry<String, MapNode.Member> entry : above.entries()) {
      String name = entry.getKey();
      MapNode.Member over = entry.getValue();
      MapNode.Member under = merged.member(name);
      String full = Messages.join(key, name);
      Node node = under == null ? over.node() : nodes(under.node(), over.node(), full);
      if (node instanceof MapNode map && loose.containsKey(name)) {
        node = withLoose(merged, name, loose.get(name), map, full);
      }
      merged.noteReplaced(name, under == null ? null : under.node(), node);
      merged.put(name, new MapNode.Member(over.at(), node));
    }
    return merged;
  }

  /** The names with dots, which stand beside a value of their first name, by that. */
  private static Map<String, List<String>> loose(MapNode map) {
    Map<String, List<String>> loose = new HashMap<>();
    for (String name : map.names()) {
      int dot = name.indexOf('.');
      if (dot >= 0) {
        loose.computeIfAbsent(name.substring(0, dot), unused -> new ArrayList<>()).add(name);
      }
    }
    return loose;
  }

  private Node nodes(Node below, Node above, String key) {
    if (below instanceof MapNode under && above instanceof MapNode over) {
      return maps(under, over, key);
    }
    if (above instanceof Node.Patch patch) {
      if (below instanceof Node.Patch more) {
        return patch.over(more);
      }
      Node.Items list = Node.Items.of(below);
      if (list != null) {
        return patch.over(list);
      }
      problems.add(
          ConfigError.Kind.TYPE,
          key,
          above.origin(),
          Messages.key(key)
              + ": adds to a list, but "
              + Messages.describe(below)
              + " is there ("
              + below.origin()
              + "); give the whole list without '+'");
    }
    return above;
  }

  /** Takes the members that stood beside a value into the map that is there now. */
  private MapNode withLoose(
      MapNode merged, String name, List<String> loose, MapNode map, String key) {
    return maps(taken(merged, name, loose), map, key);
  }

  /** Removes members that stood beside a value from a map; gives them as one of their own. */
  private static MapNode taken(MapNode from, String name, List<String> loose) {
    MapNode taken = new MapNode(from.origin());
    loose.sort(Comparator.comparingInt(String::length)); // first what others may be below of
    for (String dotted : loose) {
      MapNode.Member member = from.member(dotted);
      if (member != null) {
        taken.place(dotted.substring(name.length() + 1), member);
        from.remove(dotted);
      }
    }
    return taken;
  }

  /**
   * Takes members that stood beside a value into that, where it was a reference to a map: what is
   * written beside it stays over what the reference brings.
   *
   * @param map the tree, whose own members may be changed
   */
  void settleLoose(MapNode map, String key) {
    for (Map.Entry<String, List<String>> entry : loose(map).entrySet()) {
      String name = entry.getKey();
      MapNode.Member referring = map.member(name);
      if (referring != null && referring.node() instanceof MapNode below) {
        MapNode above = taken(map, name, entry.getValue());
        map.put(name, referring.at(), maps(below, above, Messages.join(key, name)));
      }
    }
  }

  /** The tree in which every addition to a list has become one. */
  static MapNode settle(MapNode map) {
    MapNode settled = new MapNode(map.origin());
    settled.noteReplaced(map);
    map.entries()
        .forEach(
            e -> {
              Node node = e.getValue().node();
              settled.noteGiven(e.getKey(), node, false);
              settled.put(e.getKey(), e.getValue().at(), settle(node));
            });
    return settled;
  }

  private static Node settle(Node node) {
    if (node instanceof MapNode map) {
      return settle(map);
    }
    if (node instanceof Node.Patch patch) {
      return settle(patch.alone());
    }
    if (node instanceof Node.Items list) {
      List<Node> nodes = new ArrayList<>();
      list.nodes().forEach(element -> nodes.add(settle(element)));
      return Node.Items.of(nodes, list.origin());
    }
    return node;
  }
}
