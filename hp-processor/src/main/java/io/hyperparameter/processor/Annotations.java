package io.hyperparameter.processor;

import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The annotations of {@code io.hyperparameter} as the compiler shows them. */
final class Annotations {
  static final String AUTO_PARAM = "io.hyperparameter.annotation.AutoParam";
  static final String DEFAULT = "io.hyperparameter.annotation.Default";
  static final String DOC = "io.hyperparameter.annotation.Doc";
  static final String SECRET = "io.hyperparameter.annotation.Secret";
  static final String MIN = "io.hyperparameter.annotation.Min";
  static final String MAX = "io.hyperparameter.annotation.Max";
  static final String ONE_OF = "io.hyperparameter.annotation.OneOf";

  private Annotations() {}

  /** The annotation of this name on the element, or null. */
  static @Nullable AnnotationMirror find(@Nullable Element element, String annotation) {
    if (element != null) {
      for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        if (type.getQualifiedName().contentEquals(annotation)) {
          return mirror;
        }
      }
    }
    return null;
  }

  static boolean has(Element element, String annotation) {
    return find(element, annotation) != null;
  }

  /** What was written for an element of an annotation; null if it was left out. */
  static @Nullable Object value(AnnotationMirror annotation, String name) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        annotation.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue().getValue();
      }
    }
    return null;
  }

  /** The text that was written, or null. */
  static @Nullable String text(AnnotationMirror annotation, String name) {
    return value(annotation, name) instanceof String text ? text : null;
  }

  /** The texts that were written. */
  static List<String> texts(AnnotationMirror annotation, String name) {
    return value(annotation, name) instanceof List<?> values
        ? values.stream().map(v -> String.valueOf(((AnnotationValue) v).getValue())).toList()
        : List.of();
  }
}
