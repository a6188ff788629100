package io.hyperparameter.spi;

/** What the API keeps with a context; used by the context's thread only. */
public interface ContextAttachment {
  /** Called when the bound task that the context was for has ended; another may use it. */
  void taskEnded();
}
