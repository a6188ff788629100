package io.hyperparameter.config;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names a user may have meant, by the rule of the library: what the error of a read of a
 * missing parameter suggests, if these names were all there are.
 */
final class NearNames {
  private NearNames() {}

  static List<String> of(String wanted, Collection<String> names) {
    if (names.isEmpty() || names.contains(wanted)) {
      return List.of();
    }
    Map<String, Object> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, true));
    ParamScope scope = ParamScope.empty();
    try {
      scope.putAll(all);
      scope.getBoolean(wanted);
      return List.of();
    } catch (MissingParamException e) {
      return e.suggestions();
    } catch (IllegalArgumentException e) {
      return List.of(); // no key, so near to none
    }
  }
}
