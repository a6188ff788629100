package io.hyperparameter.processor;

import io.hyperparameter.processor.Declarations.Declared;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * What only the source tells. With javac that comes from its syntax trees; a compiler without them
 * (or a build tool that hides them) costs the line numbers and the typed keys, nothing else.
 */
class SourceView {
  SourceView() {}

  /** The best view there is. */
  static SourceView of(ProcessingEnvironment env) {
    SourceView trees =
        Unwrapped.first(
            env,
            inner -> {
              try {
                return new TreeView(inner);
              } catch (IllegalArgumentException | LinkageError notJavac) {
                return null;
              }
            });
    return trees != null ? trees : new SourceView();
  }

  /**
   * Whether the compiler has the source of a class. Where it does not tell, it has: only Gradle
   * names classes to a processor whose source it does not compile, and Gradle runs javac.
   */
  boolean hasSource(TypeElement type) {
    return true;
  }

  /** The source file below the source root, with slashes. */
  String file(TypeElement type) {
    TypeElement top = Declarations.topLevel(type);
    return top.getQualifiedName().toString().replace('.', '/') + ".java";
  }

  /** The line of a declaration; 0 if unknown. */
  int line(Element element) {
    return 0;
  }

  /** The constants of a class (not of the classes in it) that {@code Param} makes. */
  List<Declared> typedKeys(TypeElement type) {
    return List.of();
  }

  /**
   * The constants of a class (not of the classes in it) that {@code Param} seems to make, and of
   * which nothing can be told.
   */
  List<VariableElement> unseenKeys(TypeElement type) {
    List<VariableElement> unseen = new ArrayList<>();
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (TypedKeys.isKey(field)) {
        unseen.add(field);
      }
    }
    return unseen;
  }

  /** Why they cannot be told of, and the way out. */
  String whyUnseen() {
    return "this compiler shows no syntax trees; compile with javac where the index is needed";
  }
}
