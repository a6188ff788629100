package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of a configuration, in the order it was written. Changed only by the step that makes it.
 *
 * <p>A name has no dot, unless its first part is a value of its own: beside {@code a} the key
 * {@code a.b} cannot be nested, and is a name with a dot.
 */
final class MapNode implements Node {
  /** A name, where it stands, and what it means. */
  record Member(ConfigOrigin at, Node node) {}

  /** A map that no map took the place of, or the reverse; the values that were here are gone. */
  record Replaced(String name, Node before, Node by) {}

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final ConfigOrigin origin;
  private final List<Replaced> replaced = new ArrayList<>();

  /** What adds to a list, where there is none; the names, and where each stands. */
  private final Map<String, ConfigOrigin> additions = new LinkedHashMap<>();

  private long size = -1;

  MapNode(ConfigOrigin origin) {
    this.origin = origin;
  }

  MapNode(MapNode other) {
    this.origin = other.origin;
    members.putAll(other.members);
    replaced.addAll(other.replaced);
    additions.putAll(other.additions);
  }

  @Override
  public ConfigOrigin origin() {
    return origin;
  }

  @Override
  public long size() {
    if (size < 0) {
      long sum = 1;
      for (Member member : members.values()) {
        sum += member.node().size();
      }
      size = sum;
    }
    return size;
  }

  Set<String> names() {
    return members.keySet();
  }

  Set<Map.Entry<String, Member>> entries() {
    return members.entrySet();
  }

  /** What was once here and was replaced by what is not of its kind. */
  List<Replaced> replaced() {
    return replaced;
  }

  /** Notes that a map is replaced by what is none and refers to none, or a value by a map. */
  void noteReplaced(String name, @Nullable Node before, Node now) {
    boolean refers =
        now instanceof Node.Scalar scalar
            && scalar.value() instanceof String text
            && Interpolation.refers(text);
    boolean isMapGone = before instanceof MapNode && !(now instanceof MapNode) && !refers;
    boolean isValueGone =
        now instanceof MapNode && !(before instanceof MapNode) && !Binder.isNull(before);
    if (before != null && (isMapGone || isValueGone)) {
      replaced.add(new Replaced(name, before, now));
    }
  }

  /** Takes over what another one, whose members come here, knows of what is not in it any more. */
  void noteReplaced(MapNode other) {
    replaced.addAll(other.replaced);
    additions.putAll(other.additions);
  }

  /** Notes what was given for a name: an addition, or what needs no list below. */
  void noteGiven(String name, @Nullable Node given, boolean isThere) {
    if (!(given instanceof Patch)) {
      additions.remove(name);
    } else if (!isThere) {
      additions.put(name, given.origin());
    }
  }

  /** The names of lists that are nothing but additions, and where each stands. */
  Map<String, ConfigOrigin> additions() {
    return additions;
  }

  Collection<Member> members() {
    return members.values();
  }

  @Nullable Member member(String name) {
    return members.get(name);
  }

  @Nullable Node get(String name) {
    Member member = members.get(name);
    return member == null ? null : member.node();
  }

  void put(String name, Member member) {
    size = -1;
    members.put(name, member);
  }

  void put(String name, ConfigOrigin at, Node node) {
    put(name, new Member(at, node));
  }

  /**
   * Puts a member where the dots of its name say, in maps that are made here if need be. Behind a
   * name that is a value of its own they stay.
   */
  void place(String name, Member member) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    if (dot >= 0 && get(first) == null) {
      put(first, member.at(), new MapNode(member.at()));
    }
    if (dot >= 0 && get(first) instanceof MapNode below) {
      size = -1;
      below.place(name.substring(dot + 1), member);
    } else {
      put(name, member);
    }
  }

  /** Puts all that was in a map beside a value of its name, as names with dots. */
  void placeBeside(String name, MapNode below) {
    below.additions.forEach((each, at) -> additions.put(name + "." + each, at));
    below.members.forEach(
        (each, member) -> {
          if (member.node() instanceof MapNode deeper) {
            placeBeside(name + "." + each, deeper);
          } else {
            put(name + "." + each, member);
          }
        });
  }

  void remove(String name) {
    size = -1;
    members.remove(name);
  }

  /** The member at a path of names joined with dots, or null. */
  @Nullable Member find(String path) {
    Member direct = members.get(path);
    if (direct != null) {
      return direct;
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (get(path.substring(0, dot)) instanceof MapNode below) {
        Member found = below.find(path.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
