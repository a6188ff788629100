package io.hyperparameter.cli;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.index.ParamIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The options of a picocli command that set parameters: {@code -D}, {@code -C} and their like.
 *
 * <pre>{@code
 * @Command(name = "train", mixinStandardHelpOptions = true)
 * class Train implements Runnable {
 *   @Mixin HyperparameterMixin hyperparameters;
 *
 *   public void run() { ... LR.get() ... }     // what -D train.lr=0.1 said
 *
 *   public static void main(String[] args) {
 *     System.exit(HyperparameterMixin.install(new CommandLine(new Train())).execute(args));
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #install} makes the command run inside of a scope with what was given, published to new
 * threads by {@link ParamScope#frozen} until it ends, reports a {@link ParamException} of it as a
 * mistake (exit code 2), also one that another thread threw, and answers {@code --list-params},
 * {@code --explain-param}, {@code --dump-params} and {@code --completion}. Without it, a command
 * takes {@link #scope} and enters it itself.
 *
 * <p>What is given is checked before anything runs: a key that nobody declares, in a namespace the
 * index knows or like a declared one ({@link io.hyperparameter.config.ParamCheck} has the rule), is
 * an error that names the nearest one, and so is a value that is not of its parameter's type or
 * outside of its bounds. Each error tells the argument, or the file, line and column. {@code
 * --allow} takes a key all the same.
 *
 * <p>Not thread-safe, as the command it belongs to.
 */
public final class HyperparameterMixin {
  /** No command parsed this. */
  private static final String NOT_PARSED =
      "nothing was parsed yet: call this from the command, or give it to CommandLine first";

  static final String RECORD = "--record";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  @Option(
      names = {"-D", "--define"},
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      parameterConsumer = DefinitionConsumer.class,
      description = "Set parameters; also ~KEY, KEY[0]=VALUE, KEY+=VALUE. May be repeated.")
  private List<String> definitions = new ArrayList<>();

  @Option(
      names = {"-C", "--config"},
      arity = "1..*",
      paramLabel = "FILE",
      parameterConsumer = FileConsumer.class,
      description = "Read TOML, YAML, JSON or properties files, later ones over earlier ones.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--profile",
      split = ",",
      paramLabel = "NAME",
      description = "Lay FILE-NAME over each FILE: train-fast.toml over train.toml.")
  private List<String> profiles = new ArrayList<>();

  @Option(
      names = "--backend",
      paramLabel = "native|java|auto",
      description = "What keeps the parameters.")
  private @Nullable String backend;

  @Option(
      names = {"-lps", "--list-params", "--list-param-scope"},
      help = true,
      description = "List all known parameters and exit.")
  private boolean list;

  @Option(
      names = {"-ep", "--explain-param"},
      arity = "0..*",
      help = true,
      paramLabel = "KEY",
      parameterConsumer = NameConsumer.class,
      description = "Explain parameters and exit.")
  private @Nullable List<String> explained;

  @Option(names = "--strict", description = "Refuse every parameter that nobody declares.")
  private boolean strict;

  @Option(
      names = "--allow",
      split = ",",
      paramLabel = "KEY,...",
      hideParamSyntax = true,
      description = "Take KEY, and what is below it, though nobody declares it.")
  private List<String> allowed = new ArrayList<>();

  @Option(
      names = RECORD,
      paramLabel = "FILE",
      description = "Write what was set and read, to be given to -C for the same run again.")
  private @Nullable Path recordFile;

  @Option(
      names = "--dump-params",
      help = true,
      description = "Print as TOML what a run would use, with its origin, and exit.")
  private boolean dump;

  @Option(
      names = "--completion",
      help = true,
      paramLabel = "bash|zsh|fish",
      description = "Print a script that completes this command in a shell, and exit.")
  private @Nullable String shell;

  /** Not the field of the option, which picocli resets and which would make it a toggle. */
  private boolean alwaysStrict;

  private final List<String> alwaysAllowed = new ArrayList<>();

  private @Nullable ParamIndex index;

  /** For picocli, and for those who add it to a command by hand. */
  public HyperparameterMixin() {}

  /**
   * Replaces the known parameters, which are those of {@link ParamIndex#load()}.
   *
   * @param index what keys and values are checked by, and what is listed
   * @return this
   */
  public HyperparameterMixin index(ParamIndex index) {
    this.index = index;
    return this;
  }

  /**
   * Refuses every parameter that nobody declares, as if {@code --strict} were always given: for
   * programs that know all that is read.
   *
   * @return this
   */
  public HyperparameterMixin strict() {
    alwaysStrict = true;
    return this;
  }

  /**
   * Takes keys that nobody declares, as if {@code --allow} were always given: for keys that the
   * program reads by names it makes at run time. Others are better declared. It does not make a
   * value of what has declared keys below it.
   *
   * @param names keys, or names of namespaces: {@code layer} is {@code layer.0.size}, too
   * @return this
   */
  public HyperparameterMixin allow(String... names) {
    alwaysAllowed.addAll(List.of(names));
    return this;
  }

  /**
   * Makes a command, with the subcommands it has now, run inside of what its mixins were given.
   * Whatever execution strategy and exception handlers it had are kept, and called in there. An
   * argument that picocli does not know and that is or resembles a parameter, as {@code
   * --train.lr=0.1}, is told how to be written.
   *
   * @param commandLine the command; it, a subcommand or both have this mixin
   * @return {@code commandLine}
   */
  public static CommandLine install(CommandLine commandLine) {
    IExecutionStrategy inner = commandLine.getExecutionStrategy();
    commandLine.setExecutionStrategy(
        parsed -> {
          Integer helped = CommandLine.executeHelpRequest(parsed);
          if (helped != null) {
            return helped;
          }
          Given given = Given.of(parsed, List.of());
          return given == null ? inner.execute(parsed) : given.run(() -> inner.execute(parsed));
        });
    IExecutionExceptionHandler handler = commandLine.getExecutionExceptionHandler();
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          ParamException wrong = Failures.wrongParameter(failure);
          if (wrong != null) {
            command.getErr().println(message(wrong));
            return CommandLine.ExitCode.USAGE;
          }
          if (handler != null) {
            return handler.handleExecutionException(failure, command, parsed);
          }
          throw failure;
        });
    IParameterExceptionHandler mistaken = commandLine.getParameterExceptionHandler();
    commandLine.setParameterExceptionHandler(
        (wrong, args) -> {
          int code = mistaken.handleParseException(wrong, args);
          if (wrong instanceof UnmatchedArgumentException unmatched) {
            CommandLine command = wrong.getCommandLine();
            KeyCheck.instead(unmatched, known(command.getCommandSpec()))
                .forEach(command.getErr()::println);
            command.getErr().flush();
          }
          return code;
        });
    return commandLine;
  }

  /** The index of the innermost mixin of a command and those it is below that was set one. */
  private static ParamIndex known(CommandSpec command) {
    for (CommandSpec each = command; each != null; each = each.parent()) {
      for (CommandSpec mixin : each.mixins().values()) {
        if (mixin.userObject() instanceof HyperparameterMixin ours && ours.index() != null) {
          return ours.index();
        }
      }
    }
    return ParamIndex.load();
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /**
   * {@return an idle scope with everything that was given, each value with its origin} Definitions
   * win over files. {@code --backend} is carried out, if it is there.
   *
   * @throws CommandLine.ParameterException with everything that is wrong; picocli reports it and
   *     exits with code 2
   * @throws IllegalStateException if nothing was parsed yet
   */
  public ParamScope scope() {
    return given().scope();
  }

  /**
   * {@return the configuration that {@link #scope} is made of, to be bound to a record}
   *
   * @throws CommandLine.ParameterException with everything that is wrong
   * @throws IllegalStateException if nothing was parsed yet
   */
  public Config config() {
    return given().config();
  }

  private Given given() {
    CommandSpec spec = mixee;
    if (spec == null) {
      throw new IllegalStateException(NOT_PARSED);
    }
    return new Given(spec.commandLine(), List.of(this), List.of());
  }

  List<String> definitions() {
    return definitions;
  }

  List<Path> files() {
    return files;
  }

  List<String> profiles() {
    return profiles;
  }

  boolean isStrict() {
    return strict || alwaysStrict;
  }

  /** The names that are taken though nobody declares them. */
  List<String> allowed() {
    List<String> all = new ArrayList<>(alwaysAllowed);
    all.addAll(allowed);
    return all;
  }

  /** Where to write what was read; null if that was not asked for. */
  @Nullable Path recordFile() {
    return recordFile;
  }

  boolean list() {
    return list;
  }

  /** The names to explain; null if that was not asked for. */
  @Nullable List<String> explained() {
    return explained;
  }

  boolean dump() {
    return dump;
  }

  /** The shell to write a script for; null if that was not asked for. */
  @Nullable String shell() {
    return shell;
  }

  /** The index that was set, else null. */
  @Nullable ParamIndex index() {
    return index;
  }

  /** Chooses the backend, if one was named. */
  void chooseBackend(CommandLine command) {
    String name = backend;
    if (name != null) {
      try {
        Backend.use(name);
      } catch (IllegalStateException e) {
        throw new CommandLine.ParameterException(
            command, "--backend " + name + ": " + e.getMessage(), e);
      }
    }
  }
}
