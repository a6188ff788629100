package io.hyperparameter.internal;

import io.hyperparameter.ParamRangeException;
import io.hyperparameter.spi.ContextValues;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link io.hyperparameter.generated.ParamBinding} asks of the package {@code
 * io.hyperparameter}, whose rules of reading are nobody else's business: its methods, under the
 * same names; and what the bean of JMX asks before it shows a value. Stateless and safe on any
 * thread.
 */
public abstract class BoundReads {
  private static @Nullable BoundReads provided;

  /** For the one implementation. */
  protected BoundReads() {}

  /** {@return the implementation, which makes itself known when its class is initialised} */
  public static BoundReads get() {
    try {
      Class.forName("io.hyperparameter.HashReads");
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

  public abstract void declare(String key, long keyHash);

  public abstract int getInt(long keyHash, int def);

  public abstract float getFloat(long keyHash, float def);

  public abstract <T extends @Nullable Object> T get(long keyHash, Class<? extends T> type, T def);

  public abstract <T extends @Nullable Object> T parse(
      long keyHash, Class<? extends T> type, Function<String, ? extends T> parser, T def);

  public abstract <T> T parseOrText(
      String key,
      long keyHash,
      Class<? extends T> type,
      Function<String, ? extends T> parser,
      String def);

  public abstract <T> @Nullable List<T> list(
      long keyHash,
      Class<T> type,
      @Nullable Function<String, ? extends T> parser,
      @Nullable List<T> def);

  public abstract <T> List<T> listOf(
      String key, String text, Class<T> type, @Nullable Function<String, ? extends T> parser);

  public abstract <T> Optional<T> optional(
      long keyHash, Class<T> type, @Nullable Function<String, ? extends T> parser, Optional<T> def);

  public abstract <T> T convert(String key, String text, Class<T> type);

  public abstract ParamRangeException outOfBounds(
      String key, long keyHash, @Nullable Object value, String bounds, boolean explicit);

  public abstract ParamRangeException outOfBounds(
      String key,
      long keyHash,
      int index,
      @Nullable Object element,
      String bounds,
      boolean explicit);
}
