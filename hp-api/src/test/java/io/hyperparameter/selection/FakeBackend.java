package io.hyperparameter.selection;

import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/** A backend that is only ever asked whether it serves. */
public record FakeBackend(String name, @Nullable Throwable unavailabilityCause)
    implements BackendProvider {
  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Context newContext(Thread owner, BaseSnapshot base, ContextRules rules) {
    throw new AssertionError("not asked for");
  }

  @Override
  public BaseSnapshot snapshot(ParamValues values) {
    throw new AssertionError("not asked for");
  }
}
