package io.hyperparameter.tool;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The program {@code hp}. Exit codes: 0 if all is well, 1 if what was looked for is not there, is
 * wrong or differs, 2 if the command line is wrong or a file cannot be read.
 */
@Command(
    name = "hp",
    mixinStandardHelpOptions = true,
    versionProvider = Hp.Version.class,
    usageHelpWidth = 80,
    description = "Parameters of jars, and the files that set them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      DescribeCommand.class,
      ExplainCommand.class,
      CheckCommand.class,
      TemplateCommand.class,
      DiffCommand.class,
      DumpCommand.class,
      SweepCommand.class,
      AttachCommand.class,
      DoctorCommand.class
    })
public final class Hp implements Runnable {
  /** What was looked for is not there, is wrong or differs. */
  static final int WRONG = CommandLine.ExitCode.SOFTWARE;

  @Spec private CommandSpec spec;

  private Hp() {
    this.spec = CommandSpec.create(); // picocli sets the right one
  }

  /** No command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /**
   * Runs a command on the process's standard streams.
   *
   * @param args the command and its options
   */
  @SuppressWarnings("SystemExitOutsideMain") // this is main
  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out, "stdout.encoding");
    PrintWriter err = writer(FileDescriptor.err, "stderr.encoding");
    int code = execute(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** As System.out encodes from JDK 19 on, so that JDK 17 prints what a terminal shows. */
  private static PrintWriter writer(FileDescriptor to, String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    OutputStream stream = new FileOutputStream(to);
    return new PrintWriter(stream, false, charset);
  }

  /**
   * Runs a command. Not to be called while another one runs: it chooses the storage of the process.
   *
   * @param out what was asked for
   * @param err what is wrong
   * @param args the command and its options
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    if (args.length == 0 || !args[0].equals("doctor")) {
      Backend.use("java"); // starts faster
    }
    CommandLine command = new CommandLine(new Hp());
    command.setOut(out).setErr(err);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpWidth(80);
    // what follows the name of the user's program is the program's
    Objects.requireNonNull(command.getSubcommands().get("sweep")).setStopAtPositional(true);
    command.setParameterExceptionHandler(
        (wrong, given) -> {
          CommandLine failed = wrong.getCommandLine();
          PrintWriter told = failed.getErr();
          told.println(failed.getColorScheme().errorText("hp: " + wrong.getMessage()));
          CommandLine.UnmatchedArgumentException.printSuggestions(wrong, told);
          told.println(failed.getCommandSpec().qualifiedName() + " --help tells more");
          return CommandLine.ExitCode.USAGE;
        });
    command.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          if (failure instanceof ToolException || failure instanceof ParamException) {
            failed
                .getErr()
                .println(failed.getColorScheme().errorText("hp: " + failure.getMessage()));
            return CommandLine.ExitCode.USAGE;
          }
          throw failure;
        });
    int code = command.execute(args);
    out.flush();
    err.flush();
    return code;
  }

  /** Out of the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Hp.class.getPackage().getImplementationVersion();
      return new String[] {"hp " + (version == null ? "(version unknown)" : version)};
    }
  }
}
