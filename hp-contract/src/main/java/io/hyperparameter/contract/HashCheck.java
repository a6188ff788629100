package io.hyperparameter.contract;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.hashing.KeyHash;
import java.nio.charset.StandardCharsets;

/** Checks that a key has the hash of its vector, and that the backend stores it under that hash. */
final class HashCheck {
  private HashCheck() {}

  static void check(HashVector vector) {
    String key = vector.key();
    int length = key.getBytes(StandardCharsets.UTF_8).length;
    if (length != vector.utf8Length()) {
      throw new CaseFormatException(vector + " has " + length + " bytes");
    }
    same("hash", vector.hash(), KeyHash.hash(key));
    same("hash of the typed key", vector.hash(), Param.ofLong(key, 0).hash());
    try (ParamScope scope = ParamScope.of(key, 4711L).enter()) {
      same("long by hash", 4711L, ParamBinding.getLong(vector.hash(), -1L));
      same("long by key", 4711L, scope.getLong(key, -1L));
      scope.put(key, "text");
      same("text by hash", "text", ParamBinding.getString(vector.hash(), "missing"));
      same("neighbour", -1L, ParamBinding.getLong(vector.hash() ^ 1, -1L));
      same("keys", true, scope.keys().contains(key));
    }
    same("after the scope", -1L, ParamBinding.getLong(vector.hash(), -1L));
  }

  private static void same(String what, Object expected, Object actual) {
    if (!Values.same(expected, actual)) {
      throw new AssertionError(
          what + ": expected " + Values.show(expected) + " but was " + Values.show(actual));
    }
  }
}
