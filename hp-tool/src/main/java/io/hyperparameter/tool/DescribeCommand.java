package io.hyperparameter.tool;

import io.hyperparameter.config.ParamCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "describe",
    aliases = "desc",
    mixinStandardHelpOptions = true,
    description = "Tells all about parameters: by key, or by a part of key or meaning.")
final class DescribeCommand implements Callable<Integer> {
  /** Beyond, they are named only. */
  private static final int MAX_DESCRIBED = 5;

  @Parameters(index = "0", paramLabel = "KEY", description = "A key, or a part of it.")
  private String wanted = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "JAR|DIR",
      description = "As of hp list.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    io.hyperparameter.tool.Parameters all = Scan.of(JarsArgument.orBuilt(paths));
    console.notes(all);
    List<String> keys = matches(all);
    if (keys.isEmpty()) {
      console.tell(
          "no parameter is like \"" + wanted + "\"" + ParamCheck.near(wanted, all.index()));
      return Hp.WRONG;
    }
    Listing listing = new Listing(all, console, true);
    StringBuilder out = new StringBuilder();
    if (keys.size() > MAX_DESCRIBED) {
      keys.forEach(key -> out.append(Printable.of(key)).append('\n'));
      console.print(out.toString());
      console.tell(keys.size() + " parameters are like \"" + wanted + "\"; name one of them");
    } else {
      keys.forEach(key -> out.append(listing.description(key)));
      console.print(out.toString());
    }
    return 0;
  }

  /** The key itself, else keys with the text, else meanings with it. */
  private List<String> matches(io.hyperparameter.tool.Parameters all) {
    if (all.byKey().containsKey(wanted)) {
      return List.of(wanted);
    }
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<String> keys =
        all.byKey().keySet().stream()
            .filter(key -> key.toLowerCase(Locale.ROOT).contains(lower))
            .toList();
    return !keys.isEmpty()
        ? keys
        : all.all().stream()
            .map(Found::entry)
            .filter(entry -> entry.description().toLowerCase(Locale.ROOT).contains(lower))
            .map(entry -> entry.key())
            .distinct()
            .toList();
  }
}
