package io.hyperparameter.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** One run of a test for each combination of the values of its {@link ParamSource}s. */
final class SourceInvocations {
  private SourceInvocations() {}

  static boolean isFor(Method method) {
    return AnnotationSupport.isAnnotated(method, ParamSource.class)
        || AnnotationSupport.isAnnotated(method, ParamSource.Grid.class);
  }

  static Stream<TestTemplateInvocationContext> of(Method method) {
    requireNoOtherTemplate(method);
    List<List<String>> runs = List.of(List.of());
    for (ParamSource source :
        AnnotationSupport.findRepeatableAnnotations(method, ParamSource.class)) {
      runs = times(runs, definitions(source, method));
    }
    return runs.stream().map(Run::new);
  }

  private static void requireNoOtherTemplate(Method method) {
    for (Annotation other : method.getAnnotations()) {
      Class<? extends Annotation> type = other.annotationType();
      if (type != ParamSource.class
          && type != ParamSource.Grid.class
          && !AnnotationSupport.isAnnotated(type, ParamSource.class)
          && (type == TestTemplate.class
              || AnnotationSupport.isAnnotated(type, TestTemplate.class))) {
        throw wrong(
            method,
            "does not go together with @"
                + type.getSimpleName()
                + ", whose runs would not have its values; keep one of them");
      }
    }
  }

  private static List<String> definitions(ParamSource source, Method method) {
    if (source.values().length == 0) {
      throw wrong(method, "has no values for \"" + source.key() + "\"");
    }
    if (source.key().indexOf('=') >= 0) {
      throw wrong(
          method, "has the key \"" + source.key() + "\"; a key in text cannot have a \"=\"");
    }
    return Stream.of(source.values()).map(value -> source.key() + "=" + value).toList();
  }

  private static List<List<String>> times(List<List<String>> runs, List<String> definitions) {
    List<List<String>> product = new ArrayList<>(runs.size() * definitions.size());
    for (List<String> run : runs) {
      for (String definition : definitions) {
        List<String> longer = new ArrayList<>(run);
        longer.add(definition);
        product.add(longer);
      }
    }
    return product;
  }

  private static ExtensionConfigurationException wrong(Method method, String what) {
    return new ExtensionConfigurationException(
        "@ParamSource on " + Definitions.nameOf(method) + " " + what);
  }

  private record Run(List<String> definitions) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return String.join(", ", definitions);
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
      ParamsExtension.store(context)
          .put(ParamsExtension.SOURCE, definitions.toArray(String[]::new));
    }
  }
}
