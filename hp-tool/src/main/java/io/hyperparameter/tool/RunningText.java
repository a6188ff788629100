package io.hyperparameter.tool;

import io.hyperparameter.management.ParametersMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is told of running JVMs, for people. */
final class RunningText {
  /** What cannot be told, and the way out. */
  static final String UNTRACKED =
      "open scopes are not known; start the program with -Dhyperparameter.track=true";

  private static final int WIDTH = 80;
  private static final int MAX_NAME = 36;
  private static final int MAX_VALUE = 24;
  private static final int MAX_COMMAND = 66;

  private static final Pattern DIRECTORY = Pattern.compile("^\\S{3,}[/\\\\](?=\\S)");

  private RunningText() {}

  static String jvms(Console console, List<RunningJvm> jvms) {
    Columns columns = new Columns(console, 10);
    jvms.forEach(jvm -> columns.row(Long.toString(jvm.pid()), cut(jvm.name())));
    return columns.toString();
  }

  /** Enough of a command line to know it by, on one line. */
  static String cut(String name) {
    String shown = Printable.of(name);
    if (shown.length() > MAX_COMMAND) { // the arguments tell more than the directory of a jar
      shown = DIRECTORY.matcher(shown).replaceFirst(".../");
    }
    return shown.length() <= MAX_COMMAND
        ? shown
        : shown.substring(0, MAX_COMMAND - "...".length()) + "...";
  }

  static String all(Console console, RunningJvm jvm, ParametersMXBean bean) {
    Columns head = new Columns(console, 10);
    head.row("process", cut(jvm.pid() + " " + jvm.name()));
    head.row("backend", bean.getBackend());
    if (bean.getMisreads() > 0) {
      head.row(
          "misreads",
          bean.getMisreads() + " reads of kernels took their default although there was a value");
    }
    StringBuilder out = new StringBuilder(head.toString());
    Map<String, String> frozen = bean.getFrozenValues();
    out.append("\nFrozen, which threads start with: ");
    out.append(frozen.isEmpty() ? "nothing\n" : count(frozen.size(), "value") + "\n");
    Columns values = new Columns(console, 30);
    frozen.forEach((key, value) -> values.row("  " + key, value));
    out.append(values).append('\n');
    if (!bean.isTracking()) {
      return out.append(wrapped(console, "Scopes: " + UNTRACKED)).toString();
    }
    List<ParametersMXBean.OpenScope> scopes = bean.getOpenScopes();
    out.append("Open scopes: ").append(scopes.isEmpty() ? "none" : scopes.size()).append('\n');
    for (ParametersMXBean.OpenScope scope : scopes) {
      scope(console, scope, out);
    }
    return out.toString();
  }

  private static void scope(Console console, ParametersMXBean.OpenScope scope, StringBuilder out) {
    List<String> stack = scope.getOpenedAt();
    out.append(
        wrapped(
            console,
            "thread \""
                + scope.getThread()
                + "\""
                + (scope.isInTask() ? ", in a task over a snapshot" : "")
                + ", depth "
                + scope.getDepth()
                + (scope.isIsolating() ? ", hides all around it" : "")
                + ", opened at "
                + (stack.isEmpty() ? "an unknown place" : stack.get(0))));
    rows(scope.getValues(), out);
  }

  /** By name, each with its origin: beside it where that fits, else below. */
  private static void rows(Map<String, ParametersMXBean.Value> values, StringBuilder out) {
    int names = width(values.keySet().stream().map(Printable::of).toList(), MAX_NAME);
    int texts = width(values.values().stream().map(RunningText::told).toList(), MAX_VALUE);
    values.forEach(
        (name, value) -> {
          String line = "  " + padded(Printable.of(name), names) + "  ";
          line += padded(told(value), texts) + "  ";
          String origin = Printable.of(value.getOrigin());
          boolean fits = line.length() + origin.length() <= WIDTH;
          out.append(fits ? line + origin : line.stripTrailing() + "\n      " + origin)
              .append('\n');
        });
  }

  private static int width(List<String> texts, int most) {
    return texts.stream().mapToInt(text -> Math.min(text.length(), most)).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static String key(Console console, String key, List<ParametersMXBean.Value> values) {
    StringBuilder out = new StringBuilder(console.bold(Printable.of(key))).append('\n');
    Map<String, ParametersMXBean.Value> places = new LinkedHashMap<>();
    for (ParametersMXBean.Value value : values) {
      String place =
          value.getPlace().equals("scope")
              ? "thread \"" + value.getThread() + "\", depth " + value.getDepth()
              : value.getPlace();
      for (int i = 2; places.putIfAbsent(place, value) != null; i++) { // threads of one name
        place = place.replaceFirst("( \\(\\d+\\))?$", " (" + i + ")");
      }
    }
    rows(places, out);
    return out.toString();
  }

  private static String told(ParametersMXBean.Value value) {
    return value.getValue().isEmpty() && !value.getKind().equals("text")
        ? value.getKind()
        : Printable.of(value.getValue()) + " (" + value.getKind() + ")";
  }

  private static String wrapped(Console console, String text) {
    Columns columns = new Columns(console);
    columns.row(text);
    return columns.toString();
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
