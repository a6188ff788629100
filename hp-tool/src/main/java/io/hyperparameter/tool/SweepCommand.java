package io.hyperparameter.tool;

import io.hyperparameter.ParamScope;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.sweep.Grid;
import io.hyperparameter.sweep.Sweep;
import io.hyperparameter.sweep.SweepResults;
import io.hyperparameter.sweep.SweepRunner;
import io.hyperparameter.sweep.Trial;
import io.hyperparameter.sweep.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A sweep whose trials are processes. They are, rather than calls of a class in this JVM, because
 * any program built on this library already takes {@code -D}, whatever its class path, flags and
 * JVM; a trial that runs out of memory or crashes takes nothing else with it; and nothing of one is
 * left for the next. Grid, journal and resuming are those of {@code hp-sweep}, so a program of the
 * user's can read the journal. The result is looked for in what the program prints anyway, as the
 * program is not to know of this.
 */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a command once for each point of a grid, with -D KEY=VALUE options added at its end, "
          + "or where it has an argument {}.",
      "Exit code 1 if a trial fails; the others are run nevertheless."
    })
final class SweepCommand implements Callable<Integer> {
  /** What stands before the value in {@code -DK=V}, {@code K=V} and the options of hp-cli. */
  private static final Pattern DEFINITION =
      Pattern.compile("(?:-D|--define=|--)?(?<key>[^-=][^=]*)=");

  enum Format {
    TEXT,
    JSON,
    CSV
  }

  /** At most one of them. */
  static final class Wanted {
    @Option(
        names = "--max",
        required = true,
        paramLabel = "NAME",
        description = "A trial's result is the last number it prints behind NAME; high is good.")
    private @Nullable String max;

    @Option(
        names = "--min",
        required = true,
        paramLabel = "NAME",
        description = "The same; low is good. Without either: the last line it prints.")
    private @Nullable String min;
  }

  @Option(
      names = {"-g", "--grid"},
      arity = "1",
      required = true,
      paramLabel = "KEY=V,V,...",
      description = "A parameter and its values; may be repeated: all combinations.")
  private List<String> grid = new ArrayList<>();

  @ArgGroup private @Nullable Wanted wanted;

  @Option(
      names = {"-j", "--journal"},
      paramLabel = "FILE",
      description = "Write each result there as it comes.")
  private @Nullable Path journal;

  @Option(
      names = {"-r", "--resume"},
      description = "Go on with the journal: what succeeded is not run again.")
  private boolean resume;

