package io.hyperparameter.context;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextAttachment;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What the API keeps with each context that needs it. Used by the owner thread only. */
public final class ContextCompanion implements ContextAttachment {
  /** Lazy values that need one another so deep need themselves. */
  private static final int MOST_ASKED = 64;

  /** A serial that no context gives. */
  private static final long NO_SERIAL = -1;

  private static final ApiAccess API = ApiAccess.get();

  private @Nullable ParamScope view;

  private @Nullable Captured captured;

  private @Nullable AttachedSnapshot attached;

  /** Lazy values that are being asked now, each by the one before. */
  private int asked;

  private @Nullable ParsedNumbers parsed;

  private ContextCompanion() {}

  public static ContextCompanion of(Context context) {
    return context.attachment() instanceof ContextCompanion extras ? extras : otherwise(context);
  }

  private static ContextCompanion otherwise(Context context) {
    if (context.attachment() instanceof WatchedReads watched) {
      return watched.extras();
    }
    ContextCompanion extras = new ContextCompanion();
    context.attach(extras);
    return extras;
  }

  /** The snapshot that was captured when the level of this serial was as entered, if it is used. */
  public @Nullable ParamSnapshot captured(long serial) {
    return captured != null && captured.serial == serial ? captured.get() : null;
  }

  public void setCaptured(long serial, ParamSnapshot snapshot) {
    captured = new Captured(serial, snapshot, captured == null ? null : captured.outside);
  }

  /** The snapshot of what is visible at the level of this serial while it is not written to. */
  public @Nullable ParamSnapshot outside(long serial) {
    Captured outside = captured == null ? null : captured.outside;
    return outside != null && outside.serial == serial ? outside.get() : null;
  }

  public void setOutside(long serial, ParamSnapshot snapshot) {
    Captured outside = new Captured(serial, snapshot, null);
    Captured known = captured;
    captured =
        known == null
            ? new Captured(NO_SERIAL, null, outside)
            : new Captured(known.serial, known.get(), outside);
  }

  /**
   * The view {@link ParamScope#current} gives, made when first asked for. There is one, so that it
   * can be retired with its task.
   */
  public @Nullable ParamScope view() {
    return view;
  }

  public void setView(ParamScope view) {
    this.view = view;
  }

  /** What attached the context, while it is attached. */
  public @Nullable AttachedSnapshot attached() {
    return attached;
  }

  public void setAttached(@Nullable AttachedSnapshot snapshot) {
    attached = snapshot;
  }

  /** Who kept the view of a task cannot use it for the next one. */
  @Override
  public void taskEnded() {
    ParamScope known = view;
    if (known != null) {
      API.retire(known);
      view = null;
    }
  }

  /** Before a lazy value is asked; false if it must not be. */
  public boolean begin() {
    return asked < MOST_ASKED && ++asked > 0;
  }

  /** After it was asked. */
  public void end() {
    asked--;
  }

  /** The numbers that texts of this context were read as, made when first asked for. */
  public ParsedNumbers parsed() {
    ParsedNumbers known = parsed;
    if (known == null) {
      parsed = known = new ParsedNumbers();
    }
    return known;
  }

  /** A snapshot for as long as it is used, and the serial of the level it was captured in. */
  private static final class Captured extends WeakReference<ParamSnapshot> {
    private final long serial;

    /** The same of an outer level; here, as most threads capture nothing. */
    private final @Nullable Captured outside;

    Captured(long serial, @Nullable ParamSnapshot snapshot, @Nullable Captured outside) {
      super(snapshot);
      this.serial = serial;
      this.outside = outside;
    }
  }
}
