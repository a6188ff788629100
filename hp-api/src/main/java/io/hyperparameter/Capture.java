package io.hyperparameter;

import io.hyperparameter.context.ContextCompanion;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.WatchedReads;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import io.hyperparameter.spi.ValueHistory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a context shows, or gives the snapshot that was taken before where it can tell that
 * the same is visible. No write pays for that, as it asks only what a context knows anyway:
 *
 * <ul>
 *   <li>It shows exactly the snapshot it was made over: then a capture of that will do.
 *   <li>Nothing was written in the innermost level since it was entered. Writes go nowhere else, so
 *       what is visible is what was when this level was entered, and no two levels have one serial.
 * </ul>
 *
 * <p>What is captured anew refers to a capture of an outer level that holds still, where the
 * context knows one ({@link Context#steadyLevel}), and takes only what is different. That one is
 * taken when it is first needed, as if the levels inside were not there.
 */
final class Capture {
  private Capture() {}

  static ParamSnapshot of(Context context) {
    if (context.isTimeToLook()) { // what was captured before is given without a look
      Seat.forgetEndedIfSeen();
    }
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
    ParamSnapshot taken = new ParamSnapshot(Contexts.visible(context), base);
    base.attach(taken);
    return taken;
  }

  private static ParamSnapshot take(Context context) {
    Seat.forgetEndedIfSeen();
    int level = context.steadyLevel();
    ParamSnapshot changes = level < 0 ? null : changes(context, level);
    return changes != null ? changes : everything(context);
  }

  /** Where nothing is visible, as before the first scope, it is what the context started on. */
  private static ParamSnapshot everything(Context context) {
    ParamValues visible = Contexts.visible(context);
    BaseSnapshot base = visible.size() == 0 ? context.outside() : null;
    return base != null && base.size() == 0
        ? ofBase(context, base)
        : new ParamSnapshot(visible, null);
  }

  /** What is different from what is visible at an outer level; null if that is not all. */
  private static @Nullable ParamSnapshot changes(Context context, int level) {
    ParamValues inside = new ParamValues();
    if (!context.listInside(level, inside)) {
      return null;
    }
    ParamSnapshot outside = level == 0 ? outside(context) : outside(context, level, inside);
    context.nameVisible(inside);
    return outside == null ? null : outside.changed(inside);
  }

  private static @Nullable ParamSnapshot outside(Context context) {
    BaseSnapshot base = context.outside();
    if (base == null) {
      return null;
    }
    if (base.attachment() instanceof ParamSnapshot known) {
      return known;
    }
    ParamValues all = new ParamValues();
    context.listOutside(0, all);
    name(all, base.origins());
    ParamSnapshot taken = new ParamSnapshot(all, base);
    base.attach(taken);
    return taken;
  }

  private static ParamSnapshot outside(Context context, int level, ParamValues inside) {
    ContextCompanion extras = ContextCompanion.of(context);
    long serial = context.serialOf(level);
    ParamSnapshot known = extras.outside(serial);
    if (known == null) {
      ParamValues all = new ParamValues();
      context.listOutside(level, all);
      nameOutside(context, level, inside, all);
      known = new ParamSnapshot(all, null);
      extras.setOutside(serial, known);
    }
    return known;
  }

  private static void nameOutside(
      Context context, int level, ParamValues inside, ParamValues outside) {
    Map<String, String> origins = context.visibleOrigins();
    if (origins != null) {
      origins.forEach(
          (key, origin) -> {
            if (inside.indexOf(KeyHash.hash(key)) < 0) {
              outside.setOrigin(key, origin);
            }
          });
    }
    for (int i = 0; i < inside.size(); i++) {
      String key = inside.key(i);
      ValueHistory history = new ValueHistory();
      context.history(inside.hash(i), history);
      for (ValueHistory.Entry entry : history.entries()) {
        if (entry.level() <= level) { // what is seen at that level is the first of these
          String origin = context.namedOrigin(Math.max(0, entry.level()), key);
          if (origin != null && outside.indexOf(inside.hash(i)) >= 0) {
            outside.setOrigin(key, origin);
          }
          break;
        }
      }
    }
  }

  private static void name(ParamValues values, @Nullable Map<String, String> origins) {
    if (origins != null) {
      origins.forEach(values::setOrigin);
    }
  }
}
