package io.hyperparameter.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of values that a new context starts on. Shared by any number of threads and
 * never copied to start one.
 */
public abstract class BaseSnapshot {
  private volatile @Nullable Map<String, String> origins;
  private volatile @Nullable Object attachment;

  /** For implementations. */
  protected BaseSnapshot() {}

  /** {@return the number of values} */
  public abstract int size();

  /** {@return where values came from, by key, as phrases for messages; null when nobody said so} */
  public final @Nullable Map<String, String> origins() {
    return origins;
  }

  /**
   * Says where values came from; before this is shared.
   *
   * @param known phrases for messages by key; null for none
   */
  public final void setOrigins(@Nullable Map<String, String> known) {
    origins = known == null ? null : Map.copyOf(known);
  }

  /** {@return what the API keeps with this snapshot, or null} */
  public final @Nullable Object attachment() {
    return attachment;
  }

  /**
   * Sets {@link #attachment()}.
   *
   * @param attachment what to keep, safe to share; replaces what was there
   */
  public final void attach(Object attachment) {
    this.attachment = attachment;
  }
}
