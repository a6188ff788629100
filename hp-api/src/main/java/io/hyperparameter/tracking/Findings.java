package io.hyperparameter.tracking;

import io.hyperparameter.LostScope;
import io.hyperparameter.LostScopeListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where lost scopes are reported: to the listeners, or, while there is none, to the log. */
public final class Findings {
  /** More places than anybody reads of. */
  private static final int MOST = 10_000;

  /** More callers do not make it another place: a recursion would. */
  private static final int WAY = 8;

  private static final List<LostScopeListener> LISTENERS = new CopyOnWriteArrayList<>();
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private Findings() {}

  /** Tells a listener from now on, also of what was reported before if it happens again. */
  public static void listen(LostScopeListener listener) {
    LISTENERS.add(listener);
    SEEN.clear();
  }

  /** The end of {@link #listen}. */
  public static void remove(LostScopeListener listener) {
    LISTENERS.remove(listener);
  }

  /** Reports, once for each key and place, with the program's own way to it. */
  static void report(LostScope found) {
    List<StackTraceElement> place = found.here().isEmpty() ? found.there() : found.here();
    StringBuilder way = new StringBuilder().append(found.kind()).append(' ').append(found.key());
    for (int i = 0; i < place.size() && i < WAY; i++) {
      if (i > 0 && Mends.isOfTheJdk(place.get(i))) {
        break; // how deep an executor or stream is in itself differs each time
      }
      way.append(' ').append(place.get(i));
    }
    String once = way.toString();
    if (SEEN.size() >= MOST || !SEEN.add(once)) {
      return;
    }
    if (LISTENERS.isEmpty()) {
      System.getLogger("io.hyperparameter").log(System.Logger.Level.WARNING, found.toString());
    }
    LISTENERS.forEach(listener -> listener.lost(found));
  }
}
