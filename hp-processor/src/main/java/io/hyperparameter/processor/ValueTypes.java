package io.hyperparameter.processor;

import io.hyperparameter.processor.ValueType.Form;
import io.hyperparameter.processor.ValueType.Scalar;
import io.hyperparameter.processor.ValueType.TextFactory;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Finds how a type is read from a scope. */
final class ValueTypes {
  /** In the order in which they are looked for. */
  private static final List<String> FACTORIES =
      List.of("valueOf", "parse", "of", "fromString", "create");

  /** What the library knows never to change. */
  private static final Set<String> IMMUTABLE =
      Set.of("java.net.URI", "java.nio.file.Path", "java.util.UUID");

  private static final Set<String> IMMUTABLE_PACKAGES = Set.of("java.time", "java.math");

  private final Elements elements;
  private final Types types;

  ValueTypes(ProcessingEnvironment env) {
    elements = env.getElementUtils();
    types = env.getTypeUtils();
  }

  /** How {@code type} is read by code in {@code from}, or null if it cannot be. */
  @Nullable ValueType of(TypeMirror type, PackageElement from) {
    if (type.getKind() != TypeKind.DECLARED) {
      return one(Form.ONE, type, type, from);
    }
    DeclaredType declared = (DeclaredType) type;
    String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
    List<? extends TypeMirror> arguments = declared.getTypeArguments();
    return switch (name) {
      case "java.util.List" ->
          arguments.size() == 1 ? one(Form.LIST, type, arguments.get(0), from) : null;
      case "java.util.Optional" ->
          arguments.size() == 1 ? one(Form.OPTIONAL, type, arguments.get(0), from) : null;
      default -> one(Form.ONE, type, type, from);
    };
  }

  private @Nullable ValueType one(
      Form form, TypeMirror declared, TypeMirror type, PackageElement from) {
    if (type.getKind().isPrimitive()) {
      TypeElement box = types.boxedClass((PrimitiveType) type);
      Scalar scalar = boxed(box);
      return scalar == null ? null : new ValueType(form, scalar, declared, box, null);
    }
    if (!(type instanceof DeclaredType named) || type.getKind() != TypeKind.DECLARED) {
      return null;
    }
    TypeElement element = (TypeElement) named.asElement();
    Scalar scalar = boxed(element);
    if (scalar != null) {
      boolean fits = scalar != Scalar.OBJECT || form == Form.ONE;
      return fits ? new ValueType(form, scalar, declared, element, null) : null;
    }
    if (element.getKind() == ElementKind.ENUM) {
      return new ValueType(form, Scalar.ENUM, declared, element, null);
    }
    TextFactory factory = element.getTypeParameters().isEmpty() ? factory(element, from) : null;
    return factory == null ? null : new ValueType(form, Scalar.PARSED, declared, element, factory);
  }

  private static @Nullable Scalar boxed(TypeElement element) {
    for (Scalar scalar : Scalar.values()) {
      if (scalar.type != null && element.getQualifiedName().contentEquals(scalar.type.getName())) {
        return scalar;
      }
    }
    return null;
  }

  private @Nullable TextFactory factory(TypeElement type, PackageElement from) {
    for (String name : FACTORIES) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        if (method.getSimpleName().contentEquals(name)
            && method.getModifiers().contains(Modifier.STATIC)
            && method.getTypeParameters().isEmpty()
            && types.isSubtype(method.getReturnType(), type.asType())
            && takesText(method, from)) {
          return new TextFactory(name, isImmutable(type));
        }
      }
    }
    if (type.getKind().isClass() && !type.getModifiers().contains(Modifier.ABSTRACT)) {
      for (ExecutableElement made : ElementFilter.constructorsIn(type.getEnclosedElements())) {
        if (takesText(made, from)) {
          return new TextFactory(null, isImmutable(type));
        }
      }
    }
    return null;
  }

  private boolean takesText(ExecutableElement factory, PackageElement from) {
    Set<Modifier> modifiers = factory.getModifiers();
    boolean visible =
        modifiers.contains(Modifier.PUBLIC)
            || (!modifiers.contains(Modifier.PRIVATE)
                && elements.getPackageOf(factory).equals(from));
    List<? extends VariableElement> params = factory.getParameters();
    boolean arity = params.size() == 1 || (params.size() == 2 && factory.isVarArgs());
    if (!visible || !arity || (params.size() == 1 && factory.isVarArgs())) {
      return false;
    }
    if (elements.isDeprecated(factory)) {
      return false; // whoever fails on warnings could not compile the call
    }
    String first = TypeNames.erased(types, params.get(0).asType());
    return (first.equals("java.lang.String") || first.equals("java.lang.CharSequence"))
        && factory.getThrownTypes().stream().allMatch(this::isUnchecked);
  }

  private boolean isUnchecked(TypeMirror thrown) {
    return isA(thrown, "java.lang.RuntimeException") || isA(thrown, "java.lang.Error");
  }

  private boolean isA(TypeMirror type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null && types.isSubtype(type, element.asType());
  }

  private boolean isImmutable(TypeElement type) {
    return IMMUTABLE.contains(type.getQualifiedName().toString())
        || IMMUTABLE_PACKAGES.contains(elements.getPackageOf(type).getQualifiedName().toString());
  }

  /** The names of the constants of an enum, in order. */
  static List<String> constants(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
        .map((Element constant) -> constant.getSimpleName().toString())
        .toList();
  }
}
