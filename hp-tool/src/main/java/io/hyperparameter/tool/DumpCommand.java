package io.hyperparameter.tool;

import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = "Writes what files and definitions come to, references resolved, as one file.")
final class DumpCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();
  @Mixin private Console console = new Console();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "toml|yaml|json|properties",
      description = "How it is written; TOML if not said.")
  private ConfigFormat format = ConfigFormat.TOML;

  @Override
  public Integer call() {
    Config config = options.load();
    console.reads(config.files());
    console.print(config.write(format));
    return 0;
  }
}
