package io.hyperparameter.fallback;

import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/** The backend {@code java}: always available, needs nothing but the JDK. */
public final class JavaBackend implements BackendProvider {
  /** Called by {@link java.util.ServiceLoader}. */
  public JavaBackend() {}

  @Override
  public String name() {
    return "java";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public Context newContext(Thread owner, BaseSnapshot base, ContextRules rules) {
    return new JavaContext(owner, ((JavaSnapshot) base).newest(), rules);
  }

  @Override
  public BaseSnapshot snapshot(ParamValues values) {
    return JavaSnapshot.of(values);
  }

  @Override
  public BaseSnapshot snapshot(BaseSnapshot under, ParamValues changes) {
    return JavaSnapshot.over((JavaSnapshot) under, changes);
  }
}
