package io.hyperparameter.cli;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.index.ParamIndex;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command made of {@link AutoParam} methods, without any code for its command line.
 *
 * <pre>{@code
 * public class Trainer {
 *   @AutoParam
 *   public static double train(String data, @Default("0.001") double lr) { ... }
 *
 *   public static void main(String[] args) {
 *     System.exit(Launch.of(Trainer.class).execute(args));
 *   }
 * }
 * }</pre>
 *
 * <p>{@code java Trainer digits.csv --lr 0.1 -D model.layers=4 -C train.toml}: a parameter without
 * default is an argument by position, one with a default an option of its name, and {@code -D}
 * reaches every parameter of every library. {@code --lr} wins over {@code -D}, {@code -D} over
 * {@code -C}, that over the default. {@code -h} is a short help, {@code --help} one with all
 * parameters. The further options are those of {@link HyperparameterMixin}.
 *
 * <p>A class with one public static {@code @AutoParam} method is that command, one with several has
 * them as subcommands; public constructors count as well, by the name of their class. Names that
 * begin with an underscore do not count. What was given is entered as a scope and published to new
 * threads ({@link ParamScope#frozen}), then the method runs on the calling thread. When it ends,
 * what was frozen before is frozen again, unless something else was meanwhile: threads that come to
 * the library later see nothing of the run. Of runs that go on at the same time, new threads start
 * with what the one published that began last, whoever starts them ({@link ParamScope#capture} has
 * what is right for each); when all have ended, what was frozen before the first is frozen again.
 *
 * <p>In a named module the package of the class must be opened to {@code io.hyperparameter.cli}, or
 * be exported and all be public.
 *
 * <p>A builder; not thread-safe. It may run several times.
 */
public final class Launch {
  private static final String SHORT_HELP = "-h";
  private static final String HELP = "--help";

  private final List<Launchable> candidates;
  private @Nullable String name;
  private @Nullable String about;
  private @Nullable ParamIndex index;
  private boolean strict;
  private final List<String> allowed = new ArrayList<>();
  private @Nullable PrintWriter out;
  private @Nullable PrintWriter err;

  private Launch(List<Launchable> candidates) {
    this.candidates = candidates;
  }

  /**
   * Everything these classes offer.
   *
   * @param types classes with public {@link AutoParam} methods or constructors
   * @return a launch
   * @throws IllegalStateException if there is nothing to launch
   * @throws IllegalArgumentException if two commands have one name
   */
  public static Launch of(Class<?>... types) {
    List<Launchable> found = new ArrayList<>();
    for (Class<?> type : types) {
      found.addAll(Launchable.of(type));
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "nothing to launch in "
              + String.join(", ", List.of(types).stream().map(Class::getName).toList())
              + "; make a public static method @AutoParam, and compile with hp-processor");
    }
    Map<String, Launchable> byName = new LinkedHashMap<>();
    for (Launchable each : found) {
      Launchable other = byName.put(each.name(), each);
      if (other != null) {
        throw new IllegalArgumentException(
            other.element()
                + " and "
                + each.element()
                + " would be one command; rename one of them, or launch it by itself");
      }
    }
    return new Launch(List.copyOf(byName.values()));
  }

  /**
   * One method.
   *
   * @param type its class
   * @param method its name
   * @return a launch
   * @throws IllegalArgumentException if the class has no public static {@link AutoParam} method of
   *     this name, or several
   */
  public static Launch of(Class<?> type, String method) {
    List<Launchable> found =
        Launchable.of(type).stream().filter(each -> each.name().equals(method)).toList();
    if (found.size() != 1) {
      List<String> near =
          MissingParamException.near(
              method, Launchable.of(type).stream().map(Launchable::name).distinct().toList());
      throw new IllegalArgumentException(
          type.getName()
              + (found.isEmpty() ? " has no" : " has several")
              + " public static @AutoParam method"
              + (found.isEmpty() ? " " : "s ")
              + method
              + (!found.isEmpty()
                  ? ""
                  : near.isEmpty()
                      ? "; annotate it, and compile with hp-processor"
                      : "; " + KeyCheck.didYouMean(near)));
    }
    return new Launch(found);
  }

  /**
   * Sets the name of the program in help and errors; else that of the only method, or of the class.
   *
   * @param name as users call it
   * @return this
   */
  public Launch name(String name) {
    this.name = name;
    return this;
  }

  /**
   * Sets what the program does, for its help.
   *
   * @param about some sentences; wrapped at 80 columns
   * @return this
   */
  public Launch about(String about) {
    this.about = about;
    return this;
  }

  /**
   * Replaces the known parameters, which are those of {@link ParamIndex#load()}.
   *
   * @param index what is checked and listed; has the parameters of the methods
   * @return this
   */
  public Launch index(ParamIndex index) {
    this.index = index;
    return this;
  }

  /**
   * Refuses every parameter that nobody declares, as if {@code --strict} were always given: for
   * programs that know all that is read.
   *
   * @return this
   */
  public Launch strict() {
    strict = true;
    return this;
  }

  /**
   * Takes keys that nobody declares, as if {@code --allow} were always given: for keys that the
   * program reads by names it makes at run time. Others are better declared.
   *
   * @param names keys, or names of namespaces: {@code layer} is {@code layer.0.size}, too
   * @return this
   */
  public Launch allow(String... names) {
    allowed.addAll(List.of(names));
    return this;
  }

  /**
   * Sets where help goes; standard output otherwise.
   *
   * @param out without colours
   * @return this
   */
  public Launch out(PrintWriter out) {
    this.out = out;
    return this;
  }

  /**
   * Sets where errors go; standard error otherwise.
   *
   * @param err without colours
   * @return this
   */
  public Launch err(PrintWriter err) {
    this.err = err;
    return this;
  }

  /**
   * Runs and gives the exit code; for {@code System.exit(...)}.
   *
   * @param args the command line
   * @return 0 after help, listings and a normal end, 1 if the method threw or nothing was found to
   *     explain, 2 if the command line or a value is wrong, on whichever thread that was found;
   *     errors are printed
   */
  public int execute(String... args) {
    return run(args).exitCode();
  }

  /**
   * Runs and gives the result as well.
   *
   * @param args the command line
   * @return exit code, and what the method returned or threw; errors are printed
   * @throws IllegalStateException if the index does not have the methods
   * @throws IllegalArgumentException if a method takes what cannot be given on a command line
   */
  public LaunchResult run(String... args) {
    ParamIndex known = index != null ? index : ParamIndex.load();
    return new Running(known).run(args);
  }

  private String programName() {
    if (name != null) {
      return name;
    }
    Launchable first = candidates.get(0);
    return candidates.size() == 1
        ? first.name()
        : first.executable().getDeclaringClass().getSimpleName();
  }

  /** One run. */
  private final class Running {
    private final ParamIndex known;
    private final Map<CommandSpec, LaunchCommand> commands = new LinkedHashMap<>();
    private final CommandLine root;
    private @Nullable Object value;
    private @Nullable Exception failure;

    Running(ParamIndex known) {
      this.known = known;
      CommandSpec spec = CommandSpec.create().name(programName());
      standard(spec);
      if (about != null) {
        spec.usageMessage().description(about.strip().replace("%", "%%"));
      }
      if (candidates.size() == 1) {
        add(candidates.get(0), spec);
      } else {
        for (Launchable each : candidates) {
          CommandSpec sub = CommandSpec.create();
          standard(sub);
          add(each, sub);
          spec.addSubcommand(each.name(), sub);
        }
      }
      root = new CommandLine(spec);
      root.setUsageHelpWidth(Texts.WIDTH);
      root.setExecutionStrategy(this::execute);
      root.setParameterExceptionHandler((wrong, unused) -> report(wrong));
      root.setUnmatchedOptionsArePositionalParams(false);
      root.setAllowOptionsAsOptionParameters(true); // --lr -1 and -D -x=1 are told apart by us
      if (out != null) {
        root.setOut(out);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
      }
      if (err != null) {
        root.setErr(err);
      }
    }

    private void add(Launchable launchable, CommandSpec spec) {
      LaunchCommand command = new LaunchCommand(launchable, known);
      command.describe(spec);
      commands.put(spec, command);
    }

    private void standard(CommandSpec spec) {
      HyperparameterMixin mixin =
          new HyperparameterMixin().index(known).allow(allowed.toArray(String[]::new));
      if (strict) {
        mixin.strict();
      }
      spec.addMixin("hyperparameters", CommandSpec.forAnnotatedObject(mixin));
      spec.addOption(
          OptionSpec.builder(SHORT_HELP)
              .help(true)
              .description("Print this help and exit.")
              .build());
      spec.addOption(
          OptionSpec.builder(HELP)
              .help(true)
              .description("Print help with every parameter and exit.")
              .build());
      spec.usageMessage()
          .abbreviateSynopsis(true)
          .sortOptions(false)
          .footer("", "An option of a parameter wins over -D, -D over -C, that over the default.");
    }

    LaunchResult run(String... args) {
      int code = root.execute(withoutName(args));
      root.getErr().flush();
      root.getOut().flush();
      return new LaunchResult(code, value, failure);
    }

    /** The name of the only candidate may stand first. */
    private String[] withoutName(String[] args) {
      boolean named =
          candidates.size() == 1 && args.length > 0 && args[0].equals(candidates.get(0).name());
      return named ? List.of(args).subList(1, args.length).toArray(String[]::new) : args;
    }

    private int execute(ParseResult parsed) {
      ParseResult last = parsed;
      while (last.subcommand() != null) {
        last = last.subcommand();
      }
      for (ParseResult each = parsed; each != null; each = each.subcommand()) {
        if (each.hasMatchedOption(SHORT_HELP) || each.hasMatchedOption(HELP)) {
          return help(last.commandSpec().commandLine(), each.hasMatchedOption(HELP));
        }
      }
      LaunchCommand command = commands.get(last.commandSpec());
      List<Given.Named> named = command == null ? List.of() : command.named(last);
      Given given = Given.of(parsed, named);
      if (given == null) {
        throw new IllegalStateException();
      }
      if (command == null && !given.onlyAsks()) {
        throw new ParameterException(
            root, "a command is missing; give one of " + String.join(", ", names()));
      }
      ParseResult mine = last;
      return given.run(() -> call(command, mine));
    }

    private List<String> names() {
      return candidates.stream().map(Launchable::name).toList();
    }

    private int help(CommandLine command, boolean full) {
      PrintWriter to = command.getOut();
      command.usage(to, command.getColorScheme());
      if (full) {
        to.println();
        to.println("Parameters, with their defaults, for -D KEY=VALUE and files:");
        to.print(new ParameterTable(known).help());
      }
      to.flush();
      return CommandLine.ExitCode.OK;
    }

    private int call(@Nullable LaunchCommand command, ParseResult parsed) {
      if (command == null) {
        throw new IllegalStateException();
      }
      CommandLine line = parsed.commandSpec().commandLine();
      try {
        value = command.launchable().call(command.arguments(parsed));
        return CommandLine.ExitCode.OK;
      } catch (Exception | ExceptionInInitializerError e) {
        ParamException wrong = Failures.wrongParameter(e);
        if (wrong != null) {
          throw new ParameterException(line, String.valueOf(wrong.getMessage()), e);
        }
        if (e instanceof ExceptionInInitializerError error) {
          throw error;
        }
        failure = (Exception) e;
        e.printStackTrace(line.getErr());
        return CommandLine.ExitCode.SOFTWARE;
      }
    }

    /** Whether a definition lacks its value, or is nothing but an equals sign: blanks around it. */
    private boolean hasTornDefinition(CommandSpec spec) {
      return spec.mixins().values().stream()
          .anyMatch(
              each ->
                  each.userObject() instanceof HyperparameterMixin mixin
                      && mixin.definitions().stream().anyMatch(this::isTorn));
    }

    private boolean isTorn(String definition) {
      return definition.equals("=") || (definition.indexOf('=') < 0 && !definition.startsWith("~"));
    }

    /** What is wrong, what was maybe meant, and where to read on. */
    private int report(ParameterException wrong) {
      failure = wrong.getCause() instanceof Exception cause ? cause : wrong;
      CommandLine line = wrong.getCommandLine();
      PrintWriter to = line.getErr();
      String program = line.getCommandSpec().qualifiedName();
      // plain: whether standard error is a terminal is nothing the JDK tells
      to.println(program + ": " + wrong.getMessage());
      if (wrong instanceof UnmatchedArgumentException unmatched) {
        List<String> near = KeyCheck.nearOptions(unmatched.getUnmatched(), line.getCommandSpec());
        if (near.isEmpty()) {
          near = unmatched.getSuggestions();
        }
        if (!near.isEmpty()) {
          to.println(KeyCheck.didYouMean(near));
        }
        KeyCheck.instead(unmatched, known).forEach(to::println);
        if (hasTornDefinition(line.getCommandSpec())) {
          to.println("write -D KEY=VALUE without blanks around the '='");
        }
      }
      to.println(program + " --help tells more");
      to.flush();
      return CommandLine.ExitCode.USAGE;
    }
  }
}
