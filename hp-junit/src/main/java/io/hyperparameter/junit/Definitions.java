package io.hyperparameter.junit;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** The values that annotations give, laid over others. */
final class Definitions {
  private Definitions() {}

  /** {@code below} and what {@link Params} on this element defines. */
  static ParamSnapshot of(AnnotatedElement element, ParamSnapshot below) {
    return AnnotationSupport.findAnnotation(element, Params.class)
        .map(params -> over(below, "@Params on " + nameOf(element), params.value()))
        .orElse(below);
  }

  static ParamSnapshot over(ParamSnapshot below, String where, String... definitions) {
    if (definitions.length == 0) {
      return below;
    }
    ParamScope scope;
    try {
      scope = ParamScope.define(definitions);
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(where + ": " + e.getMessage(), e);
    }
    return below.call(() -> scope.call(ParamScope::capture));
  }

  static String nameOf(AnnotatedElement element) {
    if (element instanceof Method method) {
      return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }
    return element instanceof Class<?> type ? type.getName() : element.toString();
  }
}
