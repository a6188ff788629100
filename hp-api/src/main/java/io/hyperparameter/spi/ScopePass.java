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
  /** The pass of an idle scope: for no context, and never valid. */
  public static final ScopePass NONE = new ScopePass(null, null);

  private final @Nullable ParamStorage context;
  private final @Nullable Thread thread;

  /** {@link #thread} or null, so that a racy look by another thread never takes it for its own. */
  private @Nullable Thread holder;

  ScopePass(@Nullable ParamStorage context, @Nullable Thread thread) {
    this.context = context;
    this.thread = thread;
    this.holder = thread;
  }

  /** {@return what it gives access to; null for none} */
  public @Nullable ParamStorage context() {
    return context;
  }

  /** {@return the same if the calling thread may use it, else null} */
  public @Nullable ParamStorage usableContext() {
    return holder == Thread.currentThread() ? context : null;
  }

  void withdraw() {
    holder = null;
  }

  void renew() {
    holder = thread;
  }
}
