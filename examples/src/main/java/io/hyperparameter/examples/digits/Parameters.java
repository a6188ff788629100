package io.hyperparameter.examples.digits;

import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamIndex;
import io.hyperparameter.examples.program.Range;
import io.hyperparameter.examples.program.Setting;
import io.hyperparameter.examples.program.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every parameter the programs read, and those of the libraries they use. */
final class Parameters {
  /** Another program, in the same jar. */
  private static final String KERNEL = "io.hyperparameter.examples.kernel.";

  private Parameters() {}

  /** Those of the libraries are in the indexes of their jars. */
  static Settings load() {
    List<Setting> own =
        List.of(
            Setting.of(Training.LR, Range.above(0, 10)),
            Setting.of(Training.DECAY, Range.above(0, 1)),
            Setting.of(Training.BATCH, Range.of(1, Digits.TRAINING_SIZE)),
            Setting.of(Training.L1, Range.of(0, 1)),
            Setting.of(Training.EPOCHS, Range.of(1, 10_000)),
            Setting.of(Training.SEED),
            Setting.of(Mlp.HIDDEN, Range.of(1, 4096)),
            Setting.of(Mlp.ACTIVATION));
    Set<String> names = own.stream().map(Setting::key).collect(Collectors.toSet());
    List<ParamEntry> libraries =
        ParamIndex.load().entries().stream()
            .filter(entry -> !names.contains(entry.key()))
            .filter(entry -> !entry.className().startsWith(KERNEL))
            .toList();
    return new Settings(own, libraries);
  }
}
