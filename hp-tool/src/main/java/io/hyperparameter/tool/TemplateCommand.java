package io.hyperparameter.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "template",
    mixinStandardHelpOptions = true,
    description = "Writes a TOML file with every parameter of jars, which loads to the defaults.")
final class TemplateCommand implements Callable<Integer> {
  @Mixin private JarsArgument jars = new JarsArgument();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    Parameters all = Scan.of(jars.paths());
    console.notes(all);
    console.reads(jars.paths());
    console.print(new Template(all).toString());
    return 0;
  }
}
