package io.hyperparameter.cli;

import io.hyperparameter.cli.CompletionModel.Command;
import io.hyperparameter.cli.CompletionModel.Option;
import io.hyperparameter.cli.CompletionModel.Takes;
import io.hyperparameter.cli.CompletionModel.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes the script by which a shell completes a program's command line. The script holds all that
 * can be typed, so that nothing has to run at each TAB; it is as old as the program it was made by.
 */
final class CompletionScript {
  private final CompletionShell shell;
  private final CompletionModel model;

  CompletionScript(CompletionShell shell, CompletionModel model) {
    this.shell = shell;
    this.model = model;
  }

  String text() {
    StringJoiner takes = new StringJoiner("\n");
    StringJoiner paths = new StringJoiner("\n");
    StringJoiner subcommands = new StringJoiner("\n");
    StringJoiner options = new StringJoiner("\n");
    StringJoiner words = new StringJoiner("\n");
    StringJoiner values = new StringJoiner("\n");
    for (Command command : model.commands()) {
      List<String> path = List.of(command.path());
      if (!command.path().isEmpty()) {
        paths.add(shell.branch(path, ""));
      }
      if (!command.subcommands().isEmpty()) {
        subcommands.add(shell.branch(path, shell.list(command.subcommands(), true)));
      }
      List<Word> names = new ArrayList<>();
      for (Option option : command.options()) {
        List<String> full = new ArrayList<>();
        for (String name : option.names()) {
          names.add(new Word(name, option.meaning()));
          full.add(command.path() + " " + name);
        }
        if (option.takes() != Takes.NOTHING) {
          takes.add(shell.branch(full, shell.takes(option.takes())));
        }
        if (option.takes() == Takes.WORDS) {
          words.add(shell.branch(full, plain(option.words())));
        }
      }
      options.add(shell.branch(path, shell.list(names, true)));
    }
    List<Word> keys = new ArrayList<>();
    for (CompletionModel.Key key : model.keys()) {
      keys.add(key.word());
      if (!key.values().isEmpty()) {
        values.add(shell.branch(List.of(key.word().text()), plain(key.values())));
      }
    }
    // the keys last: nothing in them is a placeholder any more
    return shell
        .template()
        .replace("@name@", model.program())
        .replace("@id@", model.program().replaceAll("[^A-Za-z0-9]", "_"))
        .replace("@takes@\n", lines(takes))
        .replace("@paths@\n", lines(paths))
        .replace("@subcommands@\n", lines(subcommands))
        .replace("@options@\n", lines(options))
        .replace("@words@\n", lines(words))
        .replace("@values@\n", lines(values))
        .replace("@keys@\n", keys.isEmpty() ? "" : shell.keys(keys) + "\n");
  }

  private String plain(List<String> texts) {
    return shell.list(texts.stream().map(Word::of).toList(), false);
  }

  private static String lines(StringJoiner lines) {
    return lines.length() == 0 ? "" : lines + "\n";
  }
}
