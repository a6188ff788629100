package io.hyperparameter.processor;

import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What is known of Lombok, which changes the classes of others after they were shown to us. */
final class Lombok {
  private static final String UTILITY_CLASS = "lombok.experimental.UtilityClass";

  private Lombok() {}

  /**
   * Whether a method is static, or will be: of a {@code @UtilityClass} every member is, but says so
   * only after Lombok was there.
   */
  static boolean isStatic(ExecutableElement executable) {
    return executable.getModifiers().contains(Modifier.STATIC)
        || (executable.getKind() == ElementKind.METHOD
            && Annotations.has(
                Objects.requireNonNull(executable.getEnclosingElement()), UTILITY_CLASS));
  }

  /** Whether it wrote an element. */
  static boolean made(Element element) {
    return Annotations.has(element, "lombok.Generated");
  }

  /** Whether a class carries one of its annotations. */
  static boolean marks(TypeElement type) {
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      if (((TypeElement) mirror.getAnnotationType().asElement())
          .getQualifiedName()
          .toString()
          .startsWith("lombok.")) {
        return true;
      }
    }
    return false;
  }
}
