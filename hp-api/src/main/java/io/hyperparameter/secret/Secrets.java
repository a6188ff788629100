package io.hyperparameter.secret;

import io.hyperparameter.conversion.Definitions;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.text.ParamText;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are secret, asked only where a value is about to be shown: those that a typed key
 * declared so, and those of the index, which is read once for each class loader that asks.
 */
public final class Secrets {
  /** What is shown instead of a value. */
  public static final String MASK = "***";

  private static final Set<String> DECLARED = ConcurrentHashMap.newKeySet();

  /** By context class loader; the names hold no class of it. */
  private static final Map<ClassLoader, Set<String>> INDEXED = new WeakHashMap<>();

  private Secrets() {}

  /** Masks a key from now on. */
  public static void declare(String key) {
    DECLARED.add(key);
  }

  public static boolean has(String key) {
    return DECLARED.contains(key) || indexed().contains(key);
  }

  /** A value as it is shown: a text that somebody made of it, or the mask. */
  public static String mask(String key, String shown) {
    return has(key) ? MASK : shown;
  }

  /** The value of a key for a message; or the mask. */
  public static String describe(String key, @Nullable Object value) {
    return mask(key, ParamText.describe(value));
  }

  /** An origin as it is shown: a definition holds the value, too. */
  public static String maskOrigin(String key, String origin) {
    return Definitions.isOrigin(origin) && has(key) ? Definitions.origin(key + "=" + MASK) : origin;
  }

  private static Set<String> indexed() {
    ClassLoader asking = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = asking != null ? asking : ClassLoader.getSystemClassLoader();
    synchronized (INDEXED) {
      Set<String> known = INDEXED.get(loader);
      if (known == null) {
        known = read();
        INDEXED.put(loader, known);
      }
      return known;
    }
  }

  /** Not an error where an index is malformed: this is asked in the middle of other errors. */
  private static Set<String> read() {
    @Nullable ParamIndex index;
    try {
      index = ParamIndex.load();
    } catch (RuntimeException e) {
      System.getLogger("io.hyperparameter")
          .log(System.Logger.Level.WARNING, "secret parameters are not known: " + e.getMessage());
      return Set.of();
    }
    return index.entries().stream()
        .filter(ParamEntry::secret)
        .map(ParamEntry::key)
        .collect(Collectors.toUnmodifiableSet());
  }
}
