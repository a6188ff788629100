package io.hyperparameter.tool;

import io.hyperparameter.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what changed between two jars, or two configuration files.",
      "Of jars: keys, types, defaults and bounds; exit code 1 unless there are only new keys. Of "
          + "files, such as the records of two runs: values; exit code 1 if any differs."
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "A jar, a directory, or a file.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "Another one of the same sort.")
  private Path now = Path.of("");

  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    console.reads(List.of(old, now));
    boolean files = isConfiguration(old);
    if (files != isConfiguration(now)) {
      throw new ToolException(
          old + " and " + now + " are not of one sort; give two jars, or two configuration files");
    }
    Difference difference;
    if (files) {
      difference = Difference.ofValues(values(old), values(now));
    } else {
      io.hyperparameter.tool.Parameters before = Scan.of(List.of(old));
      io.hyperparameter.tool.Parameters after = Scan.of(List.of(now));
      console.notes(before);
      console.notes(after);
      difference = Difference.ofParameters(before, after);
    }
    StringBuilder out = new StringBuilder();
    difference.lines().forEach(line -> out.append(Printable.of(line)).append('\n'));
    console.print(out.toString());
    boolean same = files ? difference.lines().isEmpty() : difference.onlyNew();
    return same ? 0 : Hp.WRONG;
  }

  private static boolean isConfiguration(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return !Files.isDirectory(path)
        && List.of(".toml", ".yaml", ".yml", ".json", ".properties").stream()
            .anyMatch(name::endsWith);
  }

  private static Map<String, Object> values(Path path) {
    Config config = Config.load(path);
    Map<String, Object> values = new TreeMap<>();
    config.keys().forEach(key -> values.put(key, config.find(key).orElse("null")));
    return values;
  }
}
