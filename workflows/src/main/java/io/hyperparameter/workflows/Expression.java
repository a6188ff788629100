package io.hyperparameter.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of a workflow, what stands within <code>${{ }}</code>: names of contexts, literals,
 * comparisons by == and !=, and, or, not, and functions. Values are strings, numbers, booleans and
 * maps; what is missing is "", and so is null.
 */
final class Expression {
  static final Set<String> FUNCTIONS =
      Set.of(
          "contains startsWith endsWith format join toJSON fromJSON hashFiles success always cancelled failure"
              .split(" "));

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:('(?:[^']|'')*')|(-?\\d+(?:\\.\\d+)?)|([A-Za-z_][\\w-]*(?:\\.(?:[A-Za-z_][\\w-]*|\\*))*)"
              + "|(==|!=|&&|\\|\\||[!(),]))");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final Node root;
  private int next;

  private interface Node {
    Object value(Map<String, Object> contexts);
  }

  private Expression(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
      matcher.region(end, text.strip().length());
    }
    if (end < text.strip().length()) {
      throw wrong("cannot be read from \"" + text.strip().substring(end) + "\" on");
    }
    root = or();
    if (next < tokens.size()) {
      throw wrong("goes on with " + tokens.get(next));
    }
  }

  /** Of what stands within the braces, or of an {@code if}, which may leave them out. */
  static Expression of(String text) {
    return new Expression(text);
  }

  /** All within a text; throws where braces are not closed or what is in them cannot be read. */
  static List<Expression> in(String text) {
    List<Expression> found = new ArrayList<>();
    fill(text, inner -> "" + found.add(of(inner)));
    return found;
  }

  /** The text with the values of its expressions in their place. */
  static String filled(String text, Map<String, Object> contexts) {
    return fill(text, inner -> string(of(inner).value(contexts)));
  }

  private static String fill(String text, java.util.function.UnaryOperator<String> value) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf("${{"); open >= 0; open = text.indexOf("${{", from)) {
      int close = text.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException(
            "${{ is not closed: " + text.substring(open).lines().findFirst().orElse(""));
      }
      filled
          .append(text, from, open)
          .append(value.apply(text.substring(open + "${{".length(), close)));
      from = close + "}}".length();
    }
    return filled.append(text.substring(from)).toString();
  }

  /** With the contexts by name, such as {@code matrix}, each a map. */
  Object value(Map<String, Object> contexts) {
    return root.value(contexts);
  }

  boolean isTrue(Map<String, Object> contexts) {
    return truth(value(contexts));
  }

  /** The names of contexts it reads, such as {@code matrix.os}. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isName(tokens.get(i)) && !isCall(i)) {
        names.add(tokens.get(i));
      }
    }
    return names;
  }

  /** The functions it calls. */
  Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isName(tokens.get(i)) && isCall(i)) {
        calls.add(tokens.get(i));
      }
    }
    return calls;
  }

  private static boolean isName(String token) {
    return token.matches("[A-Za-z_].*") && !token.matches("true|false|null");
  }

  private boolean isCall(int index) {
    return index + 1 < tokens.size() && tokens.get(index + 1).equals("(");
  }

  private Node or() {
    Node left = and();
    while (take("||")) {
      Node first = left;
      Node second = and();
      left =
          c -> {
            Object value = first.value(c);
            return truth(value) ? value : second.value(c);
          };
    }
    return left;
  }

  private Node and() {
    Node left = equal();
    while (take("&&")) {
      Node first = left;
      Node second = equal();
      left =
          c -> {
            Object value = first.value(c);
            return truth(value) ? second.value(c) : value;
          };
    }
    return left;
  }

  private Node equal() {
    Node first = not();
    if (take("==")) {
      Node second = not();
      return c -> same(first.value(c), second.value(c));
    }
    if (take("!=")) {
      Node second = not();
      return c -> !same(first.value(c), second.value(c));
    }
    return first;
  }

  private Node not() {
    if (take("!")) {
      Node negated = not();
      return c -> !truth(negated.value(c));
    }
    if (take("(")) {
      Node inner = or();
      expect(")");
      return inner;
    }
    if (next == tokens.size()) {
      throw wrong("ends too early");
    }
    String token = tokens.get(next++);
    if (token.startsWith("'")) {
      String literal = token.substring(1, token.length() - 1).replace("''", "'");
      return c -> literal;
    }
    if (token.matches("-?\\d.*")) {
      Double number = Double.valueOf(token);
      return c -> number;
    }
    if (token.matches("true|false")) {
      return c -> Boolean.valueOf(token);
    }
    if (token.equals("null")) {
      return c -> "";
    }
    if (!isName(token)) {
      throw wrong("has " + token + " where a value is due");
    }
    return take("(") ? call(token) : c -> named(token, c);
  }

  private Node call(String name) {
    List<Node> arguments = new ArrayList<>();
    while (!take(")")) {
      if (!arguments.isEmpty()) {
        expect(",");
      }
      arguments.add(or());
    }
    return c -> called(name, arguments.stream().map(a -> string(a.value(c))).toList());
  }

  private Object called(String name, List<String> arguments) {
    return switch (name) {
      case "success", "always" -> true;
      case "failure", "cancelled" -> false;
      case "contains" -> lower(arguments.get(0)).contains(lower(arguments.get(1)));
      case "startsWith" -> lower(arguments.get(0)).startsWith(lower(arguments.get(1)));
      case "endsWith" -> lower(arguments.get(0)).endsWith(lower(arguments.get(1)));
      default -> throw wrong("calls " + name + ", which no rehearsal can answer");
    };
  }

  private static Object named(String name, Map<String, Object> contexts) {
    Object value = contexts;
    for (String part : name.split("\\.", -1)) {
      value = Yaml.map(value).getOrDefault(part, "");
    }
    return value;
  }

  private boolean take(String token) {
    if (next < tokens.size() && tokens.get(next).equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw wrong("lacks a " + token);
    }
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("the expression \"" + text.strip() + "\" " + why);
  }

  private static boolean same(Object a, Object b) {
    return lower(string(a)).equals(lower(string(b))); // GitHub compares texts without case
  }

  private static boolean truth(Object value) {
    return !(value.equals("") || value.equals(false) || value.equals(0.0) || value.equals(0));
  }

  private static String string(Object value) {
    String text = String.valueOf(value);
    return value instanceof Double && text.endsWith(".0") ? text.replace(".0", "") : text;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text.strip();
  }
}
