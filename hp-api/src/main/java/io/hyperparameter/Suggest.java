package io.hyperparameter;

import io.hyperparameter.context.ContextCompanion;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.origin.CameFrom;
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
 * it is converted to the type the reader asks for, and null gives the reader's default. It may be
 * shared between threads by {@link ParamScope#frozen} and must then be safe to share.
 *
 * <p><b>What it throws</b> passes through to the reader as it is. A {@link ParamException} among
 * its {@linkplain Throwable#getSuppressed suppressed} exceptions has the key that was read and
 * where the lazy value came from, as far as that is there when the supplier has thrown, so that a
 * stack trace tells it; one for each lazy value on the way, and of an exception that is thrown
 * again and again those of the first few keys. Errors of the virtual machine are left alone. A
 * supplier that reads its own key would ask itself for ever, and is an {@link
 * IllegalStateException} that names the keys of the circle.
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

  /** What it gives now to a read of this site. */
  @Nullable Object ask(ReadSite site) {
    ContextCompanion asking = ContextCompanion.of(Contexts.current());
    if (!asking.begin()) {
      throw new Circle();
    }
    try {
      Object result = this;
      int given = 0;
      while (result instanceof Suggest lazy) {
        if (++given > MOST_GIVEN) {
          throw new IllegalStateException(
              ParamText.key(site.key())
                  + " gives one lazy value after the other; let it give a value");
        }
        result = lazy.supplier.get();
        result = result == null ? null : Flatten.normalize("the result of " + lazy, result);
      }
      return result;
    } catch (Circle circle) {
      circle.passes(this, site);
      throw circle;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      Asked.note(e, site);
      throw e;
    } finally {
      asking.end();
    }
  }

  /** Tells of which read an exception is that is not of this library. */
  private static final class Asked extends ParamException {
    private static final long serialVersionUID = 1L;

    private static final int MOST = 16;

    private Asked(String message, String key, @Nullable String origin) {
      super(message, key, origin);
    }

    /** One exception may be thrown again and again; and it is what counts, whatever happens. */
    static void note(Throwable thrown, ReadSite site) {
      String key;
      String origin;
      try {
        key = site.key();
        origin = site.origin();
      } catch (RuntimeException e) {
        return; // the supplier has done something to what is read
      }
      int notes = 0;
      for (Throwable known : thrown.getSuppressed()) {
        if (known instanceof Asked asked && (++notes == MOST || asked.key().equals(key))) {
          return;
        }
      }
      String what = ParamText.key(key) + ": its Suggest gave no value";
      thrown.addSuppressed(new Asked(what + CameFrom.text(key, origin), key, origin));
    }

    /** Where it was made tells nothing: what it is suppressed by has the stack. */
    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  /** Lazy values that ask each other; told by those it passes on its way out. */
  private static final class Circle extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Suggest first;
    private boolean isClosed;
    private String path = "";

    void passes(Suggest one, ReadSite site) {
      if (isClosed) {
        return;
      }
      String name = ParamText.key(site.key());
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
