package io.hyperparameter.nativebackend;

import org.jspecify.annotations.Nullable;

/**
 * Gives back what one context has outside the heap: once, whoever asks first, the end of a bound
 * task or the Cleaner when the {@link NativeStorage} is unreachable. It must not know the storage.
 */
final class NativeRelease implements Runnable {
  private final long context;

  /** Of the writer; null until the owner thread makes one. */
  private @Nullable NativeScratch scratch;

  NativeRelease(long context) {
    this.context = context;
  }

  /** Also gives this back; called by the owner thread. */
  void shares(NativeScratch scratch) {
    this.scratch = scratch;
  }

  /** Called by a Cleaner, which calls once. */
  @Override
  public void run() {
    NativeApi.destroy(context, scratch == null ? 0 : scratch.release());
  }
}
