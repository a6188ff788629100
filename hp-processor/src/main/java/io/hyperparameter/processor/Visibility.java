package io.hyperparameter.processor;

import io.hyperparameter.processor.Problems.ErrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What code in another class of the same package can call and name. */
final class Visibility {
  private final Elements elements;
  private final Problems problems;

  Visibility(Elements elements, Problems problems) {
    this.elements = elements;
    this.problems = problems;
  }

  /** Whether the generated class can call the executable; says why not. */
  boolean isCallable(TypeElement owner, ExecutableElement executable, Element annotated) {
    int before = problems.errors();
    // The constructors of an enum are always private, which nobody can change.
    if (executable.getModifiers().contains(Modifier.PRIVATE)
        && (executable.getKind() != ElementKind.CONSTRUCTOR
            || owner.getKind() != ElementKind.ENUM)) {
      problems.error(
          annotated,
          ErrorId.PRIVATE_ELEMENT,
          name(owner, executable)
              + " is private, so generated code cannot call it; make it package-private");
    }
    TypeElement hidden = hiddenClass(owner, owner);
    if (hidden != null) {
      problems.error(
          annotated,
          ErrorId.PRIVATE_ELEMENT,
          "the class "
              + hidden.getSimpleName()
              + " is private, so generated code cannot call it; make it package-private");
    }
    if (executable.getKind() == ElementKind.CONSTRUCTOR) {
      checkConstructible(owner, annotated);
    }
    checkTypes(owner, executable);
    return problems.errors() == before;
  }

  private void checkConstructible(TypeElement owner, Element annotated) {
    Set<Modifier> modifiers = owner.getModifiers();
    String why = null;
    if (owner.getKind() == ElementKind.ENUM) {
      why = "an enum makes its own constants; put @AutoParam on a static method";
    } else if (modifiers.contains(Modifier.ABSTRACT)) {
      why = "it is abstract; put @AutoParam on the constructors of its subclasses";
    } else if (owner.getNestingKind() == NestingKind.MEMBER
        && !modifiers.contains(Modifier.STATIC)) {
      why = "it is an inner class; make it static";
    }
    if (why != null) {
      problems.error(
          annotated,
          ErrorId.NOT_CONSTRUCTIBLE,
          "generated code cannot construct " + owner.getSimpleName() + ": " + why);
    }
  }

  private void checkTypes(TypeElement owner, ExecutableElement executable) {
    for (VariableElement param : executable.getParameters()) {
      checkType(param.asType(), owner, param);
    }
    checkType(executable.getReturnType(), owner, executable);
    executable.getThrownTypes().forEach(thrown -> checkType(thrown, owner, executable));
    List<TypeParameterElement> params = new ArrayList<>(executable.getTypeParameters());
    params.addAll(TypeNames.typeParametersOf(owner));
    for (TypeParameterElement param : params) {
      param.getBounds().forEach(bound -> checkType(bound, owner, executable));
    }
  }

  private void checkType(TypeMirror type, TypeElement from, Element where) {
    TypeElement hidden = hidden(type, from);
    if (hidden != null) {
      boolean isPrivate = hidden.getModifiers().contains(Modifier.PRIVATE);
      problems.error(
          where,
          ErrorId.PRIVATE_TYPE,
          "the class "
              + hidden.getSimpleName()
              + (isPrivate ? " is private" : " of another package is not public")
              + ", so generated code cannot name it; make it "
              + (isPrivate ? "package-private" : "public"));
    }
  }

  private @Nullable TypeElement hidden(@Nullable TypeMirror type, TypeElement from) {
    if (type instanceof ArrayType array) {
      return hidden(array.getComponentType(), from);
    }
    if (type instanceof WildcardType wildcard) {
      TypeElement above = hidden(wildcard.getExtendsBound(), from);
      return above != null ? above : hidden(wildcard.getSuperBound(), from);
    }
    if (type instanceof IntersectionType all) {
      return firstHidden(all.getBounds(), from);
    }
    if (type instanceof DeclaredType declared) {
      TypeElement own = hiddenClass((TypeElement) declared.asElement(), from);
      return own != null ? own : firstHidden(declared.getTypeArguments(), from);
    }
    return null;
  }

  private @Nullable TypeElement firstHidden(
      Iterable<? extends TypeMirror> types, TypeElement from) {
    for (TypeMirror type : types) {
      TypeElement found = hidden(type, from);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * The class itself or the one around it that the package of {@code from} cannot name, or null.
   */
  private @Nullable TypeElement hiddenClass(TypeElement type, TypeElement from) {
    boolean isNear = elements.getPackageOf(type).equals(elements.getPackageOf(from));
    for (Element e = type; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      Set<Modifier> modifiers = t.getModifiers();
      // What is protected elsewhere a subclass may name, and the generated class is none.
      if (isNear ? modifiers.contains(Modifier.PRIVATE) : !modifiers.contains(Modifier.PUBLIC)) {
        return t;
      }
    }
    return null;
  }

  /** Whether everyone who sees the package sees the class. */
  static boolean isPublic(TypeElement type) {
    for (Element e = type; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      if (!t.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  static String name(TypeElement owner, ExecutableElement executable) {
    return executable.getKind() == ElementKind.CONSTRUCTOR
        ? "the constructor of " + owner.getSimpleName()
        : owner.getSimpleName() + "." + executable.getSimpleName();
  }
}
