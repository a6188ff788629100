package io.hyperparameter.tool;

import io.hyperparameter.Backend;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what this machine makes of the library: JDK, storages and why not, flags.",
      "Exit code 1 if the storage that was asked for cannot be used."
    })
final class DoctorCommand implements Callable<Integer> {
  /** From here on the JVM warns of what loading the C++ storage and hashing need. */
  private static final int WARNING_JDK = 24;

  private static final List<String> FLAGS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    Columns columns = new Columns(console, 22);
    columns.row(
        "JDK",
        Runtime.version() + ", " + property("java.vendor") + ", at " + property("java.home"));
    columns.row("system", property("os.name") + " " + property("os.arch"));
    for (Backend backend : Backend.all()) {
      columns.row(
          "backend " + backend.name(),
          backend.isAvailable() ? "works" : "cannot be used: " + why(backend));
    }
    boolean chosen = true;
    String wanted = wanted();
    try {
      columns.row("chosen", Backend.current().name() + " (" + wanted + ")");
    } catch (IllegalStateException e) {
      chosen = false;
      columns.row("chosen", "none (" + wanted + "): " + e.getMessage());
    }
    String path = System.getProperty("hyperparameter.native.path");
    columns.row(
        "library is looked for",
        path != null
            ? "in " + path + " alone (hyperparameter.native.path)"
            : "in the jar of hp-native for this platform, written to "
                + property("java.io.tmpdir")
                + "; then in java.library.path: "
                + property("java.library.path").replace(File.pathSeparator, ", "));
    columns.row("flags", flags());
    console.print(columns.toString());
    return chosen ? 0 : Hp.WRONG;
  }

  private static String wanted() {
    String property = System.getProperty(Backend.PROPERTY);
    String variable = System.getenv(Backend.VARIABLE);
    return property != null
        ? "-D" + Backend.PROPERTY + "=" + property
        : variable != null ? Backend.VARIABLE + "=" + variable : "auto";
  }

  private static String why(Backend backend) {
    StringBuilder why = new StringBuilder();
    String separator = "";
    for (Throwable each = backend.unavailabilityCause().orElse(null);
        each != null;
        each = each.getCause()) {
      why.append(separator).append(message(each));
      separator = "; because: ";
    }
    return why.toString();
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private static String flags() {
    if (Runtime.version().feature() < WARNING_JDK) {
      return "none are needed before JDK " + WARNING_JDK;
    }
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> missing =
        FLAGS.stream()
            .filter(flag -> given.stream().noneMatch(each -> each.startsWith(name(flag))))
            .toList();
    return missing.isEmpty()
        ? "all there"
        : "missing, so that the JVM warns: " + String.join(" ", missing);
  }

  private static String name(String flag) {
    return flag.substring(0, flag.indexOf('='));
  }

  private static String property(String name) {
    @Nullable String value = System.getProperty(name);
    return value == null ? "?" : value;
  }
}
