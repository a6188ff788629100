package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of a configuration with its origin. Immutable once the step that made it is done. */
sealed interface Node permits MapNode, Node.Items, Node.Patch, Node.Scalar {
  /** Where it stands. */
  ConfigOrigin origin();

  /** How many values it consists of, itself included. */
  long size();

  /**
   * Anything that is no map and no list.
   *
   * @param value a Long, Double, Boolean, String, null, or any object of a map in memory
   * @param text as it was written, without quotes; null if it never was text
   */
  record Scalar(@Nullable Object value, @Nullable String text, ConfigOrigin origin)
      implements Node {
    static Scalar ofText(String text, ConfigOrigin origin) {
      return new Scalar(text, text, origin);
    }

    @Override
    public long size() {
      return 1;
    }
  }

  /** A list. */
  record Items(List<Node> nodes, ConfigOrigin origin, long size) implements Node {
    static Items of(List<Node> nodes, ConfigOrigin origin) {
      return new Items(List.copyOf(nodes), origin, 1 + sizeOf(nodes));
    }

    /**
     * The list that a text is where one is wanted, as a read of a scope has it: what stands between
     * commas, in brackets or not, blanks around it ignored.
     */
    static Items ofText(String text, ConfigOrigin origin) {
      String list = text.strip();
      if (list.length() >= 2 && list.startsWith("[") && list.endsWith("]")) {
        list = list.substring(1, list.length() - 1);
      }
      List<Node> nodes = new ArrayList<>();
      if (!list.isBlank()) {
        for (String part : list.split(",", -1)) {
          nodes.add(Scalar.ofText(part.strip(), origin));
        }
      }
      return of(nodes, origin);
    }

    /** A list, or one that is written as text and refers to nothing; null for all else. */
    static @Nullable Items of(@Nullable Node node) {
      if (node instanceof Items list) {
        return list;
      }
      return node instanceof Scalar scalar
              && scalar.value() instanceof String text
              && !Interpolation.refers(text)
          ? ofText(text, scalar.origin())
          : null;
    }
  }

  /** What is added to a list of a document below this one. */
  record Patch(List<Node> before, List<Node> after, ConfigOrigin origin) implements Node {
    @Override
    public long size() {
      return 1 + sizeOf(before) + sizeOf(after);
    }

    /** The list that this makes of another one. */
    Items over(Items below) {
      List<Node> all = new ArrayList<>(before);
      all.addAll(below.nodes());
      all.addAll(after);
      return Items.of(all, origin);
    }

    /** Both additions as one, this one the later. */
    Patch over(Patch below) {
      List<Node> first = new ArrayList<>(before);
      first.addAll(below.before());
      List<Node> last = new ArrayList<>(below.after());
      last.addAll(after);
      return new Patch(first, last, origin);
    }

    /** The list, where there is nothing to add to. */
    Items alone() {
      return over(Items.of(List.of(), origin));
    }
  }

  private static long sizeOf(List<Node> nodes) {
    long size = 0;
    for (Node node : nodes) {
      size += node.size();
    }
    return size;
  }
}
