package io.hyperparameter;

import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.internal.BoundReads;
import io.hyperparameter.spi.ContextValues;
import org.jspecify.annotations.Nullable;

/** The reads of the calling thread, for the package of what generated code calls. */
final class ThreadReads extends BoundReads {
  static {
    provide(new ThreadReads());
  }

  private ThreadReads() {}

  @Override
  public ContextValues context() {
    return Contexts.reads();
  }

  @Override
  public @Nullable Object value(long keyHash) {
    return ApiRules.value(Contexts.reads(), keyHash);
  }

  @Override
  public ReadSite site(long keyHash) {
    return ApiRules.site(Contexts.current(), keyHash);
  }

  @Override
  public ReadSite detached(String key, @Nullable String origin) {
    return new ParamSite.Detached(key, origin);
  }

  @Override
  public ParamTypeException wanting(ParamTypeException wide, String narrow, long keyHash) {
    return wide.wanting(narrow, site(keyHash));
  }

  @Override
  public ParamRangeException outOfBounds(
      String key, int index, @Nullable Object value, String bounds, @Nullable String origin) {
    return new ParamRangeException(key, index, value, bounds, origin);
  }
}
