package io.hyperparameter.context;

import io.hyperparameter.spi.Context;
import org.jspecify.annotations.Nullable;

/** Told of the reads of the contexts it watches, on the thread that reads. */
public interface ReadWatch {
  /**
   * A read gave a value.
   *
   * @param context what was read
   * @param key the key; of a read by a hash alone as far as it is known
   * @param hash its hash
   * @param found whether there was a value, rather than a default
   * @param value what the reader got; null if it is null, or a default that only he knows
   */
  void read(Context context, String key, long hash, boolean found, @Nullable Object value);

  /** A reader of objects took this default, after {@link #read} had none. */
  default void defaulted(String key, @Nullable Object def) {}

  /** Somebody asked whether a key has a value, or listed it among others. */
  default void asked(String key) {}

  /**
   * Whether nothing more is noted, so that the reads of a context may go by the short ways again.
   */
  default boolean isOver() {
    return false;
  }

  /** Who watches tasks over a snapshot that is captured here; null if nobody does. */
  default @Nullable ReadWatch ofTasks() {
    return null;
  }

  /** The task whose context was watched is over; the context may serve another one next. */
  default void taskEnded(Context context) {}
}
