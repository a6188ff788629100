package io.hyperparameter.config;

import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlElement;
import org.tomlj.TomlEntry;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * Reads TOML 1.0 by tomlj. That gives values and places; the text of a number or date is cut out of
 * the source at its place. Dates and times become text, in the form that {@code java.time} reads.
 */
final class TomlReader {
  /**
   * What a number, a boolean or a date is made of; a date may be split from its time by a blank.
   */
  private static final Pattern TOKEN =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:[0-9:.zZ+-]*|[^\\s,\\]}#=]+");

  private static final String TOO_LARGE = "Integer is too large";

  private final Reading reading;
  private final SourceText text;

  /** Offsets of whole numbers outside 64 bits, for which the text has a placeholder. */
  private final Set<Integer> outside = new HashSet<>();

  private TomlReader(Reading reading) {
    this.reading = reading;
    this.text = reading.text;
  }

  static MapNode read(Reading reading) {
    return new TomlReader(reading).document();
  }

  private MapNode document() {
    requireFewValues();
    TomlParseOptions options =
        TomlParseOptions.sourceless()
            .withVersion(TomlVersion.V1_0_0)
            .withMaxNestingDepth(Math.max(1, reading.limits.depth()));
    TomlParseResult result = Toml.parse(text.text(), options);
    if (result.hasErrors() && replaceLargeIntegers(result)) {
      result = Toml.parse(placeholders(), options);
    }
    List<TomlParseError> errors = new ArrayList<>(result.errors());
    errors.sort(Comparator.comparingInt(error -> offset(error.position())));
    if (reading.isGuess && !errors.isEmpty()) {
      guessedWrong(errors.get(0));
      errors.clear();
    }
    for (TomlParseError error : errors) {
      String message = Objects.requireNonNullElse(error.getMessage(), "malformed");
      boolean twice = message.contains("previously defined");
      reading.problems.add(
          twice ? ConfigError.Kind.DUPLICATE : ConfigError.Kind.SYNTAX,
          null,
          at(error.position()),
          twice ? message : message + TomlHints.of(text.text(), offset(error.position()), message));
    }
    return table(result, text.at(0), 0);
  }

  /** What is no TOML at all has an error in each line, and none of them says why. */
  private void guessedWrong(TomlParseError first) {
    reading.wrong(
        at(first.position()),
        Objects.requireNonNullElse(first.getMessage(), "malformed")
            + "; it is read as TOML, as its name ends in none of "
            + ConfigFormat.ENDINGS
            + "; rename it if it is one of the others");
  }

  /**
   * The parser builds its whole tree before a value could be counted, at some 500 bytes a value.
   */
  private void requireFewValues() {
    long separators = text.text().chars().filter(c -> c == ',' || c == '=').count();
    if (separators / 2 > reading.limits.values()) {
      throw reading.problems.abort(
          ConfigError.Kind.LIMIT,
          null,
          text.at(0),
          "more than "
              + reading.limits.values()
              + " values, by the commas in it; raise the limit if the source is trusted");
    }
  }

  /** Rule V1 keeps as text what TOML itself refuses: whether there is any. */
  private boolean replaceLargeIntegers(TomlParseResult result) {
    for (TomlParseError error : result.errors()) {
      if (TOO_LARGE.equals(error.getMessage())) {
        outside.add(offset(error.position()));
      }
    }
    return !outside.isEmpty();
  }

  /** The text with a literal string of the same length where such an integer stands. */
  private String placeholders() {
    StringBuilder patched = new StringBuilder(text.text());
    for (int start : outside) {
      int end = start + token(start).length();
      patched.replace(start, end, "'" + "0".repeat(Math.max(0, end - start - 2)) + "'");
    }
    return patched.toString();
  }

  private MapNode table(TomlTable table, ConfigOrigin origin, int depth) {
    reading.depth(depth, origin);
    reading.count(1, origin);
    MapNode map = new MapNode(origin);
    for (TomlElement element : table.elements()) {
      if (element instanceof TomlKeyValue entry) {
        ConfigOrigin at = at(entry.position());
        reading.put(map, entry.key(), at, value(entry, at, depth));
      }
    }
    return map;
  }

  private Node list(TomlArray array, ConfigOrigin origin, int depth) {
    reading.depth(depth, origin);
    reading.count(1, origin);
    List<Node> nodes = new ArrayList<>();
    for (TomlElement element : array.elements()) {
      if (element instanceof TomlEntry entry) {
        nodes.add(value(entry, at(entry.position()), depth));
      }
    }
    return Node.Items.of(nodes, origin);
  }

  private Node value(TomlEntry entry, ConfigOrigin key, int depth) {
    TomlPosition position = entry.value().position();
    ConfigOrigin origin = position == null ? key : at(position);
    Object value = entry.value().get();
    if (value instanceof TomlTable table) {
      return table(table, origin, depth + 1);
    }
    if (value instanceof TomlArray array) {
      return list(array, origin, depth + 1);
    }
    reading.count(1, origin);
    int offset = position == null ? -1 : offset(position);
    if (value instanceof String string) {
      return outside.contains(offset) ? large(offset, origin) : Node.Scalar.ofText(string, origin);
    }
    String written = token(offset);
    if (value instanceof Temporal) {
      return Node.Scalar.ofText(written.replace(' ', 'T').toUpperCase(Locale.ROOT), origin);
    }
    return value instanceof Double number
        ? Numbers.fraction(written.replace("_", ""), number, written, origin)
        : new Node.Scalar(value, written, origin);
  }

  private Node large(int offset, ConfigOrigin origin) {
    return Node.Scalar.ofText(token(offset).replace("_", ""), origin);
  }

  private String token(int offset) {
    Matcher matcher = TOKEN.matcher(text.text());
    return offset >= 0 && matcher.find(offset) && matcher.start() == offset ? matcher.group() : "";
  }

  private int offset(TomlPosition position) {
    return text.offset(position.line(), position.column());
  }

  private ConfigOrigin at(@Nullable TomlPosition position) {
    return position == null
        ? text.at(0)
        : ConfigOrigin.in(text, position.line(), position.column());
  }
}
