package io.hyperparameter.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of levels that were closed on behalf of a scope that does not know yet: an outer
 * scope was closed first. The scope collects them when it is used again.
 *
 * <p>A context holds no reference to the scopes entered in it (so that a scope built for one
 * try-with-resources need not exist in memory at all); hence this place to wait. Scopes that are
 * never used again never collect, so only the newest are kept.
 */
final class ForgottenLevels {
  private static final int MOST = 1024;

  private final Map<Long, ParamValues> byEntry = new LinkedHashMap<>();

  void keep(long entry, LevelChanges changes, @Nullable Map<String, String> origins) {
    ParamValues copy = new ParamValues(changes.size());
    copy.putAll(changes);
    if (origins != null) {
      origins.forEach(copy::setOrigin);
    }
    byEntry.put(entry, copy);
    if (byEntry.size() > MOST) {
      byEntry.remove(byEntry.keySet().iterator().next());
    }
  }

  @Nullable ParamValues take(long entry) {
    return byEntry.remove(entry);
  }
}
