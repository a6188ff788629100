package io.hyperparameter.processor;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Annotations about null, which checkers and Kotlin read off generated methods as they do off the
 * author's. By their simple names: there are a dozen libraries of them, which agree on the names.
 * All other annotations stay behind, as nobody knows what a copy of them would do.
 */
final class Nullness {
  private static final Set<String> NAMES =
      Set.of("Nullable", "NonNull", "NotNull", "Nonnull", "CheckForNull");

  private final Elements elements;
  private final PackageElement from;
  private final TypeNames names;

  Nullness(Elements elements, PackageElement from, TypeNames names) {
    this.elements = elements;
    this.from = from;
    this.names = names;
  }

  /** Those of a type, a space after each. */
  String of(TypeMirror type) {
    return of(type.getAnnotationMirrors());
  }

  /** The name of a type with those of the type: an array has its own among its brackets. */
  String on(TypeMirror type, String name) {
    String marks = type instanceof ArrayType || type.getKind().isPrimitive() ? "" : of(type);
    if (marks.isEmpty()) {
      return name;
    }
    int arguments = name.indexOf('<');
    String plain = arguments < 0 ? name : name.substring(0, arguments);
    int simple = plain.lastIndexOf('.') + 1; // p.Outer.@Nullable Inner
    return name.substring(0, simple) + marks + name.substring(simple);
  }

  /** Those of a declaration that its type does not have: some may stand on both. */
  String on(Element declaration, TypeMirror type) {
    Set<String> ofType = Set.copyOf(type.getAnnotationMirrors().stream().map(this::full).toList());
    return of(
        declaration.getAnnotationMirrors().stream()
            .filter(mirror -> !ofType.contains(full(mirror)))
            .toList());
  }

  private String of(List<? extends AnnotationMirror> mirrors) {
    StringBuilder out = new StringBuilder();
    for (AnnotationMirror mirror : mirrors) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      if (NAMES.contains(type.getSimpleName().toString()) && isUsable(type)) {
        out.append('@').append(names.of(type)).append(' ');
      }
    }
    return out.toString();
  }

  private String full(AnnotationMirror mirror) {
    return ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName().toString();
  }

  /** Whether it is known, can be named here, and needs no arguments. */
  private boolean isUsable(TypeElement type) {
    if (type.getKind() != ElementKind.ANNOTATION_TYPE
        || elements.getTypeElement(type.getQualifiedName()) == null) {
      return false;
    }
    boolean near = elements.getPackageOf(type).equals(from);
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      Set<Modifier> modifiers = e.getModifiers();
      if (near ? modifiers.contains(Modifier.PRIVATE) : !modifiers.contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .map(ExecutableElement::getDefaultValue)
        .noneMatch(value -> value == null);
  }
}
