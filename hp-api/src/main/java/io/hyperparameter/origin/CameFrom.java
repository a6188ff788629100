package io.hyperparameter.origin;

import io.hyperparameter.context.Tracking;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.Context;
import org.jspecify.annotations.Nullable;

/** How errors say where a value came from. */
public final class CameFrom {
  private CameFrom() {}

  /**
   * {@return as {@code ; it came from train.toml:3:1}; where no more than a depth or thread is
   * known, with what tells the line; nothing if nobody knows}
   *
   * @param key the key; the value of a secret is not in this
   * @param origin where its value came from
   */
  public static String text(String key, @Nullable String origin) {
    if (origin == null) {
      return "";
    }
    String wayOut =
        Tracking.ON || !Context.isUnnamed(origin)
            ? ""
            : " (-Dhyperparameter.track=true tells the line)";
    return "; it came from " + Secrets.maskOrigin(key, origin) + wayOut;
  }
}
