package io.hyperparameter.cli;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All that can be typed after the name of a program.
 *
 * @param program its name
 * @param commands the program itself, whose path is empty, and its subcommands
 * @param keys every parameter by key, in order
 */
record CompletionModel(String program, List<Command> commands, List<Key> keys) {
  private static final int MEANING = 60;

  /** What follows an option. */
  enum Takes {
    NOTHING,
    /** Something nobody can know. */
    VALUE,
    FILE,
    FILES,
    /** One of its words. */
    WORDS,
    DEFINITIONS,
    KEYS;

    /** How the scripts name it. */
    String word() {
      return this == NOTHING ? "''" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Something to be typed and, for shells that show it, what it means. */
  record Word(String text, String meaning) {
    static Word of(String text) {
      return new Word(text, "");
    }
  }

  /** {@code path} is {@code /a/b} of the subcommand b of a. */
  record Command(String path, List<Word> subcommands, List<Option> options) {}

  /** An option by all its names. */
  record Option(List<String> names, String meaning, Takes takes, List<String> words) {}

  /** A parameter. */
  record Key(Word word, List<String> values) {}

  static CompletionModel of(CommandLine root, ParamIndex index) {
    List<Command> commands = new ArrayList<>();
    add(root, "", commands);
    Map<String, Key> keys = new LinkedHashMap<>();
    for (ParamEntry entry : index.entries()) {
      if (isTyped(entry.key())) {
        keys.merge(entry.key(), key(entry), CompletionModel::both);
      }
    }
    return new CompletionModel(
        root.getCommandName(), List.copyOf(commands), List.copyOf(keys.values()));
  }

  /** The values of a parameter, where it is one of a few. */
  static List<String> values(ParamEntry entry) {
    if (!entry.bounds().oneOf().isEmpty()) {
      return entry.bounds().oneOf();
    }
    return entry.type().matches("boolean|(java\\.lang\\.)?Boolean")
        ? List.of("true", "false")
        : List.of();
  }

  private static void add(CommandLine command, String path, List<Command> commands) {
    CommandSpec spec = command.getCommandSpec();
    List<Word> subcommands = new ArrayList<>();
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              String[] about = sub.getCommandSpec().usageMessage().description();
              subcommands.add(new Word(name, meaning(about)));
            });
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        options.add(option(option));
      }
    }
    commands.add(new Command(path, subcommands, options));
    command.getSubcommands().forEach((name, sub) -> add(sub, path + "/" + name, commands));
  }

  private static Option option(OptionSpec option) {
    List<String> words = words(option);
    return new Option(
        List.of(option.names()), meaning(option.description()), takes(option, words), words);
  }

  private static Takes takes(OptionSpec option, List<String> words) {
    IParameterConsumer consumer = option.parameterConsumer();
    if (consumer instanceof DefinitionConsumer) {
      return Takes.DEFINITIONS;
    }
    if (consumer instanceof FileConsumer) {
      return Takes.FILES;
    }
    if (consumer instanceof NameConsumer) {
      return Takes.KEYS;
    }
    if (option.arity().max() == 0) {
      return Takes.NOTHING;
    }
    Class<?> type = option.auxiliaryTypes()[0];
    if (type == Path.class || type == File.class) {
      return Takes.FILE;
    }
    return words.isEmpty() ? Takes.VALUE : Takes.WORDS;
  }

  /** Its candidates, the constants of its enum, or what its label lists: {@code a|b|c}. */
  private static List<String> words(OptionSpec option) {
    List<String> words = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(words::add);
    } else if (option.typeInfo().isEnum()) {
      words.addAll(option.typeInfo().getEnumConstantNames());
    } else if (option.paramLabel().matches("\\w+(\\|\\w+)+")) {
      words.addAll(List.of(option.paramLabel().split("\\|")));
    }
    return words;
  }

  private static Key key(ParamEntry entry) {
    String meaning = entry.description().isEmpty() ? Texts.type(entry) : entry.description();
    return new Key(new Word(entry.key(), meaning(meaning)), values(entry));
  }

  private static Key both(Key first, Key second) {
    Set<String> values = new LinkedHashSet<>(first.values());
    values.addAll(second.values());
    return new Key(first.word(), List.copyOf(values));
  }

  /** Keys with blanks or control characters would need quotes; they are left out. */
  private static boolean isTyped(String key) {
    return !key.isEmpty()
        && key.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
  }

  /** One short line. */
  private static String meaning(String... lines) {
    String first = lines.length == 0 ? "" : Ansi.OFF.string(lines[0].replace("%%", "%"));
    String line = first.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
    return line.length() <= MEANING
        ? line
        : line.substring(0, line.offsetByCodePoints(MEANING - 4, 0)).strip() + " ...";
  }
}
