package io.hyperparameter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a context remembers of the keys it was asked for. */
class KeyCacheTest {
  private final KeyCache cache = KeyCache.first();

  private long learn(String key) {
    assertNotEquals(0, key.hashCode()); // only keys that were asked for it are remembered
    return cache.learn(key, new Lengths());
  }

  @Test
  void shortKeysAreRemembered() {
    String key = "train.lr";
    assertEquals(8, learn(key));
    assertTrue(cache.has(cache.slot(key), key));
    assertEquals(8, cache.hash(cache.slot(key)));
  }

  @Test
  void longKeysAreHashedButNotKept() {
    String key = "k".repeat(1 << 20);
    assertEquals(1 << 20, learn(key));
    assertFalse(cache.has(cache.slot(key), key));
  }

  /** A hash that is as good as any here. */
  private static final class Lengths implements ContextRules {
    @Override
    public long hash(String key) {
      return key.length();
    }

    @Override
    public long toLong(Context storage, long hash, long def) {
      return def;
    }

    @Override
    public double toDouble(Context storage, long hash, double def) {
      return def;
    }

    @Override
    public boolean toBoolean(Context storage, long hash, boolean def) {
      return def;
    }

    @Override
    public String toText(Context storage, long hash, String def) {
      return def;
    }

    @Override
    public void requireFree(String key, long hash) {}

    @Override
    public @Nullable Object read(Context storage, long hash, int kind) {
      return null;
    }
  }
}
