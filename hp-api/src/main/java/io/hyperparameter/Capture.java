package io.hyperparameter;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import java.util.Map;

/**
 * Takes what a context shows, or gives the snapshot that was taken before where it can tell that
 * the same is visible. No write pays for that, as it asks only what a context knows anyway:
 *
 * <ul>
 *   <li>It shows exactly the snapshot it was made over: then a capture of that will do.
 *   <li>Nothing was written in the innermost level since it was entered. Writes go nowhere else, so
 *       what is visible is what was when this level was entered, and no two levels have one serial.
 * </ul>
 */
final class Capture {
  private Capture() {}

  static ParamSnapshot of(Context context) {
    ParamSnapshot seen = seen(context);
    WatchedReads watched = WatchedReads.of(context);
    return watched == null ? seen : seen.watchedBy(watched.ofTasks());
  }

  private static ParamSnapshot seen(Context context) {
    BaseSnapshot base = context.unwritten();
    if (base != null) {
      return ofBase(context, base);
    }
    if (context.depth() == 0 || context.isLevelChanged()) {
      return take(context);
    }
    ContextCompanion extras = ContextCompanion.of(context);
    ParamSnapshot known = extras.captured(context.lastSerial());
    if (known == null) {
      known = take(context);
      extras.setCaptured(context.lastSerial(), known);
    }
    return known;
  }

  private static ParamSnapshot ofBase(Context context, BaseSnapshot base) {
    if (base.attachment() instanceof ParamSnapshot known) {
      return known;
    }
    ParamSnapshot taken = new ParamSnapshot(visible(context), base);
    base.attach(taken);
    return taken;
  }

  private static ParamSnapshot take(Context context) {
    return new ParamSnapshot(visible(context), null);
  }

  static ParamValues visible(Context context) {
    ParamValues all = new ParamValues();
    context.list(all, true);
    Map<String, String> origins = context.visibleOrigins();
    if (origins != null) {
      origins.forEach(all::setOrigin);
    }
    return all;
  }

  /** Whether what was captured is all visible: then a context over it shows nothing else. */
  static boolean isAllVisible(ParamValues values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) == Kind.TOMBSTONE) {
        return false;
      }
    }
    return true;
  }
}
