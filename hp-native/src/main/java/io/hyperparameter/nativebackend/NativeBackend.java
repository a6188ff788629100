package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/**
 * The backend {@code native}: storage in C++, read by Java directly, and one scope for Java and the
 * C++ kernels it calls. Where its library is looked for: {@code docs/native-backend.md}.
 */
public final class NativeBackend implements BackendProvider {
  /** Called by {@link java.util.ServiceLoader}; loads nothing. */
  public NativeBackend() {}

  @Override
  public String name() {
    return "native";
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return NativeLibrary.unavailabilityCause();
  }

  @Override
  public Context newContext(Thread owner, BaseSnapshot base, ContextRules rules) {
    return new NativeContext(owner, (NativeSnapshot) base, rules);
  }

  @Override
  public BaseSnapshot snapshot(ParamValues values) {
    return NativeSnapshot.of(values);
  }

  @Override
  public @Nullable BaseSnapshot snapshot(BaseSnapshot under, ParamValues changes) {
    return NativeSnapshot.over((NativeSnapshot) under, changes);
  }

  @Override
  public void published(BaseSnapshot frozen) {
    FrozenSnapshots.publish((NativeSnapshot) frozen);
  }

  @Override
  public BaseSnapshot frozen(@Nullable BaseSnapshot published) {
    return FrozenSnapshots.current();
  }

  @Override
  public long misreads() {
    return NativeApi.misreads();
  }
}
