package io.hyperparameter;

import io.hyperparameter.context.WrittenValues;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.hashing.KeyHash;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a scope below a prefix: {@code scope.at("model").getInt("layers", 2)} reads
 * {@code model.layers}. Immutable; reads and writes what its scope would.
 *
 * <p>Each call joins the prefix and the key, which allocates: in hot loops use a typed key ({@link
 * Param}) or the full key.
 */
public final class ParamPath extends ParamAccess {
  private final ScopeAccess scope;
  private final String prefix;

  ParamPath(ScopeAccess scope, String prefix) {
    this.scope = scope;
    this.prefix = prefix;
  }

  /** {@return the prefix, without a trailing dot} */
  public String prefix() {
    return prefix;
  }

  /**
   * {@return the path {@code name} below this one}
   *
   * @param name one or more names, joined with dots
   * @throws IllegalArgumentException if the name is null or no key
   */
  public ParamPath at(String name) {
    return new ParamPath(scope, full(KeyHash.requireValid(name)));
  }

  @Override
  public long getLong(String key, long def) {
    return scope.getLong(full(key), def);
  }

  @Override
  public double getDouble(String key, double def) {
    return scope.getDouble(full(key), def);
  }

  @Override
  public boolean getBoolean(String key, boolean def) {
    return scope.getBoolean(full(key), def);
  }

  @Override
  public String getString(String key, String def) {
    return scope.getString(full(key), def);
  }

  @Override
  int storedKind(String key) {
    return scope.storedKind(full(key));
  }

  @Override
  public void put(String key, long value) {
    scope.put(full(key), value);
  }

  @Override
  public void put(String key, double value) {
    scope.put(full(key), value);
  }

  @Override
  public void put(String key, boolean value) {
    scope.put(full(key), value);
  }

  @Override
  public void put(String key, @Nullable String value) {
    scope.put(full(key), value);
  }

  @Override
  public void put(String key, @Nullable Object value) {
    scope.put(full(key), value);
  }

  @Override
  public void putAll(Map<String, ? extends @Nullable Object> values) {
    scope.writeAll(WrittenValues.ofMap(prefix, values));
  }

  @Override
  public void remove(String key) {
    scope.remove(full(key));
  }

  /** Makes every visible key below the prefix missing, in an idle scope as in an open one. */
  @Override
  public void clear() {
    for (String key : keys()) {
      remove(key);
    }
  }

  /** Every visible value below the prefix, by key without it; sorted; a copy. */
  @Override
  public Map<String, @Nullable Object> toMap() {
    TreeMap<String, @Nullable Object> below = new TreeMap<>();
    String start = full("");
    scope
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(start)) {
                below.put(key.substring(start.length()), value);
              }
            });
    return Collections.unmodifiableMap(below);
  }

  @Override
  @Nullable Object raw(String key) {
    return scope.raw(full(key));
  }

  @Override
  ReadSite site(String key) {
    return scope.site(full(key));
  }

  @Override
  SortedSet<String> visibleKeys() {
    return scope.visibleKeys();
  }

  private String full(String key) {
    return prefix + '.' + (key == null ? KeyHash.requireValid(key) : key);
  }
}
