package io.hyperparameter.tool;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    aliases = "ls",
    mixinStandardHelpOptions = true,
    description = "Lists the parameters of jars.")
final class ListCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  @Mixin private JarsArgument jars = new JarsArgument();
  @Mixin private Console console = new Console();

  /** At most one of them. */
  static final class Which {
    @Option(
        names = {"-s", "--self"},
        description = "Only what is in the jars themselves. This is the default.")
    private boolean self;

    @Option(
        names = {"-d", "--deps"},
        description = "Only what is in jars in them, or beside them by their manifests.")
    private boolean deps;

    @Option(
        names = {"-a", "--all"},
        description = "Both.")
    private boolean all;
  }

  @ArgGroup private @Nullable Which which;

  @Option(
      names = {"-t", "--tree"},
      description = "Names below names.")
  private boolean tree;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also where each one is declared.")
  private boolean verbose;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "text|json|markdown",
      description = "json is the format of META-INF/hyperparameter/index.json.")
  private Format format = Format.TEXT;

  @Override
  public Integer call() {
    Parameters all = Scan.of(jars.paths());
    Parameters shown = all.only(found -> isWanted(found.place().own()));
    console.notes(all);
    Listing listing = new Listing(shown, console, verbose);
    console.print(
        switch (format) {
          case JSON -> shown.index().toJson();
          case MARKDOWN -> listing.markdown();
          case TEXT -> shown.all().isEmpty() ? "" : tree ? listing.tree() : listing.table();
        });
    int elsewhere = all.byKey().size() - shown.byKey().size();
    if (format == Format.TEXT && shown.all().isEmpty()) {
      console.tell("no parameters" + (elsewhere == 0 ? "" : " here"));
    }
    if (format == Format.TEXT && elsewhere > 0) {
      console.tell(elsewhere + " more elsewhere; --all lists them");
    }
    return 0;
  }

  private boolean isWanted(boolean own) {
    Which wanted = which;
    if (wanted == null || wanted.self) {
      return own;
    }
    return wanted.all || (wanted.deps && !own);
  }
}
