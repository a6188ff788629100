package io.hyperparameter.benchmarks.peers;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Another way to get at a parameter. {@link #getAsLong} reads {@code Workload.STEPS} on the thread
 * that called {@link #setUp}, with no work in the adapter that a user would not do.
 */
public interface Peer extends LongSupplier {
  /** Makes these parameters readable on the calling thread. Called once. */
  void setUp(Map<String, Object> parameters);

  /** Runs a task in which {@link #getAsLong} works. */
  default void within(Runnable task) {
    task.run();
  }

  /** A peer that has scopes. */
  interface Scoped extends Peer {
    /** Opens a scope in which the parameter has this value, reads it, closes the scope. */
    long scoped(long value);
  }

  /** Values as a configuration file would have them. */
  static Map<String, String> asText(Map<String, Object> parameters) {
    Map<String, String> text = new java.util.LinkedHashMap<>();
    parameters.forEach((key, value) -> text.put(key, value.toString()));
    return text;
  }
}
