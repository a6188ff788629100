package io.hyperparameter.cli;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** One launchable as picocli knows commands. */
final class LaunchCommand {
  /** Its own options stand before those that every command has. */
  private static final int FIRST = -10_000;

  private final Launchable launchable;
  private final List<Positional> positionals;
  private final List<ParamEntry> hypers;

  LaunchCommand(Launchable launchable, ParamIndex index) {
    this.launchable = launchable;
    this.positionals = launchable.positionals();
    this.hypers = launchable.hypers(index);
  }

  Launchable launchable() {
    return launchable;
  }

  /** Adds its arguments and options to a command; those the command has already stay. */
  void describe(CommandSpec spec) {
    for (int i = 0; i < positionals.size(); i++) {
      Positional positional = positionals.get(i);
      spec.addPositional(
          PositionalParamSpec.builder()
              .index(positional.rest() ? i + "..*" : String.valueOf(i))
              .arity(positional.rest() ? "0..*" : "1")
              .paramLabel("<" + positional.label() + ">")
              .hideParamSyntax(false)
              .required(!positional.rest())
              .type(String[].class)
              .auxiliaryTypes(String.class)
              .description(describe(positional))
              .build());
    }
    int order = FIRST;
    for (ParamEntry hyper : hypers) {
      String[] names = names(hyper, spec);
      if (names.length > 0) {
        OptionSpec.Builder option =
            OptionSpec.builder(names)
                .paramLabel(label(hyper))
                .type(String.class)
                .order(order++)
                .description(meaning(hyper).toArray(String[]::new));
        List<String> values = CompletionModel.values(hyper);
        spec.addOption(
            values.isEmpty() ? option.build() : option.completionCandidates(values).build());
      }
    }
  }

  private static String describe(Positional positional) {
    String type = positional.type() == String.class ? "text" : positional.type().getSimpleName();
    return (positional.rest() ? "Any number: " : "Required: ") + type + ".";
  }

  /** {@code --batchSize} and, as it is more usual there, {@code --batch-size}. */
  private static String[] names(ParamEntry hyper, CommandSpec spec) {
    String name = Texts.name(hyper.key());
    String dashed = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    List<String> names = new ArrayList<>();
    for (String each : List.of("--" + name, "--" + dashed)) {
      if (!names.contains(each) && spec.findOption(each) == null) {
        names.add(each);
      }
    }
    return names.toArray(String[]::new);
  }

  private static String label(ParamEntry hyper) {
    return "<" + Texts.type(hyper).replaceAll("[<>]", "_") + ">";
  }

  private static List<String> meaning(ParamEntry hyper) {
    List<String> lines = new ArrayList<>();
    if (!hyper.description().isEmpty()) {
      lines.add(escape(hyper.description()));
    }
    String value = hyper.defaultValue();
    String key = hyper.key() + (value == null ? "" : "=" + value);
    lines.add(escape(hyper.bounds().isEmpty() ? key : key + ", " + hyper.bounds()));
    return lines;
  }

  /** picocli formats descriptions and reads markup in them. */
  private static String escape(String text) {
    return text.replace("%", "%%").replace("@|", "@ |");
  }

  /** The options of its own parameters that were given. */
  List<Given.Named> named(ParseResult parsed) {
    List<Given.Named> named = new ArrayList<>();
    for (ParamEntry hyper : hypers) {
      OptionSpec option = parsed.commandSpec().findOption("--" + Texts.name(hyper.key()));
      if (option != null && option.userObject() == null && parsed.hasMatchedOption(option)) {
        String value = option.getValue();
        named.add(new Given.Named("--" + Texts.name(hyper.key()), hyper.key(), value));
      }
    }
    return named;
  }

  /** The arguments by position, as the method takes them. */
  List<@Nullable Object> arguments(ParseResult parsed) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int i = 0; i < positionals.size(); i++) {
      String[] texts = parsed.commandSpec().positionalParameters().get(i).getValue();
      arguments.add(positionals.get(i).value(texts == null ? List.of() : List.of(texts)));
    }
    return arguments;
  }
}
