package io.hyperparameter.context;

import io.hyperparameter.ParamTypeException;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Context;
import org.jspecify.annotations.Nullable;

/** Where a parameter was read; what is wrong there is a {@link ParamTypeException}. */
public interface ParamSite extends ReadSite {
  /** The index of a value that is in no list. */
  int NO_INDEX = -1;

  @Override
  default boolean isSecret() {
    return Secrets.has(key());
  }

  @Override
  default ParamTypeException refuse(@Nullable Object value, String wanted, String hint) {
    return refuse(NO_INDEX, value, wanted, hint);
  }

  @Override
  default ParamTypeException refuse(
      int index, @Nullable Object element, String wanted, String hint) {
    return ApiAccess.get().wrongType(key(), index, element, wanted, origin(), hint);
  }

  /** A read of a context; the key is null if only its hash is known. */
  record InContext(Context storage, long hash, @Nullable String name) implements ParamSite {
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
  record Detached(String key, @Nullable String origin) implements ParamSite {}
}
