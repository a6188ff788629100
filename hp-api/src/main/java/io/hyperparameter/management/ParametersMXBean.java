package io.hyperparameter.management;

import java.util.List;
import java.util.Map;

/**
 * What JMX shows of the library; see {@link ParametersManagement}.
 *
 * <p>Values are as text: objects are named by their class, lazy values are not asked, a {@link
 * io.hyperparameter.annotation.Secret} value is {@code ***}. Safe on any thread; no program waits
 * for it.
 */
public interface ParametersMXBean {
  /** {@return the name of the storage in use: {@code java} or {@code native}} */
  String getBackend();

  /** {@return how many values a thread starts with that starts now} */
  int getFrozenCount();

  /** {@return the values a thread starts with that starts now, by key, as text} */
  Map<String, String> getFrozenValues();

  /**
   * {@return whether scopes are tracked} Otherwise no open scope is known; see {@link
   * io.hyperparameter.LostScopes}.
   */
  boolean isTracking();

  /**
   * {@return the scopes that are open now, by thread, those of one thread or task outermost first;
   * none while scopes are not tracked}
   */
  List<OpenScope> getOpenScopes();

  /**
   * {@return where a key has a value now: in each open scope, as far as they are tracked, those of
   * one thread innermost first; then what is frozen; then the declared defaults} Reads the index.
   *
   * @param key the full key
   */
  List<Value> explain(String key);

  /** {@return how many reads of kernels took their default although there was a value} */
  long getMisreads();

  /** A scope that is open; see {@link io.hyperparameter.LostScopes.OpenScope}. */
  interface OpenScope {
    /** {@return the name of its thread} */
    String getThread();

    /** {@return whether it was opened in a task over a snapshot} */
    boolean isInTask();

    /** {@return from 1, the outermost of the thread or task} */
    int getDepth();

    /** {@return the lines of the stack that opened it, the caller of the library first} */
    List<String> getOpenedAt();

    /** {@return whether it hides all that is around it} */
    boolean isIsolating();

    /** {@return what it has, by key} */
    Map<String, Value> getValues();
  }

  /** One value; see {@link io.hyperparameter.Explanation.Layer}. */
  interface Value {
    /** {@return {@code scope}, {@code frozen} or {@code default}} */
    String getPlace();

    /** {@return the thread of a scope; else empty} */
    String getThread();

    /** {@return the depth of a scope, from 1; else 0} */
    int getDepth();

    /** {@return {@code double}, {@code text}, {@code removed} and so on} */
    String getKind();

    /** {@return the value as text; empty where there is none to show, as of a removed one} */
    String getValue();

    /** {@return where it came from, as a phrase or place} */
    String getOrigin();
  }
}
