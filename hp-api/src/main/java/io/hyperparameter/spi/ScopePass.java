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

  private final @Nullable ParamStorage context;

  /** The number of the first entry that may show this pass. */
  private final long firstEntry;

  private @Nullable Past past;

  ScopePass(
      @Nullable ParamStorage context,
      @Nullable Thread thread,
      long firstEntry,
      @Nullable ScopePass earlier) {
    this.context = context;
    this.holder = thread;
    this.firstEntry = firstEntry;
    this.past = earlier == null ? null : new Past(earlier);
  }

  /** {@return the context it is for; null for {@link #NONE}} */
  public @Nullable ParamStorage context() {
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
   * entry; else null} It is given once.
   *
   * @param entry the number of the entry, by the scope that holds this pass
   */
  public @Nullable ParamValues reclaim(long entry) {
    ScopePass shown = of(entry);
    Past past = shown == null ? null : shown.past;
    return past == null ? null : past.kept.remove(entry);
  }

  /** Keeps what a level holds for the scope of this entry. */
  void keep(long entry, LevelChanges changes, @Nullable Map<String, String> origins) {
    ParamValues copy = new ParamValues(changes.size());
    copy.putAll(changes);
    if (origins != null) {
      origins.forEach(copy::setOrigin);
    }
    Past known = past;
    if (known == null) {
      past = known = new Past(null);
    }
    known.kept.put(entry, copy);
  }

  /** The pass with which an entry was made: this one or an earlier one. */
  @Nullable ScopePass of(long entry) {
    ScopePass shown = this;
    while (shown != null && !shown.isOf(entry)) {
      shown = shown.earlier();
    }
    return shown;
  }

  /** Whether an entry was made with this pass, if it was not made with a later one. */
  boolean isOf(long entry) {
    return entry >= firstEntry;
  }

  @Nullable ScopePass earlier() {
    return past == null ? null : past.earlier;
  }

  /** What few passes have. */
  private static final class Past {
    /** The pass of those entered before which were open when this one was made. */
    private final @Nullable ScopePass earlier;

    /** By the number of the entry. */
    private final Map<Long, ParamValues> kept = new HashMap<>();

    Past(@Nullable ScopePass earlier) {
      this.earlier = earlier;
    }
  }
}
