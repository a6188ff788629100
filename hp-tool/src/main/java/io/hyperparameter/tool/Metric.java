package io.hyperparameter.tool;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What counts as the result of a process: the last number behind a name in what it said, as in
 * {@code accuracy 0.9}, {@code loss=1e-3} or {@code {"loss": 1e-3}}; without a name its last line.
 */
final class Metric {
  private static final String EXPONENT = "[eE][-+]?\\d++";
  private static final String END = "(?!\\w|\\.\\d)";

  /** Gives nothing back once taken: a megabyte of digits or blanks is not tried at each length. */
  private static final String NUMBER =
      "([-+]?(?:\\d++(?:\\.\\d++|\\.(?![\\w.])|\\.(?="
          + EXPONENT
          + END
          + "))?+(?:"
          + EXPONENT
          + ")?+|\\.\\d++(?:"
          + EXPONENT
          + ")?+|(?i:nan|inf(?:inity)?)))";

  private static final int MAX_LINE = 1000;

  private final @Nullable String name;
  private final boolean highest;

  private Metric(@Nullable String name, boolean highest) {
    this.name = name;
    this.highest = highest;
  }

  static Metric lastLine() {
    return new Metric(null, true);
  }

  static Metric of(String name, boolean highest) {
    return new Metric(name, highest);
  }

  String name() {
    String named = name;
    return named == null ? "" : named;
  }

  boolean isNamed() {
    return name != null;
  }

  /** The result; empty if there is none. */
  Optional<Object> of(String output) {
    String named = name;
    if (named == null) {
      String last = output.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
      return Optional.of(last.length() > MAX_LINE ? last.substring(0, MAX_LINE) : last);
    }
    Matcher numbers =
        Pattern.compile(
                "(?<![\\w.-])"
                    + Pattern.quote(named)
                    + "[\"']?\\s*+(?:[:=]\\s*+)?[\"']?"
                    + NUMBER
                    + END)
            .matcher(output);
    String last = null;
    while (numbers.find()) {
      last = numbers.group(1);
    }
    return Optional.ofNullable(last).map(Metric::number);
  }

  private static double number(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    String unsigned = plain.replaceFirst("^[-+]", "");
    if (unsigned.startsWith("inf")) {
      return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return unsigned.equals("nan") ? Double.NaN : Double.parseDouble(plain);
  }

  String missing() {
    return "no number behind \"" + name() + "\" in what it printed";
  }

  /** The best first, NaN last. */
  Comparator<Double> order() {
    return (a, b) ->
        a.isNaN() || b.isNaN()
            ? Boolean.compare(a.isNaN(), b.isNaN())
            : highest ? Double.compare(b, a) : Double.compare(a, b);
  }
}
