package io.hyperparameter.tool;

import static java.util.stream.Collectors.joining;

import io.hyperparameter.catalog.Catalogue;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigException;
import io.hyperparameter.config.ParamCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Compares configuration files with the parameters of jars.",
      "Keys nobody declares, values of the wrong type, values out of bounds: all at once, each "
          + "with its place. Exit code 1 if there is any."
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, or directories of them; each is checked by itself.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--against",
      arity = "1",
      paramLabel = "JAR|DIR",
      description =
          "Whose parameters are meant; may be repeated. Else those of what is built in the "
              + "current directory.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--merged",
      description = "Check what the files are when laid over each other, as by -C.")
  private boolean merged;

  @Mixin private KeyOptions keys = new KeyOptions();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    List<Catalogue> catalogues = Catalogue.all();
    List<Path> meant = JarsArgument.orAnyBuilt(jars);
    io.hyperparameter.tool.Parameters known = Scan.of(meant);
    console.notes(known);
    if (known.all().isEmpty()) {
      console.tell(
          "note: nothing is compared but with catalogues of other libraries, as "
              + (meant.isEmpty()
                  ? "no jar is named and nothing is built here"
                  : meant.stream().map(Path::toString).collect(joining(", "))
                      + " declares no parameters")
              + "; name a jar by --against");
    }
    console.reads(meant);
    console.reads(files); // also those that cannot be loaded
    KeyComparison comparison = new KeyComparison(known.index(), catalogues, keys);
    StringBuilder out = new StringBuilder();
    int errors = 0;
    int warnings = 0;
    for (List<Path> group : merged ? List.of(files) : files.stream().map(List::of).toList()) {
      Config config;
      try {
        config = Config.load(group.toArray(Path[]::new));
      } catch (ConfigException e) {
        e.errors().forEach(error -> out.append(error).append('\n'));
        errors += e.errors().size();
        continue;
      }
      console.reads(config.files());
      ParamCheck check = comparison.keysAndValues(config);
      List<ParamCheck.Problem> wrong = new ArrayList<>(check.errors());
      catalogues.forEach(catalogue -> wrong.addAll(catalogue.ambiguities(config)));
      wrong.forEach(problem -> out.append(problem).append('\n'));
      check.warnings().forEach(problem -> out.append("warning: ").append(problem).append('\n'));
      errors += wrong.size();
      warnings += check.warnings().size();
    }
    console.print(out.toString());
    if (errors + warnings > 0) {
      console.tell(count(errors, "error") + ", " + count(warnings, "warning"));
    }
    return errors == 0 ? 0 : Hp.WRONG;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