  @Option(
      names = {"-p", "--parallel"},
      paramLabel = "N",
      description = "How many trials run at a time; 1 if not said.")
  private int parallel = 1;

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description = "Keep what trials print: DIR/trial-N.out and .err.")
  private @Nullable Path logs;

  @Option(
      names = "--against",
      arity = "1",
      paramLabel = "JAR|DIR",
      description = "Whose parameters are meant; else the jars of a java command. May be repeated.")
  private List<Path> jars = new ArrayList<>();

  @Mixin private KeyOptions keys = new KeyOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "text|json|csv",
      description = "How the results are written.")
  private Format format = Format.TEXT;

  @Mixin private Console console = new Console();

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program and its arguments, behind --.")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<GridArgument> arguments = new ArrayList<>();
    for (String each : grid) {
      arguments.add(GridArgument.parse(each, arguments.size() + 1));
    }
    Grid points = GridArgument.grid(arguments);
    requireUsable();
    JavaCommand.requireJar(command);
    ParamIndex index =
        GridCheck.check(
            arguments, jars.isEmpty() ? JavaCommand.jars(command) : jars, keys, console);
    Metric metric = metric();
    Map<Integer, Integer> exitCodes = new ConcurrentHashMap<>();
    Leftovers leftovers = new Leftovers(journal, console::tell);
    TrialProcess process = new TrialProcess(command, metric, logs, leftovers, exitCodes);
    Thread end = new Thread(TrialProcess::endAll);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      // what belongs to the results stands in the journal, whose sweep refuses another one
      SweepResults<Object> results =
          ParamScope.of("hp.sweep.command", masked(index))
              .with("hp.sweep.result", metric.name())
              .<SweepResults<Object>, InterruptedException>call(
                  () -> sweep(points).run(trial -> process.run(trial)));
      leftovers.none();
      SweepReport report = new SweepReport(results, metric, exitCodes);
      console.print(
          switch (format) {
            case JSON -> report.json();
            case CSV -> report.csv();
            case TEXT -> report.text(console);
          });
      return results.failed().isEmpty() ? 0 : Hp.WRONG;
    } catch (IllegalArgumentException | UncheckedIOException e) { // the journal's
      throw new ToolException(String.valueOf(e.getMessage()), e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private void requireUsable() {
    if (parallel < 1) {
      throw new ToolException("--parallel " + parallel + ": give at least 1");
    }
    Path file = journal;
    if (resume && file == null) {
      throw new ToolException("--resume needs the --journal to go on with");
    }
    if (!resume && file != null && Files.exists(file) && file.toFile().length() > 0) {
      throw new ToolException(
          "the journal "
              + file
              + " is there already; add --resume to go on with it, or name"
              + " another");
    }
    Path directory = logs;
    if (directory != null) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new ToolException(
            "--logs " + directory + ": no directory can be made there (" + e + "); name another",
            e);
      }
    }
  }

  private Metric metric() {
    Wanted named = wanted;
    if (named == null) {
      return Metric.lastLine();
    }
    String max = named.max;
    String min = named.min;
    return max != null ? Metric.of(max, true) : Metric.of(min == null ? "" : min, false);
  }

  private Sweep sweep(Grid points) {
    AtomicInteger ended = new AtomicInteger();
    Sweep sweep =
        Sweep.on(new LeftTrials(points, ended))
            .over(points)
            .onResult(result -> console.tell(line(result, ended.incrementAndGet(), points)));
    Path file = journal;
    return file == null ? sweep : sweep.journal(file);
  }

  /** Threads of this JVM, which first tells how much of the grid the journal had. */
  private final class LeftTrials implements SweepRunner {
    private final Grid points;
    private final AtomicInteger ended;

    LeftTrials(Grid points, AtomicInteger ended) {
      this.points = points;
      this.ended = ended;
    }

    @Override
    public <R extends @Nullable Object> void run(
        TrialRun<R> run, List<Trial> trials, Consumer<TrialResult<R>> done)
        throws InterruptedException {
      int taken = points.size() - trials.size();
      if (taken > 0) {
        console.tell("note: the journal has " + taken + " of " + points.size() + " trials");
        ended.set(taken);
      }
      SweepRunner.threads(parallel).run(run, trials, done);
    }
  }

  /** How a trial ended; of one that failed also the last of what it printed, indented. */
  private static String line(TrialResult<?> result, int ended, Grid points) {
    String error = result.error();
    return "["
        + ended
        + " of "
        + points.size()
        + "] "
        + Printable.of(result.trial().toString())
        + ": "
        + (error == null ? Printable.of(SweepReport.told(result.value())) : failure(error));
  }

  private static String failure(String error) {
    return "failed: "
        + error
            .lines()
            .map(text -> Printable.of(text.replace("\t", "    ")))
            .collect(Collectors.joining(System.lineSeparator() + "    "));
  }

  /** The command as a journal may hold it. */
  private List<String> masked(ParamIndex index) {
    Set<String> secret =
        index.entries().stream()
            .filter(ParamEntry::secret)
            .map(ParamEntry::key)
            .collect(Collectors.toSet());
    return command.stream()
        .map(
            arg -> {
              Matcher option = DEFINITION.matcher(arg);
              return option.lookingAt() && secret.contains(option.group("key"))
                  ? option.group() + Listing.MASK
                  : arg;
            })
        .toList();
  }
}
