package io.hyperparameter.examples.program;

import io.hyperparameter.cli.Launch;
import io.hyperparameter.cli.LaunchResult;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.List;

/** Several programs live in one jar; each must know its own parameters only. */
public final class Programs {
  private static final String EXAMPLES = "io.hyperparameter.examples.";

  private Programs() {}

  /**
   * The command of a class that has one {@code @AutoParam} method. It refuses every parameter that
   * the program does not read.
   */
  public static Launch launch(Class<?> main) {
    return Launch.of(main).index(index(main)).strict();
  }

  /** The parameters of a program and of the libraries it uses. */
  public static ParamIndex index(Class<?> main) {
    List<ParamEntry> read =
        ParamIndex.load().entries().stream().filter(entry -> isRead(main, entry)).toList();
    return ParamIndex.of(read);
  }

  private static boolean isRead(Class<?> main, ParamEntry entry) {
    String by = entry.className();
    boolean library = !by.startsWith(EXAMPLES) || by.startsWith(EXAMPLES + "augment.");
    boolean program = by.startsWith(main.getPackageName() + ".") && !by.endsWith("Main");
    return library || program || by.equals(main.getName());
  }

  /** 0 if the method says that all went well, 1 if it does not, else what the command says. */
  public static int exitCode(LaunchResult result) {
    return Boolean.FALSE.equals(result.value()) ? 1 : result.exitCode();
  }
}
