package io.hyperparameter.cli;

import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigException;
import io.hyperparameter.config.ConfigLoader;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamIndex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Everything one command line gave: files, then definitions, then options of single parameters. */
final class Given {
  private final CommandLine command;
  private final List<HyperparameterMixin> mixins;
  private final List<Named> named;
  private final ParamIndex index;
  private @Nullable Config config;
  private boolean keysChecked;
  private boolean valuesChecked;

  /** The value of an option of its own, such as {@code --lr}. */
  record Named(String option, String key, String value) {}

  Given(CommandLine command, List<HyperparameterMixin> mixins, List<Named> named) {
    this.command = command;
    this.mixins = mixins;
    this.named = named;
    ParamIndex known = null;
    for (HyperparameterMixin mixin : mixins) {
      known = mixin.index() != null ? mixin.index() : known;
    }
    this.index = known != null ? known : ParamIndex.load();
  }

  /** What a command and its subcommand were given; null if no mixin is among them. */
  static @Nullable Given of(ParseResult parsed, List<Named> named) {
    List<HyperparameterMixin> mixins = new ArrayList<>();
    ParseResult last = parsed;
    for (ParseResult each = parsed; each != null; each = each.subcommand()) {
      last = each;
      for (var mixin : each.commandSpec().mixins().values()) {
        if (mixin.userObject() instanceof HyperparameterMixin ours && !mixins.contains(ours)) {
          mixins.add(ours);
        }
      }
    }
    return mixins.isEmpty() ? null : new Given(last.commandSpec().commandLine(), mixins, named);
  }

  /** Whether it lists or explains, so that nothing runs. */
  boolean onlyAsks() {
    return mixins.stream()
        .anyMatch(
            mixin ->
                mixin.list() || mixin.dump() || mixin.shell() != null || mixin.explained() != null);
  }

  /** Lists or explains if that was asked for, else runs the body inside of what was given. */
  int run(IntSupplier body) {
    ParameterTable table = new ParameterTable(index);
    for (HyperparameterMixin mixin : mixins) {
      if (mixin.list()) {
        tellIfNothingIsDeclared();
        return print(table.list());
      }
      if (mixin.dump()) {
        ParamScope scope = scope();
        return print(ParameterDump.of(root().getCommandName(), config(), scope, index));
      }
      String shell = mixin.shell();
      if (shell != null) {
        return print(completion(shell));
      }
      List<String> names = mixin.explained();
      if (names != null) {
        return explain(table, names);
      }
    }
    Path file = recordFile();
    Config given = loaded();
    check(given, true, file == null ? null : whyNot(file, given));
    RecordedRun recorded =
        new RecordedRun(file, given, index, isStrict(), allowed(), command.getErr());
    return given.toScope().call(() -> FrozenRun.call(() -> recorded.run(body)));
  }

  private void tellIfNothingIsDeclared() {
    if (index.entries().isEmpty()) {
      command
          .getErr()
          .println(
              "no parameters are declared; hp-processor fills the index when it compiles"
                  + " (docs/autoparam.md)");
      command.getErr().flush();
    }
  }

  /** Why a file cannot be recorded to; null if it can. */
  private @Nullable String whyNot(Path file, Config given) {
    Set<Path> read = new LinkedHashSet<>(given.files());
    mixins.forEach(mixin -> read.addAll(mixin.files())); // directories among them
    return RecordedRun.whyNot(file, read, named(given));
  }

  /** What arguments and values name, in case it is a file, such as one with data. */
  private Set<Path> named(Config given) {
    Set<Path> named = new LinkedHashSet<>();
    for (ParseResult each = root().getParseResult(); each != null; each = each.subcommand()) {
      for (ArgSpec argument : each.matchedArgs()) {
        boolean isRecord =
            argument instanceof OptionSpec option
                && List.of(option.names()).contains(HyperparameterMixin.RECORD);
        if (!isRecord) {
          argument.originalStringValues().forEach(text -> addPath(text, named));
        }
      }
    }
    given.toScope().toMap().values().stream()
        .filter(String.class::isInstance)
        .forEach(text -> addPath((String) text, named));
    return named;
  }

