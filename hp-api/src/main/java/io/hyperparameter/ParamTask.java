package io.hyperparameter;

import org.jspecify.annotations.Nullable;

/**
 * What {@link ParamScope#call} and {@link ParamSnapshot#call} do: gives a value, and may throw. As
 * {@link java.util.concurrent.Callable}, but for that the compiler knows which exceptions come: a
 * lambda that throws none needs no {@code try}.
 *
 * @param <T> what it gives
 * @param <X> what it throws; {@link RuntimeException} if it throws nothing that must be declared
 */
@FunctionalInterface
public interface ParamTask<T extends @Nullable Object, X extends Throwable> {
  /**
   * {@return what the task gives}
   *
   * @throws X as the task likes
   */
  T call() throws X;
}
