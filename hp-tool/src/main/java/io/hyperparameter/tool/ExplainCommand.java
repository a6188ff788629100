package io.hyperparameter.tool;

import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigException;
import io.hyperparameter.config.ParamCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Tells what the value of a key would be, and what lies below it.")
final class ExplainCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "KEY", description = "A full key.")
  private String key = "";

  @Mixin private ConfigOptions options = new ConfigOptions();
  @Mixin private Console console = new Console();

  @Option(
      names = "--against",
      paramLabel = "JAR|DIR",
      description =
          "Whose defaults count; may be repeated. Else those of what is built in the current "
              + "directory.")
  private List<Path> jars = new ArrayList<>();

  /** One of the values, and where it stands. */
  private record Layer(String value, String origin) {}

  @Override
  public Integer call() {
    List<Path> meant = JarsArgument.orAnyBuilt(jars);
    console.reads(meant);
    Config given = options.load();
    console.reads(given.files()); // all that is wrong, before parts of it are loaded
    List<Layer> layers = new ArrayList<>();
    io.hyperparameter.tool.Parameters known = Scan.of(meant);
    console.notes(known);
    boolean isKnown = false;
    List<Found> declarations = known.byKey().getOrDefault(key, List.of());
    boolean isSecret = declarations.stream().anyMatch(found -> found.entry().secret());
    for (Found found : declarations) {
      String value = found.entry().defaultValue();
      isKnown |= value != null;
      layers.add(
          new Layer(
              value == null ? Listing.NONE_KNOWN : isSecret ? Listing.MASK : value,
              "default, " + Listing.declaration(found)));
    }
    String last = null;
    for (Config step : steps(given)) {
      String origin = step.origin(key).map(Object::toString).orElse(null);
      if (!Objects.equals(origin, last)) {
        layers.add(
            origin == null
                ? new Layer("(deleted)", "a later definition")
                : new Layer(isSecret ? Listing.MASK : text(step), origin));
      }
      last = origin;
    }
    if (layers.isEmpty()) {
      console.tell(
          "nothing sets \""
              + key
              + "\""
              + (known.all().isEmpty()
                  ? ", and no parameters are known; name the jar that declares it by --against"
                  : ParamCheck.near(key, known.index())));
      return Hp.WRONG;
    }
    boolean isSet = isKnown || layers.size() > declarations.size();
    if (!isSet) {
      console.tell("nothing sets \"" + key + "\", and no default of it is known");
    }
    Columns columns = new Columns(console, 30);
    for (int i = layers.size() - 1; i >= 0; i--) {
      boolean top = i == layers.size() - 1;
      columns.row((top ? "" : "  over ") + layers.get(i).value(), layers.get(i).origin());
    }
    console.print(console.bold(Printable.of(key)) + "\n" + columns);
    ParamCheck.ofValues(given, known.index()).stream()
        .filter(problem -> problem.key().equals(key))
        .forEach(problem -> console.tell("a run would refuse it: " + problem.what()));
    return isSet ? 0 : Hp.WRONG;
  }

  /** Those that can be loaded: a reference may lead into a source that comes later. */
  private List<Config> steps(Config given) {
    try {
      return options.steps();
    } catch (ConfigException e) {
      return List.of(given);
    }
  }

  private String text(Config config) {
    return config.text(key).orElseGet(() -> config.find(key).map(Object::toString).orElse("null"));
  }
}
