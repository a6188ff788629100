package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * One storage backend, found through {@link java.util.ServiceLoader}. Constructing a provider must
 * be cheap and must not load anything.
 */
public interface BackendProvider {
  /** {@return the name users select it by: {@code "java"} or {@code "native"}} */
  String name();

  /** {@return the rank: {@code auto} takes the available backend with the highest} */
  int priority();

  /**
   * {@return why this backend cannot serve on this machine, or null if it can} The first call may
   * load a library and runs a self-check; later calls answer the same. Never throws.
   */
  @Nullable Throwable unavailabilityCause();

  /**
   * A new context for a thread.
   *
   * @param owner the thread that will use it
   * @param base what it starts on; made by this provider
   * @param rules hashing and conversion
   * @return the context, without open levels
   */
  Context newContext(Thread owner, BaseSnapshot base, ContextRules rules);

  /**
   * {@return a new context, which knows where the values it starts on came from}
   *
   * @param owner the thread that will use it
   * @param base what it starts on; made by this provider
   * @param rules hashing and conversion
   */
  default Context context(Thread owner, BaseSnapshot base, ContextRules rules) {
    Context context = newContext(owner, base, rules);
    context.setBaseOrigins(base.origins());
    return context;
  }

  /**
   * {@return an immutable copy of the present values (tombstones are left out)}
   *
   * @param values what to copy; not kept
   */
  BaseSnapshot snapshot(ParamValues values);

  /**
   * {@return an immutable copy of these values laid over another snapshot, at a cost by the number
   * of these; null if that is not to be had}
   *
   * @param under what is below; made by this provider
   * @param changes what is different, without tombstones; not kept
   */
  default @Nullable BaseSnapshot snapshot(BaseSnapshot under, ParamValues changes) {
    return null;
  }

  /**
   * Told when {@code frozen()} published a snapshot, before any new thread starts on it, so that
   * threads this library did not start in Java can start on it too.
   *
   * @param frozen what was published; made by this provider
   */
  default void published(BaseSnapshot frozen) {}

  /**
   * {@return what a new thread starts on} Asked whenever one does, because others than Java may
   * publish a snapshot where the values are shared with them.
   *
   * @param published what {@code frozen()} published last; null if it was never called
   */
  default @Nullable BaseSnapshot frozen(@Nullable BaseSnapshot published) {
    return published;
  }

  /**
   * {@return how many reads outside Java took their default although there was a value, because it
   * does not convert} Java's own reads are errors then.
   */
  default long misreads() {
    return 0;
  }
}
