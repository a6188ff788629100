package io.hyperparameter;

import io.hyperparameter.spi.Context;
import org.jspecify.annotations.Nullable;

/** What an error says about the read that failed. Asked only when there is an error. */
interface ReadSite {
  /** The key that was read. */
  String key();

  /** Where its value came from, as a phrase; null if nobody knows. */
  @Nullable String origin();

  /** A read of a context; the key is null if only its hash is known. */
  record InContext(Context storage, long hash, @Nullable String name) implements ReadSite {
    @Override
    public String key() {
      if (name != null) {
        return name;
      }
      String stored = storage.keyOf(hash);
      return stored != null ? stored : DeclaredKeys.nameOf(hash);
    }

    @Override
    public String origin() {
      return storage.originOf(key(), hash);
    }
  }

  /** A read of a value that belongs to no context (yet). */
  record Detached(String key, @Nullable String origin) implements ReadSite {}
}
