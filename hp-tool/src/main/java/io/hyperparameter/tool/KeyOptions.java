package io.hyperparameter.tool;

import io.hyperparameter.config.ParamCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Which keys that nobody declares are errors, for commands that compare keys. */
final class KeyOptions {
  @Option(names = "--strict", description = "Refuse keys in namespaces that no jar knows, too.")
  private boolean strict;

  @Option(
      names = "--allow",
      split = ",",
      paramLabel = "KEY,...",
      hideParamSyntax = true,
      description = "Take KEY, and what is below it, though no jar declares it.")
  private List<String> allowed = new ArrayList<>();

  boolean isStrict() {
    return strict;
  }

  Predicate<String> allowed() {
    return ParamCheck.within(allowed);
  }
}
