package io.hyperparameter.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command prints: the option {@code -o}, and colours where there is a terminal. */
final class Console {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a file instead.")
  private @Nullable Path file;

  private final Set<Path> read = new LinkedHashSet<>();

  /** Notes what the command reads, which must not be written over. */
  void reads(Collection<Path> files) {
    read.addAll(files);
  }

  private boolean isRead(Path path) throws IOException {
    for (Path each : read) {
      if (Files.exists(path) && Files.exists(each) && Files.isSameFile(path, each)) {
        return true;
      }
    }
    return false;
  }

  private CommandLine command() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return known.commandLine();
  }

  /** Prints what was asked for. */
  void print(String text) {
    Path path = file;
    if (path == null) {
      PrintWriter out = command().getOut();
      out.print(text);
      out.flush();
      return;
    }
    try {
      if (isRead(path)) {
        throw new ToolException(path + ": is read by this command; name another file");
      }
      Files.writeString(path, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ToolException(path + ": cannot be written: " + e, e);
    }
  }

  /** Tells something beside what was asked for. */
  void tell(String text) {
    command().getErr().println(text);
    command().getErr().flush();
  }

  void notes(Parameters parameters) {
    List<String> notes = parameters.notes();
    notes.forEach(note -> tell("note: " + note));
  }

  /** Text that stands out, where a terminal can show it. */
  String bold(String text) {
    return file == null && command().getColorScheme().ansi().enabled()
        ? Style.bold.on() + text + Style.reset.on() // off() underlines in many terminals
        : text;
  }

  /** Whether the reader's character set has it. */
  boolean shows(String text) {
    String name =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
    return file != null
        || !java.nio.charset.Charset.isSupported(name)
        || java.nio.charset.Charset.forName(name).newEncoder().canEncode(text);
  }
}
