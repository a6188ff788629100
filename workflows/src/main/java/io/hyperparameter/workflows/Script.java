package io.hyperparameter.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The commands of a shell script, as far as a workflow has them: words without their quotes,
 * commands in {@code $( )} as commands of their own. What the shell puts into a word is a {@code $}
 * in it.
 */
final class Script {
  private static final Set<String> LEADING =
      Set.of("{", "}", "(", ")", "!", "do", "done", "then", "else", "elif", "fi", "if", "while");

  private final String text;
  private int at;
  private final List<List<String>> commands = new ArrayList<>();
  private final List<String> written = new ArrayList<>();

  private Script(String text) {
    this.text = text.replace("\\\n", " ");
    read(false);
    written.removeIf(file -> file.startsWith("&"));
  }

  static Script of(String text) {
    return new Script(text);
  }

  List<List<String>> commands() {
    return commands;
  }

  /** The files that it writes by {@code >}. */
  List<String> written() {
    return written;
  }

  /** Commands up to the end, or to the parenthesis that closes the substitution this one is in. */
  private void read(boolean inner) {
    List<String> command = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean redirected = false;
    while (true) {
      char c = at < text.length() ? text.charAt(at++) : '\n';
      boolean stream = c == '&' && redirected && word.length() == 0; // >&2
      boolean ends =
          c == '\n' || c == ';' || c == '|' || (c == '&' && !stream) || (inner && c == ')');
      if (ends || c == ' ' || c == '\t' || c == '>' || c == '<') {
        if (word.length() > 0 || quoted) {
          if (redirected) {
            written.add(word.toString());
          } else {
            command.add(word.toString());
          }
          redirected = false;
        }
        redirected |= c == '>';
        word.setLength(0);
        quoted = false;
        if (ends) {
          keep(command);
          command = new ArrayList<>();
        }
        if (at >= text.length() || (inner && c == ')')) {
          keep(command);
          return;
        }
      } else if (c == '#' && word.length() == 0) {
        at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
      } else if (c == '\'') {
        int end = Math.max(at, text.indexOf('\'', at));
        word.append(text, at, end);
        at = Math.min(end + 1, text.length());
        quoted = true;
      } else if (c == '"') {
        doubleQuoted(word);
        quoted = true;
      } else if (c == '$' && at < text.length() && text.charAt(at) == '(') {
        substitution(word);
      } else if (c == '\\' && at < text.length()) {
        word.append(text.charAt(at++));
      } else {
        word.append(c);
      }
    }
  }

  private void doubleQuoted(StringBuilder word) {
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '$' && at < text.length() && text.charAt(at) == '(') {
        substitution(word);
      } else {
        word.append(c);
      }
    }
    at++;
  }

  private void substitution(StringBuilder word) {
    at++;
    word.append('$');
    read(true);
  }

  private void keep(List<String> words) {
    List<String> command = new ArrayList<>(words);
    while (!command.isEmpty()
        && (LEADING.contains(command.get(0)) || command.get(0).matches("\\w+=.*"))) {
      command.remove(0);
    }
    if (!command.isEmpty()) {
      commands.add(command);
    }
  }
}
