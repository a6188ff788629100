package io.hyperparameter;

import io.hyperparameter.spi.ContextAttachment;
import io.hyperparameter.spi.ParamStorage;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What the API keeps with each context that needs it. Used by the owner thread only. */
final class ContextExtras implements ContextAttachment {
  /** Lazy values that need one another so deep need themselves. */
  private static final int MOST_ASKED = 64;

  private @Nullable ParamScope view;

  private @Nullable Captured captured;

  private @Nullable AttachedSnapshot attached;

  /** Lazy values that are being asked now, each by the one before. */
  private int asked;

  private @Nullable ParsedNumbers parsed;

  static ContextExtras of(ParamStorage context) {
    return context.attachment() instanceof ContextExtras extras ? extras : otherwise(context);
  }

  private static ContextExtras otherwise(ParamStorage context) {
    if (context.attachment() instanceof WatchedReads watched) {
      return watched.extras();
    }
    ContextExtras extras = new ContextExtras();
    context.attach(extras);
    return extras;
  }

  /** The snapshot that was captured when the level of this entry was as entered, if it is used. */
  @Nullable ParamSnapshot captured(long entry) {
    return captured != null && captured.entry == entry ? captured.get() : null;
  }

  void setCaptured(long entry, ParamSnapshot snapshot) {
    captured = new Captured(entry, snapshot);
  }

  /** The view {@link ParamScope#current} gives, made when first asked for. */
  @Nullable ParamScope view() {
    return view;
  }

  void setView(ParamScope view) {
    this.view = view;
  }

  /** What attached the context, while it is attached. */
  @Nullable AttachedSnapshot attached() {
    return attached;
  }

  void setAttached(@Nullable AttachedSnapshot snapshot) {
    attached = snapshot;
  }

  /** Who kept the view of a task cannot use it for the next one. */
  @Override
  public void taskEnded() {
    ParamScope known = view;
    if (known != null) {
      known.retire();
      view = null;
    }
  }

  /** Before a lazy value is asked; false if it must not be. */
  boolean begin() {
    return asked < MOST_ASKED && ++asked > 0;
  }

  /** After it was asked. */
  void end() {
    asked--;
  }

  /** The numbers that texts of this context were read as, made when first asked for. */
  ParsedNumbers parsed() {
    ParsedNumbers known = parsed;
    if (known == null) {
      parsed = known = new ParsedNumbers();
    }
    return known;
  }

  /** A snapshot for as long as it is used, and the number of the entry it was captured in. */
  private static final class Captured extends WeakReference<ParamSnapshot> {
    private final long entry;

    Captured(long entry, ParamSnapshot snapshot) {
      super(snapshot);
      this.entry = entry;
    }
  }
}
