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
import javax.lang.model.element.ElementKind;
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
import org.jspecify.annotations.Nullable;

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

  /** What expressions begin with that name a class: no variable in their scope may be called so. */
  private Set<String> roots = new TreeSet<>();

  /** The first names of packages of classes that are written in full. */
  private final Set<String> inFull = new TreeSet<>();

  private final Nullness nullness;

  TypeNames(Elements elements, PackageElement from) {
    this.elements = elements;
    this.packageName = from.getQualifiedName().toString();
    this.nullness = new Nullness(elements, from, this);
  }

  /**
   * From now on collects, in a set of the caller's, what expressions begin with that name a class.
   *
   * @return the set that was filled so far
   */
  Set<String> collectInto(Set<String> set) {
    Set<String> before = roots;
    roots = set;
    return before;
  }

  /** Keeps a simple name from being used for a type. Call before the first type is named. */
  void reserve(String name) {
    taken.add(name);
  }

  /** The sorted names to import. */
  Set<String> imports() {
    return imports;
  }

  /** The class of this package that is called as a package the file has to name, or null. */
  @Nullable String hiddenPackage() {
    Set<String> packages = new TreeSet<>();
    imports.forEach(full -> packages.add(full.substring(0, Math.max(full.indexOf('.'), 0))));
    packages.addAll(inFull);
    for (String first : packages) {
      String neighbour = packageName.isEmpty() ? first : packageName + "." + first;
      if (elements.getTypeElement(neighbour) != null) {
        return neighbour;
      }
    }
    return null;
  }

  /** Whether null is meant by default around a class, as an annotation on a line; may be empty. */
  String markedBy(TypeElement owner) {
    for (Element e = owner; e instanceof TypeElement; e = e.getEnclosingElement()) {
      for (String mark : List.of("NullMarked", "NullUnmarked")) {
        String full = "org.jspecify.annotations." + mark;
        if (Annotations.has(e, full)) {
          return "@" + of(full) + "\n";
        }
      }
    }
    return "";
  }

  /** The name of a class of the JDK or this library. */
  String of(String topLevelClass) {
    int dot = topLevelClass.lastIndexOf('.');
    return use(topLevelClass.substring(0, dot), topLevelClass.substring(dot + 1));
  }

  /** The name of the box that has a constant for a number without a literal; else nothing. */
  String box(String simple, double value) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? inExpression("java.lang." + simple)
        : "";
  }

  /** The name of a class, without type arguments. */
  String of(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer
        ? of(outer) + "." + type.getSimpleName()
        : use(
            elements.getPackageOf(type).getQualifiedName().toString(),
            type.getSimpleName().toString());
  }

  /** The name of a class of the JDK or this library where an expression begins with it. */
  String inExpression(String topLevelClass) {
    return expression(of(topLevelClass));
  }

  /** The name of a class where an expression begins with it: a variable of that name would win. */
  String inExpression(TypeElement type) {
    return expression(of(type));
  }

  private String expression(String name) {
    int dot = name.indexOf('.');
    roots.add(dot < 0 ? name : name.substring(0, dot));
    return name;
  }

  private String use(String inPackage, String simple) {
    String name = choose(inPackage, simple);
    int dot = name.indexOf('.');
    if (dot >= 0) {
      inFull.add(name.substring(0, dot));
    }
    return name;
  }

  private String choose(String inPackage, String simple) {
    String full = inPackage.isEmpty() ? simple : inPackage + "." + simple;
    if (taken.contains(simple)) {
      return full;
    }
    String neighbour = packageName.isEmpty() ? simple : packageName + "." + simple;
    boolean hidden = !full.equals(neighbour) && elements.getTypeElement(neighbour) != null;
    if (hidden && packageName.isEmpty()) {
      return full; // what an import hides in the unnamed package has no other name
    }
    String meaning = bySimpleName.putIfAbsent(simple, full);
    if (meaning != null) {
      return meaning.equals(full) ? simple : full;
    }
    if (!inPackage.equals(packageName) && (!inPackage.equals("java.lang") || hidden)) {
      imports.add(full);
    }
    return simple;
  }

  /** A type as Java writes it; of its annotations those about null. */
  String of(TypeMirror type) {
    return nullness.on(type, name(type));
  }

  /** A type whose annotations stand on what it holds only, for a local variable. */
  String bare(TypeMirror type) {
    return type instanceof ArrayType array && array.getComponentType().getKind() != TypeKind.ARRAY
        ? of(array.getComponentType()) + "[]"
        : name(type);
  }

  /** What a declaration says about null that its type does not, a space after each. */
  String nullness(Element declaration, TypeMirror type) {
    return nullness.on(declaration, type);
  }

  private String name(TypeMirror type) {
    if (type instanceof ArrayType) {
      StringBuilder dimensions = new StringBuilder();
      TypeMirror element = type;
      while (element instanceof ArrayType array) { // the outermost array is written first
        String marks = nullness.of(array);
        dimensions.append(marks.isEmpty() ? "[]" : " " + marks + "[]");
        element = array.getComponentType();
      }
      return of(element) + dimensions;
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
    boolean inner = isInner(element) && isParameterized(around);
    String name = inner ? of(around) + "." + element.getSimpleName() : of(element);
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    return arguments.isEmpty()
        ? name
        : name + arguments.stream().map(this::of).collect(Collectors.joining(", ", "<", ">"));
  }

  /**
   * Whether an instance of a class has one of the class around it. Not all compilers call static
   * what is so without a word, and some let a static class have an enclosing type.
   */
  private static boolean isInner(TypeElement type) {
    return type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC)
        && type.getEnclosingElement() instanceof TypeElement around
        && !around.getKind().isInterface();
  }

  /** Whether a type, or one around it that belongs to it, has type arguments. */
  private static boolean isParameterized(TypeMirror type) {
    return type instanceof DeclaredType declared
        && type.getKind() == TypeKind.DECLARED
        && (!declared.getTypeArguments().isEmpty()
            || (isInner((TypeElement) declared.asElement())
                && isParameterized(declared.getEnclosingType())));
  }

  /** The declaration of a type parameter, with its bounds. */
  String declaration(TypeParameterElement param) {
    List<String> bounds = new ArrayList<>();
    for (TypeMirror bound : param.getBounds()) {
      String said = of(bound);
      if (!bound.toString().equals("java.lang.Object") || said.startsWith("@")) {
        bounds.add(said);
      }
    }
    String name = param.getSimpleName().toString();
    return bounds.isEmpty() ? name : name + " extends " + String.join(" & ", bounds);
  }

  /** The type parameters one must know to name an instance of a class: its own and those around. */
  static List<TypeParameterElement> typeParametersOf(TypeElement type) {
    List<TypeParameterElement> params = new ArrayList<>();
    if (isInner(type) && type.getEnclosingElement() instanceof TypeElement outer) {
      params.addAll(typeParametersOf(outer));
    }
    params.addAll(type.getTypeParameters());
    return params;
  }

  /** Whether a type is of the class of this full name. */
  static boolean isOf(TypeMirror type, String name) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
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
