package io.hyperparameter.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** One run of a test for each combination of the values of its {@link ParamSource}s. */
final class SourceInvocations {
  private static final Pattern RUN = Pattern.compile("\\[test-template-invocation:#(\\d+)\\]");

  private SourceInvocations() {}

  static boolean isFor(Method method) {
    return AnnotationSupport.isAnnotated(method, ParamSource.class)
        || AnnotationSupport.isAnnotated(method, ParamSource.Grid.class);
  }

  static Stream<TestTemplateInvocationContext> of(Method method) {
    requireNoOtherTemplate(method);
    return runs(method).stream().map(Run::new);
  }

  /** The definitions of the run that this is the context of; null of anything else. */
  static String @Nullable [] definitions(ExtensionContext context) {
    Method method = context.getTestMethod().filter(SourceInvocations::isFor).orElse(null);
    Matcher run = RUN.matcher(context.getUniqueId());
    if (method == null || !run.find() || otherTemplate(method) != null) {
      return null;
    }
    // by its number: a run is told of its own context by JUnit 5.13 and later only
    return runs(method).get(Integer.parseInt(run.group(1)) - 1).toArray(String[]::new);
  }

  private static List<List<String>> runs(Method method) {
    List<List<String>> runs = List.of(List.of());
    for (ParamSource source :
        AnnotationSupport.findRepeatableAnnotations(method, ParamSource.class)) {
      runs = times(runs, definitions(source, method));
    }
    return runs;
  }

  private static void requireNoOtherTemplate(Method method) {
    Class<? extends Annotation> other = otherTemplate(method);
    if (other != null) {
      throw wrong(
          method,
          "does not go together with @"
              + other.getSimpleName()
              + ", whose runs would not have its values; keep one of them");
    }
  }

  private static @Nullable Class<? extends Annotation> otherTemplate(Method method) {
    for (Annotation other : method.getAnnotations()) {
      Class<? extends Annotation> type = other.annotationType();
      if (type != ParamSource.class
          && type != ParamSource.Grid.class
          && !AnnotationSupport.isAnnotated(type, ParamSource.class)
          && (type == TestTemplate.class
              || AnnotationSupport.isAnnotated(type, TestTemplate.class))) {
        return type;
      }
    }
    return null;
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
  }
}
