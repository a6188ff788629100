package io.hyperparameter.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user what is wrong, on the element, with an id and the way out. A problem of one
 * element stops nothing but that element's code.
 */
final class Problems {
  /** Stable names: they stand in messages, in the documentation and in people's searches. */
  enum ErrorId {
    PRIVATE_ELEMENT("HP001"),
    PRIVATE_TYPE("HP002"),
    BAD_DEFAULT("HP003"),
    UNSUPPORTED_TYPE("HP004"),
    NULL_PRIMITIVE("HP005"),
    VARIABLE_ARGUMENTS("HP006"),
    KEY_WITH_TWO_TYPES("HP007"),
    SAME_SIGNATURE("HP008"),
    NOT_CONSTRUCTIBLE("HP009"),
    STRAY("HP010"),
    BAD_BOUNDS("HP011"),
    NOT_A_RECORD("HP012"),
    BAD_KEY("HP013"),
    CLASS_EXISTS("HP014"),
    HIDDEN_TYPE_PARAMETER("HP015"),
    NO_DEFAULTS("HP016"),
    BAD_NAME("HP017"),
    CANNOT_WRITE("HP018"),
    UNSEEN_KEY("HP019"),
    DAMAGED("HP020"),
    KEY_WITH_TWO_DEFAULTS("HP021"),
    SUSPENDS("HP022"),
    MADE_LATER("HP023");

    final String code;

    ErrorId(String code) {
      this.code = code;
    }
  }

  /** Null where someone else reports the same problems. */
  private final @Nullable Messager messager;

  private int errors;

  Problems(@Nullable Messager messager) {
    this.messager = messager;
  }

  /** For readers that want the model only. */
  static Problems silent() {
    return new Problems(null);
  }

  /** The number of errors so far. */
  int errors() {
    return errors;
  }

  void error(Element element, ErrorId id, @Nullable String message) {
    error(element, null, id, message);
  }

  /** On the annotation, or on the element where the annotation is null. */
  void error(
      Element element,
      @Nullable AnnotationMirror annotation,
      ErrorId id,
      @Nullable String message) {
    errors++;
    print(Diagnostic.Kind.ERROR, element, annotation, id, message);
  }

  void warning(Element element, ErrorId id, String message) {
    print(Diagnostic.Kind.WARNING, element, null, id, message);
  }

  /** Of no element in particular. */
  void warning(ErrorId id, String message) {
    print(Diagnostic.Kind.WARNING, null, null, id, message);
  }

  private void print(
      Diagnostic.Kind kind,
      @Nullable Element element,
      @Nullable AnnotationMirror annotation,
      ErrorId id,
      @Nullable String message) {
    if (messager == null) {
      return;
    }
    String text = "[" + id.code + "] " + message;
    if (element == null) {
      messager.printMessage(kind, text);
    } else if (annotation == null) {
      messager.printMessage(kind, text, element);
    } else {
      messager.printMessage(kind, text, element, annotation);
    }
  }
}
