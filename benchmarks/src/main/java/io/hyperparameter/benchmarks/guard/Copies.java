package io.hyperparameter.benchmarks.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * Copies of classes that the JIT takes for other classes. A loop shared by all probes would see
 * many kinds of operation and inline none of them.
 */
final class Copies {
  private Copies() {}

  /** A new instance of a copy of {@code body}, made by its constructor without parameters. */
  static <T> T of(MethodHandles.Lookup in, Class<? extends T> body, Class<T> as) {
    String file = body.getSimpleName() + ".class";
    try (InputStream code = body.getResourceAsStream(file)) {
      if (code == null) {
        throw new IllegalStateException(file + " is not beside its package");
      }
      return as.cast(
          in.defineHiddenClass(code.readAllBytes(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
