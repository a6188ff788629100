package io.hyperparameter.management;

import java.util.List;
import java.util.Map;

/** What JMX shows of the library; see {@link ParametersManagement}. */
public interface ParametersMXBean {
  /** {@return the name of the storage in use: {@code java} or {@code native}} */
  String getBackend();

  /** {@return how many values a thread starts with that starts now} */
  int getFrozenCount();

  /**
   * {@return the values a thread starts with that starts now, by key, as text} Objects are named by
   * their class; lazy values are not asked; a {@link io.hyperparameter.Secret} value is {@code
   * ***}.
   */
  Map<String, String> getFrozenValues();

  /**
   * {@return the scopes that are open now, each with its thread, depth and the line that opened it}
   * None while scopes are not tracked, see {@link io.hyperparameter.LostScopes}.
   */
  List<String> getOpenScopes();

  /** {@return how many reads of kernels took their default although there was a value} */
  long getMisreads();
}
