package io.hyperparameter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shells that complete, and how they write lists. */
enum CompletionShell {
  BASH {
    @Override
    String list(List<CompletionModel.Word> words, boolean withMeanings) {
      return "list=("
          + words.stream().map(word -> quote(word.text())).collect(Collectors.joining(" "))
          + ")";
    }
  },
  ZSH {
    @Override
    String list(List<CompletionModel.Word> words, boolean withMeanings) {
      return "list=("
          + words.stream()
              .map(word -> quote(withMeanings ? described(word) : word.text()))
              .collect(Collectors.joining(" "))
          + ")";
    }

    @Override
    String key(CompletionModel.Word key) {
      return quote(described(key));
    }

    private String described(CompletionModel.Word word) {
      String name = word.text().replace("\\", "\\\\").replace(":", "\\:");
      return word.meaning().isEmpty() ? name : name + ":" + word.meaning();
    }
  },
  FISH {
    @Override
    String quote(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    String takes(CompletionModel.Takes takes) {
      return "echo " + takes.word();
    }

    @Override
    String list(List<CompletionModel.Word> words, boolean withMeanings) {
      return withMeanings
          ? "printf '%s\\t%s\\n' " + words.stream().map(this::key).collect(Collectors.joining(" "))
          : "printf '%s\\n' "
              + words.stream().map(word -> quote(word.text())).collect(Collectors.joining(" "));
    }

    @Override
    String key(CompletionModel.Word key) {
      return quote(key.text()) + " " + quote(key.meaning());
    }

    @Override
    String branch(List<String> patterns, String body) {
      String quoted = patterns.stream().map(this::quote).collect(Collectors.joining(" "));
      return "        case " + quoted + (body.isEmpty() ? "" : "\n            " + body);
    }

    @Override
    String keys(List<CompletionModel.Word> keys) {
      return keys.stream().map(key -> "        " + key(key)).collect(Collectors.joining(" \\\n"));
    }
  };

  /** The shell of a name, in any case; null if there is none. */
  static @Nullable CompletionShell of(String name) {
    for (CompletionShell shell : values()) {
      if (shell.name().equalsIgnoreCase(name)) {
        return shell;
      }
    }
    return null;
  }

  /** A word that means itself. */
  String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A statement that says what comes next. */
  String takes(CompletionModel.Takes takes) {
    return "takes=" + takes.word();
  }

  /** A statement that gives words. */
  abstract String list(List<CompletionModel.Word> words, boolean withMeanings);

  /** One key of the list of all. */
  String key(CompletionModel.Word key) {
    return quote(key.text());
  }

  /** The lines of the list of all keys. */
  String keys(List<CompletionModel.Word> keys) {
    return keys.stream().map(key -> "    " + key(key)).collect(Collectors.joining("\n"));
  }

  /** A branch of a case distinction. */
  String branch(List<String> patterns, String body) {
    String quoted = patterns.stream().map(this::quote).collect(Collectors.joining(" | "));
    return "  " + quoted + ")" + (body.isEmpty() ? "" : " " + body) + " ;;";
  }

  /** Its script, with placeholders. */
  String template() {
    String own = resource("completion." + name().toLowerCase(Locale.ROOT));
    return own.contains("@shared@") ? own.replace("@shared@", resource("completion.sh")) : own;
  }

  private static String resource(String name) {
    try (InputStream in = CompletionShell.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is missing beside hp-cli's classes; repair the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
