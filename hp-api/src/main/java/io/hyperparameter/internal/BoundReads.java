package io.hyperparameter.internal;

import io.hyperparameter.ParamRangeException;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.spi.ContextValues;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link io.hyperparameter.generated.ParamBinding} asks of the package {@code
 * io.hyperparameter}: the context of the calling thread, and the errors of its reads. Stateless and
 * safe on any thread.
 */
public abstract class BoundReads {
  private static @Nullable BoundReads provided;

  /** For the one implementation. */
  protected BoundReads() {}

  /** {@return the implementation, which makes itself known when its class is initialised} */
  public static BoundReads get() {
    try {
      Class.forName("io.hyperparameter.ThreadReads");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "a class of this library is missing: " + e.getMessage() + "; take its jar as it is", e);
    }
    return Objects.requireNonNull(provided);
  }

  /**
   * Called once, by the implementation.
   *
   * @param reads the implementation
   */
  protected static void provide(BoundReads reads) {
    provided = reads;
  }

  /** {@return whom the calling thread asks for values} */
  public abstract ContextValues context();

  /** {@return the value under a hash, lazy ones computed; null if it is missing or null} */
  public abstract @Nullable Object value(long keyHash);

  /** {@return the site of a read of the calling thread} */
  public abstract ReadSite site(long keyHash);

  /** {@return the site of a read of a text that belongs to no context} */
  public abstract ReadSite detached(String key, @Nullable String origin);

  /** {@return the error of a read by way of a wider type, with the type that was asked for} */
  public abstract ParamTypeException wanting(ParamTypeException wide, String narrow, long keyHash);

  /** {@return the error of a value outside its bounds; of an element of a list with its index} */
  public abstract ParamRangeException outOfBounds(
      String key, int index, @Nullable Object value, String bounds, @Nullable String origin);
}
