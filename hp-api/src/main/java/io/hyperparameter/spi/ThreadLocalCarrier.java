package io.hyperparameter.spi;

/**
 * Takes another thread-local along where a snapshot goes; see {@code ParamSnapshot.carrying}.
 * Whoever asks for none pays for none.
 *
 * <pre>{@code
 * ThreadLocalCarrier user = () -> {
 *   User captured = USER.get();
 *   return () -> {
 *     User before = USER.get();
 *     USER.set(captured);
 *     return () -> USER.set(before);
 *   };
 * };
 * }</pre>
 *
 * <p>Must be safe on any thread.
 */
@FunctionalInterface
public interface ThreadLocalCarrier {
  /** {@return what the calling thread has now, which later changes of it must not reach} */
  Carried capture();

  /** What was captured; set on any number of threads, also at once. */
  @FunctionalInterface
  interface Carried {
    /**
     * Sets it on the calling thread.
     *
     * @return puts back what was there before, "nothing" included; called once, on the same thread
     */
    Runnable set();
  }
}
