package io.hyperparameter.processor;

import io.hyperparameter.processor.Declarations.Declared;
import java.lang.reflect.Field;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * What only the source tells. With javac that comes from its syntax trees; a compiler without them
 * (or a build tool that hides them) costs the line numbers and the typed keys, nothing else.
 */
class SourceView {
  SourceView() {}

  /** The best view there is. */
  static SourceView of(ProcessingEnvironment env) {
    for (ProcessingEnvironment e = env; e != null; e = wrapped(e)) {
      try {
        return new TreeView(e);
      } catch (IllegalArgumentException | LinkageError notJavac) {
        // not javac, or wrapped: look inside
      }
    }
    return new SourceView();
  }

  /** Gradle hands out an environment around javac's, which the tree API does not accept. */
  private static @Nullable ProcessingEnvironment wrapped(ProcessingEnvironment env) {
    try {
      Field delegate = env.getClass().getDeclaredField("delegate");
      delegate.setAccessible(true);
      return delegate.get(env) instanceof ProcessingEnvironment inner ? inner : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Whether the compiler has the source of a class; null if it does not tell. */
  @Nullable Boolean hasSource(TypeElement type) {
    return null;
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
}
