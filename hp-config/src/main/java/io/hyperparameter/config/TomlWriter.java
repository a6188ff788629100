package io.hyperparameter.config;

import java.util.Map;
import java.util.regex.Pattern;

/** Writes TOML 1.0: values first, then a table for each map. */
final class TomlWriter {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private final Map<String, String> comments;
  private final StringBuilder out = new StringBuilder();

  private TomlWriter(Map<String, String> comments) {
    this.comments = comments;
  }

  static String write(MapNode map, Map<String, String> comments) {
    TomlWriter writer = new TomlWriter(comments);
    writer.table(map, "", "");
    return writer.out.toString();
  }

  /** {@code name} is the full key, {@code path} how TOML writes it. */
  private void table(MapNode map, String name, String path) {
    for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
      if (!(entry.getValue().node() instanceof MapNode)) {
        out.append(key(entry.getKey())).append(" = ");
        inline(entry.getValue().node(), out);
        String comment = comments.get(Messages.join(name, entry.getKey()));
        if (comment != null) {
          out.append("  # ").append(comment.replaceAll("\\p{Cntrl}+", " ").strip());
        }
        out.append('\n');
      }
    }
    for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
      if (entry.getValue().node() instanceof MapNode below) {
        String full = path.isEmpty() ? key(entry.getKey()) : path + "." + key(entry.getKey());
        boolean needed =
            below.members().isEmpty()
                || below.members().stream().anyMatch(m -> !(m.node() instanceof MapNode));
        if (needed) {
          out.append(out.length() == 0 ? "" : "\n").append('[').append(full).append("]\n");
        }
        table(below, Messages.join(name, entry.getKey()), full);
      }
    }
  }

  private static String key(String name) {
    return BARE.matcher(name).matches() ? name : TextWriting.quoted(name);
  }

  private static void inline(Node node, StringBuilder out) {
    if (node instanceof MapNode map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
        out.append(separator).append(key(entry.getKey())).append(" = ");
        inline(entry.getValue().node(), out);
        separator = ", ";
      }
      out.append('}');
    } else if (node instanceof Node.Items list) {
      TextWriting.list(list, element -> inline(element, out), out);
    } else if (node instanceof Node.Scalar scalar) {
      Object value = scalar.value();
      if (value instanceof String text) {
        out.append(TextWriting.quoted(text));
      } else if (value instanceof Double number) {
        out.append(
            Double.isNaN(number)
                ? "nan"
                : Double.isInfinite(number)
                    ? (number > 0 ? "inf" : "-inf")
                    : TextWriting.finite(number));
      } else {
        out.append(value);
      }
    }
  }
}
