package io.hyperparameter.config;

import io.hyperparameter.MissingParamException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of messages. Stateless. */
final class Messages {
  private static final int MAX_QUOTED = 80;
  private static final int MAX_NEAR = 3;

  /** What is seen as it is, and ends where it seems to. */
  private static final Pattern PLAIN_KEY = Pattern.compile("[^\\p{C}\\p{Z}\"\\\\:]{1,80}");

  private Messages() {}

  static final String KEY = "the key is null; give a full key such as \"train.lr\"";

  /** Refuses an array, or one of its elements, that is null. */
  static <T> T[] given(T[] all, String what) {
    Objects.requireNonNull(all, () -> "the array of " + what + "s is null; give some, or none");
    for (int i = 0; i < all.length; i++) {
      int at = i;
      Objects.requireNonNull(all[i], () -> what + " " + at + " is null; leave it out");
    }
    return all;
  }

  /** Refuses an argument that is null. */
  static <T> T given(T argument, String what) {
    return Objects.requireNonNull(argument, () -> "the " + what + " is null; give one");
  }

  /** Text in double quotes, on one line, cut if it is long. */
  static String quote(String text) {
    int end = Math.min(text.length(), MAX_QUOTED);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    String quoted = TextWriting.quoted(text.substring(0, end), Messages::printsAsItself);
    return end == text.length() ? quoted : quoted + "... (" + text.length() + " characters)";
  }

  /** A key for the head of a message: as it stands if it is plain and no slip, else quoted. */
  static String key(String key) {
    boolean isPlain = PLAIN_KEY.matcher(key).matches() && Names.meant(key).equals(key);
    return isPlain ? key : quote(key);
  }

  /** False for what is invisible or would change how the rest of the message is displayed. */
  private static boolean printsAsItself(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** What a node is, for a message. */
  static String describe(Node node) {
    if (node instanceof MapNode) {
      return "a map";
    }
    if (node instanceof Node.Scalar scalar) {
      Object value = scalar.value();
      if (value == null) {
        return "null";
      }
      if (value instanceof String text) {
        return quote(text);
      }
      if (value instanceof Number || value instanceof Boolean) {
        return scalar.text() != null ? scalar.text() : value.toString();
      }
      return "an object of " + value.getClass().getTypeName();
    }
    return "a list";
  }

  /** {@code ; did you mean "a" or "b"?}, or nothing. */
  static String didYouMean(String wanted, Collection<String> names) {
    return didYouMean(wanted, names, "");
  }

  /** The same with a sentence behind it, which follows alone if no name is near. */
  static String didYouMean(String wanted, Collection<String> names, String sentence) {
    List<String> near = MissingParamException.near(wanted, names);
    if (near.isEmpty()) {
      return sentence.isEmpty()
          ? ""
          : "; " + sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
    return didYouMean(near) + (sentence.isEmpty() ? "" : " " + sentence);
  }

  /** {@code ; did you mean "a" or "b"?} of the first few names, or nothing if there are none. */
  static String didYouMean(List<String> names) {
    return names.isEmpty()
        ? ""
        : names.stream()
            .limit(MAX_NEAR)
            .map(Messages::quote)
            .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  /** The first few of these, and how many more there are. */
  static String some(List<String> names, int most) {
    int more = names.size() - most;
    return String.join(", ", more > 0 ? names.subList(0, most) : names)
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** A key and the name of a member of it. */
  static String join(String key, String name) {
    return key.isEmpty() ? name : key + "." + name;
  }
}
