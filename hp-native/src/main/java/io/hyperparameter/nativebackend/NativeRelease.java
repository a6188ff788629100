package io.hyperparameter.nativebackend;

import org.jspecify.annotations.Nullable;

/**
 * Gives back what one context has outside the heap: once, whoever asks first, the end of a bound
 * task or the Cleaner when the {@link NativeStorage} is unreachable. It must not know the storage.
 */
final class NativeRelease implements Runnable {
  private final long context;

  /** Set by the owner thread when it first needs them; null until then. */
  @Nullable NativeKeys keys;

  @Nullable NativeScratch scratch;

  NativeRelease(long context) {
    this.context = context;
  }

  /** Called by a Cleaner, which calls once. */
  @Override
  public void run() {
    long[] blocks = keys == null ? new long[0] : keys.all();
    NativeApi.destroy(context, blocks, blocks.length, scratch == null ? 0 : scratch.release());
  }
}
