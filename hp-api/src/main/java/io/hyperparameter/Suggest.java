package io.hyperparameter;

import io.hyperparameter.context.ContextCompanion;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.conversion.Flatten;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is asked for anew at each read, for tuners that suggest a value per trial.
 *
 * <pre>{@code
 * try (var scope = ParamScope.of("train.lr", Suggest.from(() -> study.suggest("lr"))).enter()) {
 *   train();  // each read of train.lr asks the study
 * }
 * }</pre>
 *
 * <p>The supplier is called once for every value that is read, on the reading thread; never when
 * the value is written, listed, frozen or captured. What it returns is treated like a stored value:
 * it is converted to the type the reader asks for, and null gives the reader's default. What it
 * throws passes through to the reader. It may be shared between threads by {@link
 * ParamScope#frozen} and must then be safe to share. A supplier that reads its own key would ask
 * itself for ever, and is an {@link IllegalStateException}.
 */
public final class Suggest {
  private final Supplier<? extends @Nullable Object> supplier;

  private Suggest(Supplier<? extends @Nullable Object> supplier) {
    this.supplier = supplier;
  }

  /**
   * {@return a value asked from {@code supplier} at each read}
   *
   * @param supplier called on the reading thread; may give null, and anything a scope can store
   * @throws NullPointerException if {@code supplier} is null
   */
  public static Suggest from(Supplier<? extends @Nullable Object> supplier) {
    return new Suggest(Objects.requireNonNull(supplier, "supplier"));
  }

  /** {@code value} itself, or what a lazy value gives now. */
  static @Nullable Object resolve(@Nullable Object value) {
    return value instanceof Suggest lazy ? lazy.ask() : value;
  }

  private @Nullable Object ask() {
    ContextCompanion asking = ContextCompanion.of(Contexts.current());
    if (!asking.begin()) {
      throw new IllegalStateException(
          this
              + " asks for its own value: its supplier reads a key that it stands under itself;"
              + " read what it needs before it is stored, or under another key");
    }
    try {
      Object result = this;
      while (result instanceof Suggest lazy) {
        result = lazy.supplier.get();
        result = result == null ? null : Flatten.normalize("the result of " + lazy, result);
      }
      return result;
    } finally {
      asking.end();
    }
  }

  @Override
  public String toString() {
    return "Suggest.from(" + supplier + ")";
  }
}
