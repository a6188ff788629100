package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives the names of one document one form: dotted names become nested maps, {@code name+} and
 * {@code +name} of a list become additions to the list {@code name}. Two spellings of one key are
 * an error.
 */
final class Names {
  private final Reading reading;
  private final boolean additions;

  private Names(Reading reading, boolean additions) {
    this.reading = reading;
    this.additions = additions;
  }

  /**
   * The document in the one form; a new tree.
   *
   * @param additions whether a plus in the name of a list means anything
   */
  static MapNode normalize(MapNode document, Reading reading, boolean additions) {
    return new Names(reading, additions).map(document, "", 0);
  }

  private MapNode map(MapNode map, String key, int depth) {
    reading.depth(depth, map.origin());
    MapNode made = new MapNode(map.origin());
    for (boolean dotted : new boolean[] {false, true}) { // a dotted name looks where it fits in
      map.entries()
          .forEach(
              entry -> {
                if (entry.getKey().indexOf('.') >= 0 == dotted) {
                  add(made, entry.getKey(), entry.getValue(), key, depth);
                }
              });
    }
    return made;
  }

  private void add(MapNode made, String written, MapNode.Member member, String key, int depth) {
    String full = Messages.join(key, written);
    if (!isKey(written)) {
      reading.wrong(
          member.at(), Messages.quote(written) + " is no key: it has U+0000 or half a character");
      return;
    }
    Node node = node(member.node(), full, depth);
    String name = written;
    if (additions && node instanceof Node.Items list) {
      if (isBefore(written)) {
        name = written.substring(1);
        node = new Node.Patch(list.nodes(), List.of(), list.origin());
      } else if (isAfter(written)) {
        name = written.substring(0, written.length() - 1);
        node = new Node.Patch(List.of(), list.nodes(), list.origin());
      }
    }
    place(made, name, new MapNode.Member(member.at(), node), full, depth);
  }

  private Node node(Node node, String key, int depth) {
    if (node instanceof MapNode map) {
      return map(map, key, depth + 1);
    }
    if (node instanceof Node.Items list) {
      reading.depth(depth + 1, list.origin());
      List<Node> nodes = new ArrayList<>();
      for (Node element : list.nodes()) {
        nodes.add(node(element, key, depth + 1));
      }
      return Node.Items.of(nodes, list.origin());
    }
    return node;
  }

  /** Puts a member where its dots say. */
  private void place(MapNode into, String name, MapNode.Member member, String full, int depth) {
    MapNode at = into;
    String rest = name;
    for (int below = 1; ; below++) {
      int dot = rest.indexOf('.');
      if (dot < 0) {
        break;
      }
      reading.depth(depth + below, member.at());
      String first = rest.substring(0, dot);
      Node there = at.get(first);
      if (there == null) {
        there = new MapNode(member.at());
        at.put(first, member.at(), there);
      }
      if (!(there instanceof MapNode map)) {
        break; // the prefix is a value of its own (rule K4)
      }
      at = map;
      rest = rest.substring(dot + 1);
    }
    set(at, rest, member, full);
  }

  private void set(MapNode map, String name, MapNode.Member member, String full) {
    MapNode.Member first = map.member(name);
    if (first == null) {
      map.put(name, member);
    } else if (first.node() instanceof MapNode there && member.node() instanceof MapNode more) {
      more.entries().forEach(e -> set(there, e.getKey(), e.getValue(), full + "." + e.getKey()));
    } else if (member.node() instanceof Node.Patch patch
        && first.node() instanceof Node.Items list) {
      map.put(name, member.at(), patch.over(list));
    } else if (member.node() instanceof Node.Patch patch
        && first.node() instanceof Node.Patch more) {
      map.put(name, member.at(), patch.over(more));
    } else if (member.node() instanceof Node.Items list
        && first.node() instanceof Node.Patch patch) {
      map.put(name, member.at(), patch.over(list));
    } else {
      boolean later = isLater(member.at(), first.at());
      reading.problems.add(
          ConfigError.Kind.DUPLICATE,
          full,
          later ? member.at() : first.at(),
          Messages.quote(full)
              + " is given twice, first at "
              + (later ? first.at() : member.at())
              + "; dotted and nested names are one key, so remove one of them");
    }
  }

  private static boolean isLater(ConfigOrigin one, ConfigOrigin other) {
    return one.line() != other.line() ? one.line() > other.line() : one.column() >= other.column();
  }

  /** Whether a list of this name is put before another one. */
  static boolean isBefore(String name) {
    return name.length() > 1 && name.charAt(0) == '+';
  }

  /** Whether a list of this name is put after another one. */
  static boolean isAfter(String name) {
    return name.length() > 1 && name.charAt(name.length() - 1) == '+' && !isBefore(name);
  }

  /** Rule K3. */
  static boolean isKey(String name) {
    return name.indexOf('\0') < 0 && isWellFormed(name);
  }

  /**
   * A key without what is mostly a slip in one, though it may be part of a key: blanks around its
   * names, dashes before them, and names with nothing in them.
   */
  static String meant(String key) {
    return Arrays.stream(key.split("\\.", -1))
        .map(name -> name.strip().replaceFirst("^-+", "").strip())
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining("."));
  }

  /** Whether every surrogate has its partner. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
