package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.guard.Limit.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads limits.ini. A word it does not know is an error: a limit must not vanish by a typing slip.
 */
final class Limits {
  private Limits() {}

  /** The limits of benchmarks/limits.ini, as built into the jar. */
  static List<Limit> load() {
    try (InputStream in = Limits.class.getResourceAsStream("/limits.ini")) {
      if (in == null) {
        throw new IllegalStateException("limits.ini is not on the class path");
      }
      return parse(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Limit> parse(List<String> lines) {
    List<Limit> limits = new ArrayList<>();
    String title = "";
    Map<String, String> entries = new LinkedHashMap<>();
    String last = "";
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        if (!title.isEmpty()) {
          limits.add(limit(title, entries));
        }
        title = line.substring(1, line.lastIndexOf(']'));
        entries = new LinkedHashMap<>();
      } else if (Character.isWhitespace(line.charAt(0))) {
        entries.merge(last, line.strip(), (a, b) -> a + " " + b);
      } else {
        int equals = line.indexOf('=');
        if (equals < 0 || title.isEmpty()) {
          throw new IllegalArgumentException("limits.ini: what is \"" + line + "\"?");
        }
        last = line.substring(0, equals).strip();
        entries.put(last, line.substring(equals + 1).strip());
      }
    }
    if (!title.isEmpty()) {
      limits.add(limit(title, entries));
    }
    return limits;
  }

  private static Limit limit(String title, Map<String, String> entries) {
    List<Limit> made = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String of = entries.remove(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      if (of != null) {
        String[] names = of.split(kind == Kind.RATIO || kind == Kind.TO_JAVA ? " / " : ", *");
        String bound = take(title, entries, "at most", null);
        made.add(
            new Limit(
                title,
                kind,
                List.of(names),
                Double.parseDouble(bound),
                Double.parseDouble(take(title, entries, "meanwhile", bound)),
                List.of(take(title, entries, "on", "java, native").split(", *")),
                Integer.parseInt(take(title, entries, "from jdk", "17")),
                Integer.parseInt(take(title, entries, "to jdk", "999")),
                take(title, entries, "judged", "in every build").equals("in every build"),
                take(title, entries, "why", null)));
        if (made.get(0).meanwhile() > made.get(0).bound() && !made.get(0).isExact()) {
          throw new IllegalArgumentException(
              "limits.ini: [" + title + "] is not exact, so no build needs a \"meanwhile\"");
        }
        if ((kind == Kind.RATIO || kind == Kind.TO_JAVA) && names.length != 2) {
          throw new IllegalArgumentException("limits.ini: [" + title + "] needs \"a / b\"");
        }
      }
    }
    if (made.size() != 1 || !entries.isEmpty()) {
      throw new IllegalArgumentException(
          "limits.ini: ["
              + title
              + "] compares "
              + made.size()
              + " things and also says "
              + entries);
    }
    return made.get(0);
  }

  private static String take(
      String title,
      Map<String, String> entries,
      String name,
      @org.jspecify.annotations.Nullable String otherwise) {
    String value = entries.remove(name);
    if (value != null) {
      return value;
    }
    if (otherwise == null) {
      throw new IllegalArgumentException("limits.ini: [" + title + "] does not say " + name);
    }
    return otherwise;
  }
}
