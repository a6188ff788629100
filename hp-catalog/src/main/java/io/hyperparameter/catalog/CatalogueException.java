package io.hyperparameter.catalog;

import io.hyperparameter.ParamException;
import io.hyperparameter.config.ConfigOrigin;
import io.hyperparameter.config.ParamCheck.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameters of a library are set that it would ignore, refuse, or find twice. The message tells
 * everything that is wrong, one line each; {@link #key} and {@link #origin} are those of the first.
 */
public final class CatalogueException extends ParamException {
  private static final long serialVersionUID = 1L;

  CatalogueException(List<Problem> problems) {
    super(
        problems.stream().map(each -> each.what() + each.hint()).collect(Collectors.joining("\n")),
        problems.get(0).key(),
        problems.get(0).origin().map(ConfigOrigin::toString).orElse(null));
  }
}