  private static void addPath(String text, Set<Path> paths) {
    try {
      paths.add(Path.of(text));
    } catch (InvalidPathException e) {
      // no file has such a name
    }
  }

  /** The file to record to, if there is one; of several the last. */
  private @Nullable Path recordFile() {
    Path file = null;
    for (HyperparameterMixin mixin : mixins) {
      file = mixin.recordFile() != null ? mixin.recordFile() : file;
    }
    return file;
  }

  private int print(String text) {
    command.getOut().print(text);
    command.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private CommandLine root() {
    return command.getCommandSpec().root().commandLine();
  }

  private String completion(String name) {
    CompletionShell shell = CompletionShell.of(name);
    if (shell == null) {
      throw new ParameterException(
          command, "--completion " + name + ": give one of bash, zsh, fish");
    }
    return new CompletionScript(shell, CompletionModel.of(root(), index)).text();
  }

  private int explain(ParameterTable table, List<String> names) {
    if (names.isEmpty()) {
      command.getErr().println("-ep needs the keys to explain; -lps lists them all");
      return CommandLine.ExitCode.SOFTWARE;
    }
    Config given = config();
    int found = 0;
    for (String name : names) {
      String text = table.explain(name, given);
      if (text.isEmpty()) {
        command
            .getErr()
            .println("no parameter " + Texts.quote(name) + ParamCheck.near(name, index));
      } else {
        command.getOut().print(text);
        found++;
      }
    }
    tellIfNothingIsDeclared();
    command.getOut().flush();
    return found == 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** An idle scope with all values and their origins; they are checked. */
  ParamScope scope() {
    Config given = loaded();
    check(given, true, null);
    return given.toScope();
  }

  /** The same as a configuration; its keys are checked, its values are not. */
  Config config() {
    Config given = loaded();
    check(given, false, null);
    return given;
  }

  /** Tells all that is wrong at once, and each warning once. */
  private void check(Config given, boolean values, @Nullable String more) {
    List<String> wrong = new ArrayList<>();
    KeyCheck keys = KeyCheck.of(given, index, isStrict(), allowed());
    if (!keysChecked) {
      wrong.addAll(keys.errors());
    }
    if (values && !valuesChecked) {
      ParamCheck.ofValues(given, index).forEach(problem -> wrong.add(problem.what()));
    }
    if (more != null) {
      wrong.add(more);
    }
    if (!keysChecked && !keys.wayOut().isEmpty()) {
      wrong.add(keys.wayOut());
    }
    if (!wrong.isEmpty()) {
      throw new ParameterException(command, String.join("\n", wrong));
    }
    if (!keysChecked) {
      keys.warnings().forEach(warning -> command.getErr().println("warning: " + warning));
      command.getErr().flush();
    }
    keysChecked = true;
    valuesChecked |= values;
  }

  private boolean isStrict() {
    return mixins.stream().anyMatch(HyperparameterMixin::isStrict);
  }

  /** The keys that are taken though nobody declares them. */
  private Predicate<String> allowed() {
    return ParamCheck.within(mixins.stream().flatMap(mixin -> mixin.allowed().stream()).toList());
  }

  private Config loaded() {
    Config known = config;
    if (known != null) {
      return known;
    }
    mixins.forEach(mixin -> mixin.chooseBackend(command));
    ConfigLoader loader = Config.loader();
    int count = 0;
    for (HyperparameterMixin mixin : mixins) {
      for (Path file : mixin.files()) {
        loader.file(file);
      }
      loader.profile(mixin.profiles().toArray(String[]::new));
    }
    for (HyperparameterMixin mixin : mixins) {
      for (String definition : mixin.definitions()) {
        loader.override(definition, "-D argument " + ++count);
      }
    }
    for (Named option : named) {
      loader.override(option.key() + "=" + option.value(), option.option());
    }
    try {
      Config loaded = loader.load();
      config = loaded;
      return loaded;
    } catch (ConfigException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }
}
