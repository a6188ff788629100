package io.hyperparameter.spi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an open scope has of its context: where that is, and whether it may be used without asking
 * further, so that the hot reads ask one question only.
 *
 * <p>A context does not know the scopes entered in it. When it closes levels on behalf of scopes
 * that do not know, it withdraws the pass they hold, and those that are still open get the new one
 * when they ask. It is withdrawn as well while another context takes this one's place.
 *
 * <p>What the levels held that were so closed waits in the pass that their scopes were entered
 * with, for the scopes to collect it. So it stays as long as one of them does, and no longer; the
 * context itself holds on only to the passes of open levels.
 */
public final class ScopePass {
  /** The pass of an idle scope: never valid. */
  public static final ScopePass NONE = new ScopePass(null, null, Long.MAX_VALUE, null);

  /** The thread or null, so that a racy look by another thread never takes it for its own. */
  @Nullable Thread holder;

  private final @Nullable Context context;

  /** The first serial of a level whose scope may show this pass. */
  private final long firstSerial;

  private @Nullable Past past;

  ScopePass(
      @Nullable Context context,
      @Nullable Thread thread,
      long firstSerial,
      @Nullable ScopePass earlier) {
    this.context = context;
    this.holder = thread;
    this.firstSerial = firstSerial;
    this.past = earlier == null ? null : new Past(earlier);
  }

  /** {@return the context it is for; null for {@link #NONE}} */
  public @Nullable Context context() {
    return context;
  }

  /**
   * {@return a pass for the context of this one that is never valid} For a view of a task that is
   * over.
   */
  public ScopePass retired() {
    return new ScopePass(context, null, Long.MAX_VALUE, null);
  }

  /** {@return whether the calling thread may use the context of this pass} */
  public boolean isValid() {
    return holder == Thread.currentThread();
  }

  /**
   * {@return what a level held that was closed on behalf of its scope, if it was changed after
   * serial; else null} It is here until it is to be {@linkplain #forget forgotten}.
   *
   * @param serial of the level, by the scope that holds this pass
   */
  public @Nullable ParamValues kept(long serial) {
    ScopePass shown = of(serial);
    Past past = shown == null ? null : shown.past;
    return past == null ? null : past.kept.get(serial);
  }

  /**
   * The end of {@link #kept}: its scope has it.
   *
   * @param serial of the level, by the scope that holds this pass
   */
  public void forget(long serial) {
    ScopePass shown = of(serial);
    Past past = shown == null ? null : shown.past;
    if (past != null) {
      past.kept.remove(serial);
    }
  }

  /** Where what a level holds waits for the scope that opened it. */
  ParamValues keep(long serial) {
    Past known = past;
    if (known == null) {
      past = known = new Past(null);
    }
    ParamValues kept = new ParamValues();
    known.kept.put(serial, kept);
    return kept;
  }

  /** The pass with which a level was opened: this one or an earlier one. */
  @Nullable ScopePass of(long serial) {
    ScopePass shown = this;
    while (shown != null && !shown.isOf(serial)) {
      shown = shown.earlier();
    }
    return shown;
  }

  /** Whether a level was opened with this pass, if it was not with a later one. */
  boolean isOf(long serial) {
    return serial >= firstSerial;
  }

  @Nullable ScopePass earlier() {
    return past == null ? null : past.earlier;
  }

  /** What few passes have. */
  private static final class Past {
    /** The pass of those entered before which were open when this one was made. */
    private final @Nullable ScopePass earlier;

    /** By the serial of the level. */
    private final Map<Long, ParamValues> kept = new HashMap<>();

    Past(@Nullable ScopePass earlier) {
      this.earlier = earlier;
    }
  }
}
