package io.hyperparameter;

import io.hyperparameter.context.ContextCompanion;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
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
 * itself for ever, and is an {@link IllegalStateException} that names the keys of the circle.
 */
public final class Suggest {
  /** So many lazy values one after the other may be the result of each other. */
  private static final int MOST_GIVEN = 64;

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
    Context context = Contexts.current();
    ContextCompanion asking = ContextCompanion.of(context);
    if (!asking.begin()) {
      throw new Circle();
    }
    try {
      Object result = this;
      int given = 0;
      while (result instanceof Suggest lazy) {
        if (++given > MOST_GIVEN) {
          throw new IllegalStateException(
              name(context) + " gives one lazy value after the other; let it give a value");
        }
        result = lazy.supplier.get();
        result = result == null ? null : Flatten.normalize("the result of " + lazy, result);
      }
      return result;
    } catch (Circle circle) {
      circle.passes(this, context);
      throw circle;
    } finally {
      asking.end();
    }
  }

  /** The key it stands under where it is read, else what it is made of. */
  private String name(Context context) {
    ParamValues visible = Capture.visible(context);
    for (int i = 0; i < visible.size(); i++) {
      if (Kind.isPresent(visible.kind(i)) && visible.boxed(i) == this) {
        return ParamText.key(visible.key(i));
      }
    }
    return toString();
  }

  /** Lazy values that ask each other; told by those it passes on its way out. */
  private static final class Circle extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Suggest first;
    private boolean isClosed;
    private String path = "";

    void passes(Suggest one, Context context) {
      if (isClosed) {
        return;
      }
      String name = one.name(context);
      isClosed = first == one;
      path = path.isEmpty() ? name : name + " -> " + path;
      first = first == null ? one : first;
    }

    @Override
    public String getMessage() {
      int end = path.indexOf(" -> ");
      String name = end < 0 ? path : path.substring(0, end);
      boolean isOne = path.equals(name + " -> " + name);
      return name
          + " asks for its own value: its supplier reads "
          + (isOne ? "the key that it stands under" : "what asks for it again (" + path + ")")
          + "; read what it needs before it is stored, or under another key";
    }
  }

  @Override
  public String toString() {
    return "Suggest.from(" + supplier + ")";
  }
}
