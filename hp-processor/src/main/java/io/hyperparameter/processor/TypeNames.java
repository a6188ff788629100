package io.hyperparameter.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The names of types in one generated file, and the imports they need. A type whose simple name
 * means something else there is written in full.
 */
final class TypeNames {
  private final Elements elements;
  private final String packageName;

  /** Simple names that are not for types: parameters, type parameters, nested classes. */
  private final Set<String> taken = new HashSet<>();

  private final Map<String, String> bySimpleName = new HashMap<>();
  private final Set<String> imports = new TreeSet<>();

  TypeNames(Elements elements, PackageElement from) {
    this.elements = elements;
    this.packageName = from.getQualifiedName().toString();
  }

  /** Keeps a simple name from being used for a type. Call before the first type is named. */
  void reserve(String name) {
    taken.add(name);
  }

  /** The sorted names to import. */
  Set<String> imports() {
    return imports;
  }

  /** The name of a class of the JDK or this library. */
  String of(String topLevelClass) {
    int dot = topLevelClass.lastIndexOf('.');
    return use(topLevelClass.substring(0, dot), topLevelClass.substring(dot + 1));
  }

  /** The name of a class, without type arguments. */
  String of(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer
        ? of(outer) + "." + type.getSimpleName()
        : use(
            elements.getPackageOf(type).getQualifiedName().toString(),
            type.getSimpleName().toString());
  }

  private String use(String inPackage, String simple) {
    String full = inPackage.isEmpty() ? simple : inPackage + "." + simple;
    if (taken.contains(simple)) {
      return full;
    }
    String meaning = bySimpleName.putIfAbsent(simple, full);
    if (meaning != null) {
      return meaning.equals(full) ? simple : full;
    }
    String neighbour = packageName.isEmpty() ? simple : packageName + "." + simple;
    boolean hidden = elements.getTypeElement(neighbour) != null;
    if (!inPackage.equals(packageName) && (!inPackage.equals("java.lang") || hidden)) {
      imports.add(full);
    }
    return simple;
  }

  /** A type as Java writes it, without annotations. */
  String of(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return of(array.getComponentType()) + "[]";
    }
    if (type instanceof TypeVariable variable) {
      return variable.asElement().getSimpleName().toString();
    }
    if (type instanceof WildcardType wildcard) {
      TypeMirror above = wildcard.getExtendsBound();
      TypeMirror below = wildcard.getSuperBound();
      return above != null
          ? "? extends " + of(above)
          : below != null ? "? super " + of(below) : "?";
    }
    if (type instanceof IntersectionType all) {
      return all.getBounds().stream().map(this::of).collect(Collectors.joining(" & "));
    }
    if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
      return of(declared);
    }
    return type.getKind().name().toLowerCase(Locale.ROOT); // a primitive, or void
  }

  private String of(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    TypeMirror around = type.getEnclosingType();
    boolean inner = around instanceof DeclaredType outer && !outer.getTypeArguments().isEmpty();
    String name = inner ? of(around) + "." + element.getSimpleName() : of(element);
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    return arguments.isEmpty()
        ? name
        : name + arguments.stream().map(this::of).collect(Collectors.joining(", ", "<", ">"));
  }

  /** The declaration of a type parameter, with its bounds. */
  String declaration(TypeParameterElement param) {
    List<String> bounds = new ArrayList<>();
    for (TypeMirror bound : param.getBounds()) {
      if (!bound.toString().equals("java.lang.Object")) {
        bounds.add(of(bound));
      }
    }
    String name = param.getSimpleName().toString();
    return bounds.isEmpty() ? name : name + " extends " + String.join(" & ", bounds);
  }

  /** The type parameters one must know to name an instance of a class: its own and those around. */
  static List<TypeParameterElement> typeParametersOf(TypeElement type) {
    List<TypeParameterElement> params = new ArrayList<>();
    if (type.getEnclosingElement() instanceof TypeElement outer
        && !type.getModifiers().contains(Modifier.STATIC)) {
      params.addAll(typeParametersOf(outer));
    }
    params.addAll(type.getTypeParameters());
    return params;
  }

  /** The erased type in full, without annotations. */
  static String erased(Types types, TypeMirror type) {
    TypeMirror erased = types.erasure(type);
    if (erased instanceof ArrayType array) {
      return erased(types, array.getComponentType()) + "[]";
    }
    return erased instanceof DeclaredType declared
        ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
        : erased.getKind().name().toLowerCase(Locale.ROOT);
  }

  /** The name of the generated class. */
  static String generated(TypeElement owner) {
    String name = owner.getSimpleName() + "AutoParam";
    for (Element e = owner.getEnclosingElement();
        e instanceof TypeElement;
        e = e.getEnclosingElement()) {
      name = e.getSimpleName() + "_" + name;
    }
    return name;
  }
}
