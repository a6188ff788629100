package io.hyperparameter.tracking;

import io.hyperparameter.LostScope;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.origin.Places;
import io.hyperparameter.origin.ShownValues;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ValueHistory;
import io.hyperparameter.text.ParamText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a read missed a scope. Only a read that falls through all scopes of its own
 * thread or task can: to what that started with, or to a default. It missed one if who started the
 * thread or submitted the task saw another value then.
 *
 * <p>Of the threads of a pool nobody knows who submitted what they do. There it is one who has
 * another value in an open scope and, inside of that, waits for others (a parallel stream, {@code
 * get} of a future, {@code join}); or who made the thread, if his scope is open still. That is
 * called possibly lost.
 */
final class LostReads {
  private LostReads() {}

  static void look(
      TrackedContext reader, String key, long hash, boolean found, @Nullable Object value) {
    Context context = reader.context;
    if ((found && reader.isTask)
        || innermost(context, hash) != ValueHistory.SNAPSHOT
        || reader.isIsolated()) {
      return; // a scope of its own decided, be it to hide a value, or what was captured for it
    }
    Object mine = found ? context.get(hash) : value;
    Submission from = reader.from;
    if (reader.isTask) {
      if (from != null && differs(from.value(key, hash), mine)) {
        report(LostScope.Kind.STALE_SNAPSHOT, reader, key, found, from.value(key, hash), from);
      }
      return;
    }
    List<StackTraceElement> stack = Places.stack();
    if (Places.isPooled(stack)) {
      lookAround(reader, key, hash, found, mine);
    } else if (from != null && differs(from.value(key, hash), mine)) {
      report(LostScope.Kind.LOST_READ, reader, key, found, from.value(key, hash), from);
    }
  }

  private static void lookAround(
      TrackedContext reader, String key, long hash, boolean found, @Nullable Object mine) {
    OpenedScope waiting = TrackedContext.waitingWith(reader, key);
    Submission from = reader.from;
    if (waiting != null && differs(waiting.value(key), mine)) {
      report(
          LostScope.Kind.POSSIBLY_LOST_READ,
          reader,
          key,
          found,
          waiting.value(key),
          ThreadNames.of(waiting.context.thread()) + ", which waits for others, has ",
          waiting.stack);
    } else if (from != null && from.isStillOpen() && differs(from.value(key, hash), mine)) {
      report(
          LostScope.Kind.POSSIBLY_LOST_READ,
          reader,
          key,
          found,
          from.value(key, hash),
          from.thread + ", which made that thread and is in its scope still, has ",
          from.openedAt(key));
    }
  }

  private static int innermost(Context context, long hash) {
    ValueHistory history = new ValueHistory();
    context.history(hash, history);
    List<ValueHistory.Entry> entries = history.entries();
    return entries.isEmpty() ? ValueHistory.SNAPSHOT : entries.get(0).level();
  }

  /** Whether somebody had a value, and another one; be it that one is the text of the other. */
  private static boolean differs(@Nullable Object theirs, @Nullable Object mine) {
    return theirs != null
        && !theirs.equals(mine)
        && !(mine != null && plain(theirs).equals(plain(mine)));
  }

  private static String plain(Object value) {
    return value instanceof String text ? text : ShownValues.of(value);
  }

  /** Of one who started the thread, or submitted the task. */
  private static void report(
      LostScope.Kind kind,
      TrackedContext reader,
      String key,
      boolean found,
      @Nullable Object theirs,
      Submission from) {
    String who = from.thread + (kind == LostScope.Kind.LOST_READ ? ", which started it," : "");
    report(kind, reader, key, found, theirs, who + " had ", from.stack);
  }

  private static void report(
      LostScope.Kind kind,
      TrackedContext reader,
      String key,
      boolean found,
      @Nullable Object theirs,
      String had,
      List<StackTraceElement> there) {
    String message =
        ParamText.key(key)
            + " was read as "
            + (found ? "the frozen value" : "its default")
            + " on "
            + ThreadNames.of(reader.context.thread())
            + ", but "
            + had
            + Secrets.mask(key, ShownValues.of(Objects.requireNonNull(theirs)));
    List<StackTraceElement> here = Places.stack();
    Findings.report(
        switch (kind) {
          case LOST_READ ->
              new LostScope(kind, key, message, here, there, Mends.ofStarted(here, there));
          case STALE_SNAPSHOT ->
              new LostScope(
                  kind,
                  key,
                  message + " when it submitted the task over an earlier snapshot",
                  here,
                  there,
                  "capture when the task is submitted: " + Mends.EXECUTOR);
          default -> new LostScope(kind, key, message, here, there, Mends.ofPooled(here));
        });
  }
}
