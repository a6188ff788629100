package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a scope shows to use the context it is open in, so that the hot reads ask one question only.
 *
 * <p>A context does not know the scopes entered in it. When it closes levels on behalf of scopes
 * that do not know, it withdraws the pass they hold, and those that are still open get the new one
 * when they ask. It is withdrawn as well while another context takes this one's place.
 */
public final class ScopePass {
  /** The pass of an idle scope: never valid. */
  public static final ScopePass NONE = new ScopePass(null);

  private final @Nullable Thread thread;

  /** {@link #thread} or null, so that a racy look by another thread never takes it for its own. */
  private @Nullable Thread holder;

  ScopePass(@Nullable Thread thread) {
    this.thread = thread;
    this.holder = thread;
  }

  /** {@return whether the calling thread may use the context of this pass} */
  public boolean isValid() {
    return holder == Thread.currentThread();
  }

  void withdraw() {
    holder = null;
  }

  void renew() {
    holder = thread;
  }
}
