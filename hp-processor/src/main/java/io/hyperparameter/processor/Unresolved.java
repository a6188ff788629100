package io.hyperparameter.processor;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Finds types the compiler does not know (yet). */
final class Unresolved {
  private Unresolved() {}

  /** Whether an {@code @AutoParam} element of the class mentions a type that does not exist. */
  static boolean in(TypeElement owner) {
    boolean all = Annotations.has(owner, Annotations.AUTO_PARAM);
    for (Element member : owner.getEnclosedElements()) {
      if (member instanceof ExecutableElement executable
          && (all || Annotations.has(member, Annotations.AUTO_PARAM))
          && in(executable)) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(ExecutableElement executable) {
    for (VariableElement param : executable.getParameters()) {
      if (in(param.asType())) {
        return true;
      }
    }
    return in(executable.getReturnType())
        || executable.getThrownTypes().stream().anyMatch(Unresolved::in);
  }

  private static boolean in(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return in(array.getComponentType());
    }
    return type.getKind() == TypeKind.ERROR
        || (type instanceof DeclaredType declared
            && declared.getTypeArguments().stream().anyMatch(Unresolved::in));
  }
}
