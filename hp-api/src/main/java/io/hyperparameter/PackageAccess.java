package io.hyperparameter;

import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.spi.Context;
import io.hyperparameter.tracking.TrackedContext;
import org.jspecify.annotations.Nullable;

/** What this package lends to the others of its module. */
final class PackageAccess extends ApiAccess {
  PackageAccess() {}

  @Override
  public @Nullable Object ask(Suggest lazy, ReadSite site) {
    return lazy.ask(site);
  }

  @Override
  public ParamTypeException wrongType(
      String key,
      int index,
      @Nullable Object value,
      String wanted,
      @Nullable String origin,
      String hint) {
    return ParamTypeException.of(key, index, value, wanted, origin, hint);
  }

  @Override
  public ParamTypeException wanting(ParamTypeException wide, String narrow, ReadSite site) {
    return wide.wanting(narrow, site);
  }

  @Override
  public ParamRangeException outOfBounds(
      String key, int index, @Nullable Object value, String bounds, @Nullable String origin) {
    return new ParamRangeException(key, index, value, bounds, origin);
  }

  @Override
  public void retire(ParamScope view) {
    view.retire();
  }

  @Override
  public void endAttached(@Nullable Context last, Context inner) {
    AttachedSnapshot.endAbove(last, inner);
  }

  @Override
  public void begun(Context context, boolean isTask) {
    TrackedContext.begin(context, isTask);
  }

  @Override
  public void published() {
    TrackedContext.checkEnded();
  }
}
