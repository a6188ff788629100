package io.hyperparameter.tool;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.management.ParametersMXBean;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Tells the parameters of a running JVM: what new threads start with and, where it tracks "
          + "them, the open scopes of all threads.",
      "It tracks scopes if it was started with -Dhyperparameter.track=true.",
      "Without PID lists the JVMs that have the library. Exit code 1 if there is none, or nothing "
          + "has the key."
    })
final class AttachCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PID",
      converter = ProcessNumber.class,
      description = "The number of its process.")
  private @Nullable Long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KEY",
      description = "A full key: where it has which value, and who set it.")
  private @Nullable String key;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "text|json",
      description = "How it is written.")
  private Format format = Format.TEXT;

  @Mixin private Console console = new Console();

  /** Says in an error what is wanted, and where such numbers are from. */
  static final class ProcessNumber implements CommandLine.ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("\\d{1,18}")) {
        throw new CommandLine.TypeConversionException(
            "\"" + Printable.of(text) + "\" is no number of a process; hp attach alone lists them");
      }
      return Long.valueOf(text);
    }
  }

  @Override
  public Integer call() {
    requireJdk();
    Long wanted = pid;
    if (wanted == null) {
      return list();
    }
    RunningJvm jvm = RunningJvm.of(wanted);
    int[] code = {0};
    jvm.ask(note -> console.tell("note: " + note), bean -> code[0] = tell(jvm, bean));
    return code[0];
  }

  /** Before a class is loaded that needs what a JRE may lack. */
  private static void requireJdk() {
    for (String module : List.of("jdk.attach", "java.management.rmi")) {
      if (ModuleLayer.boot().findModule(module).isEmpty()) {
        throw new ToolException(
            "the Java that runs hp, "
                + System.getProperty("java.home")
                + ", has no module "
                + module
                + "; run hp with a JDK (JAVA_HOME)");
      }
    }
  }

  private int list() {
    List<RunningJvm> found = RunningJvm.withLibrary();
    console.print(
        format == Format.JSON ? RunningJson.jvms(found) : RunningText.jvms(console, found));
    if (found.isEmpty()) {
      console.tell("no JVM that can be attached to has the library on its class path");
    }
    return found.isEmpty() ? Hp.WRONG : 0;
  }

  private int tell(RunningJvm jvm, ParametersMXBean bean) {
    String wanted = key;
    boolean json = format == Format.JSON;
    if (wanted == null) {
      console.print(json ? RunningJson.all(jvm, bean) : RunningText.all(console, jvm, bean));
      return 0;
    }
    List<ParametersMXBean.Value> values = bean.explain(wanted);
    if (json) {
      console.print(RunningJson.key(wanted, bean.isTracking(), values));
    } else if (!values.isEmpty()) {
      console.print(RunningText.key(console, wanted, values));
    }
    if (values.isEmpty()) {
      console.tell("nothing has \"" + Printable.of(wanted) + "\"" + near(wanted, bean));
    }
    if (!bean.isTracking()) {
      console.tell("note: " + RunningText.UNTRACKED);
    }
    return values.isEmpty() ? Hp.WRONG : 0;
  }

  private static String near(String wanted, ParametersMXBean bean) {
    TreeSet<String> keys = new TreeSet<>(bean.getFrozenValues().keySet());
    bean.getOpenScopes().forEach(scope -> keys.addAll(scope.getValues().keySet()));
    List<String> near = MissingParamException.near(wanted, keys);
    return near.isEmpty()
        ? ""
        : "; did you mean \"" + Printable.of(String.join("\" or \"", near)) + "\"?";
  }
}
