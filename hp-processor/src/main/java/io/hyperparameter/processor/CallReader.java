package io.hyperparameter.processor;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.processor.BoundCall.Hyper;
import io.hyperparameter.processor.BoundCall.Parameter;
import io.hyperparameter.processor.Problems.ErrorId;
import io.hyperparameter.processor.ValueType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Turns {@code @AutoParam} elements into {@link BoundCall}s, or says why that cannot be. */
final class CallReader {
  private final Elements elements;
  private final Types types;
  private final Problems problems;
  private final Visibility visibility;
  private final ValueTypes valueTypes;
  private final BoundsReader bounds;
  private final Docs docs;

  CallReader(ProcessingEnvironment env, Problems problems) {
    this.elements = env.getElementUtils();
    this.types = env.getTypeUtils();
    this.problems = problems;
    this.visibility = new Visibility(elements, problems);
    this.valueTypes = new ValueTypes(env);
    this.bounds = new BoundsReader(problems);
    this.docs = new Docs(elements);
  }

  /** The calls of a class in the order of its source, those that are in order. */
  List<BoundCall> read(TypeElement owner) {
    List<BoundCall> calls = new ArrayList<>();
    if (Annotations.has(owner, Annotations.AUTO_PARAM)) {
      add(calls, owner, owner, canonicalConstructor(owner));
    }
    for (Element member : owner.getEnclosedElements()) {
      if (member instanceof ExecutableElement executable
          && Annotations.has(member, Annotations.AUTO_PARAM)
          && !Kotlin.isShorterOverload(executable)) {
        add(calls, owner, executable, executable);
      }
    }
    return calls;
  }

  private void add(
      List<BoundCall> calls,
      TypeElement owner,
      Element annotated,
      @Nullable ExecutableElement executable) {
    int before = problems.errors();
    BoundCall call = call(owner, annotated, executable);
    if (call != null && problems.errors() == before) {
      calls.add(call);
    }
  }

  private @Nullable BoundCall call(
      TypeElement owner, Element annotated, @Nullable ExecutableElement executable) {
    if (executable == null) {
      problems.error(
          annotated,
          ErrorId.NOT_A_RECORD,
          "@AutoParam on the "
              + kind(owner)
              + " "
              + owner.getSimpleName()
              + ": only a record can be bound as a whole; put it on a constructor or a method"
              + constructorHint(owner));
      return null;
    }
    if (Kotlin.suspends(executable)) {
      problems.error(
          annotated,
          ErrorId.SUSPENDS,
          Visibility.name(owner, executable)
              + " is a suspend function, which goes on after its first suspension on any thread,"
              + " outside the scope of the call; put @AutoParam on a function that does not suspend"
              + " and gives it the values");
      return null;
    }
    if (!visibility.isCallable(owner, executable, annotated)) {
      return null;
    }
    checkTypeParameters(owner, executable);
    String namespace = Annotations.text(autoParam(annotated), "value");
    if (namespace == null || namespace.isEmpty()) {
      boolean isMethod = executable.getKind() == ElementKind.METHOD;
      namespace = (isMethod ? executable : owner).getSimpleName().toString();
    }
    String wrong = Namespaces.wrong(namespace);
    if (wrong != null) {
      problems.error(annotated, autoParam(annotated), ErrorId.BAD_KEY, wrong);
      return null;
    }
    List<Parameter> params = new ArrayList<>();
    List<Hyper> fields = new ArrayList<>();
    boolean any = false;
    for (VariableElement param : executable.getParameters()) {
      RecordComponentElement component = component(owner, executable, param);
      AnnotationMirror given = Annotations.find(param, Annotations.DEFAULT);
      AnnotationMirror def =
          given != null ? given : Annotations.find(component, Annotations.DEFAULT);
      any |= def != null;
      Hyper hyper =
          def == null ? null : hyper(namespace, annotated, executable, param, component, def);
      if (def == null) {
        checkNoBounds(param, component);
        Hyper field = field(namespace, annotated, param, component);
        if (field != null) {
          fields.add(field);
        }
      }
      params.add(new Parameter(param, hyper));
    }
    if (!any) {
      problems.warning(
          annotated,
          ErrorId.NO_DEFAULTS,
          "no parameter has a @Default, so none is a hyperparameter; add one, or remove"
              + " @AutoParam");
    }
    return new BoundCall(owner, annotated, executable, params, fields);
  }

  /**
   * A component that must be given, to who binds the record; null if it is none, or is no value but
   * a record of its own or the like.
   */
  private @Nullable Hyper field(
      String namespace,
      Element annotated,
      VariableElement param,
      @Nullable RecordComponentElement component) {
    ValueType type = valueTypes.of(param.asType(), elements.getPackageOf(annotated));
    if (component == null || !(annotated instanceof TypeElement) || type == null) {
      return null;
    }
    String name = param.getSimpleName().toString();
    String key = namespace + "." + name;
    String description = docs.ofParameter(name, annotated, param, component);
    return new Hyper(
        key, hash(key, annotated), type, null, ParamBounds.NONE, description, component);
  }

  /** For those whose constructor is not where one looks for it. */
  private static String constructorHint(TypeElement owner) {
    if (Kotlin.made(owner)) {
      return ", as in class " + owner.getSimpleName() + " @AutoParam constructor(...)";
    }
    return Lombok.marks(owner)
        ? ", which you write yourself: those that Lombok makes are not seen by other processors"
        : "";
  }

  private static AnnotationMirror autoParam(Element annotated) {
    return Objects.requireNonNull(Annotations.find(annotated, Annotations.AUTO_PARAM));
  }

  private @Nullable Hyper hyper(
      String namespace,
      Element annotated,
      ExecutableElement executable,
      VariableElement param,
      @Nullable RecordComponentElement component,
      AnnotationMirror def) {
    int before = problems.errors();
    String name = param.getSimpleName().toString();
    String key = namespace + "." + name;
    Element where = executable.equals(annotated) || component == null ? param : component;
    if (isLast(executable, param) && executable.isVarArgs()) {
      problems.error(
          where,
          ErrorId.VARIABLE_ARGUMENTS,
          key + ": variable arguments are never hyperparameters; take a List instead");
      return null;
    }
    PackageElement from = elements.getPackageOf(executable);
    ValueType type = valueTypes.of(param.asType(), from);
    if (type == null) {
      problems.error(where, ErrorId.UNSUPPORTED_TYPE, key + ": " + unsupported(param));
      return null;
    }
    if (executable.getParameters().stream()
        .anyMatch(p -> p.getSimpleName().contentEquals(name + "Given"))) {
      problems.error(
          where,
          ErrorId.BAD_NAME,
          key + ": generated code needs the name " + name + "Given; rename it");
      return null;
    }
    boolean isWait = name.equals("wait") && type.scalar() == Scalar.LONG && type.isPrimitive();
    if (isWait || (name.equals("equals") && type.scalar() == Scalar.OBJECT)) {
      problems.error(
          where,
          ErrorId.BAD_NAME,
          key + ": every Java object has a method " + name + "; rename it");
      return null;
    }
    String text = Annotations.text(def, "value");
    checkDefault(key, type, text, where, def);
    long hash = hash(key, annotated);
    if (problems.errors() != before) {
      return null;
    }
    ParamBounds allowed = bounds.read(key, type, text, param, component);
    String description = docs.ofParameter(name, annotated, param, component);
    return new Hyper(key, hash, type, text, allowed, description, where);
  }

  private static String unsupported(VariableElement param) {
    return "no "
        + param.asType()
        + " can be made of text; give its class a public static valueOf(String),"
        + " parse(String) or of(String), take a number, boolean, String, enum, or a List or"
        + " Optional of those, or remove @Default";
  }

  private void checkDefault(
      String key, ValueType type, @Nullable String text, Element where, AnnotationMirror def) {
    if (text == null) {
      if (type.isPrimitive()) {
        problems.error(
            where,
            def,
            ErrorId.NULL_PRIMITIVE,
            key
                + ": @Default without a text means null, which no "
                + type.declared()
                + " is; write the default, or take "
                + (type.declared().toString().equals("int") ? "an " : "a ")
                + type.element().getSimpleName());
      }
      return;
    }
    try {
      Defaults.check(key, type, text);
    } catch (Defaults.Wrong e) {
      problems.error(where, def, ErrorId.BAD_DEFAULT, e.getMessage());
    }
  }

  private long hash(String key, Element annotated) {
    try {
      return ParamEntry.hashOf(key);
    } catch (IllegalArgumentException e) {
      problems.error(annotated, autoParam(annotated), ErrorId.BAD_KEY, e.getMessage());
      return 0;
    }
  }

  private void checkNoBounds(VariableElement param, @Nullable Element component) {
    for (String name : List.of(Annotations.MIN, Annotations.MAX, Annotations.ONE_OF)) {
      if (Annotations.has(param, name) || Annotations.find(component, name) != null) {
        problems.error(
            param,
            ErrorId.BAD_BOUNDS,
            param.getSimpleName() + " has bounds but no @Default; add one, or remove the bounds");
      }
    }
  }

  /** A method's own T and its class's T are two types; the generated method can name only one. */
  private void checkTypeParameters(TypeElement owner, ExecutableElement executable) {
    if (Lombok.isStatic(executable)) {
      return;
    }
    List<String> outer =
        TypeNames.typeParametersOf(owner).stream().map(p -> p.getSimpleName().toString()).toList();
    for (TypeParameterElement own : executable.getTypeParameters()) {
      if (outer.contains(own.getSimpleName().toString())) {
        problems.error(
            executable,
            ErrorId.HIDDEN_TYPE_PARAMETER,
            "the type parameter "
                + own.getSimpleName()
                + " hides the one of the class; rename one of them");
      }
    }
  }

  private static boolean isLast(ExecutableElement executable, VariableElement param) {
    List<? extends VariableElement> params = executable.getParameters();
    return params.get(params.size() - 1).equals(param);
  }

  /** The component a parameter of a canonical constructor sets, or null. */
  private @Nullable RecordComponentElement component(
      TypeElement owner, ExecutableElement executable, VariableElement param) {
    if (executable.getKind() != ElementKind.CONSTRUCTOR
        || !executable.equals(canonicalConstructor(owner))) {
      return null;
    }
    return owner.getRecordComponents().get(executable.getParameters().indexOf(param));
  }

  private @Nullable ExecutableElement canonicalConstructor(TypeElement owner) {
    if (owner.getKind() != ElementKind.RECORD) {
      return null;
    }
    List<? extends RecordComponentElement> components = owner.getRecordComponents();
    for (ExecutableElement made : ElementFilter.constructorsIn(owner.getEnclosedElements())) {
      List<? extends VariableElement> params = made.getParameters();
      boolean same = params.size() == components.size();
      for (int i = 0; same && i < params.size(); i++) {
        same = types.isSameType(params.get(i).asType(), components.get(i).asType());
      }
      if (same) {
        return made;
      }
    }
    return null;
  }

  static String kind(TypeElement type) {
    return switch (type.getKind()) {
      case INTERFACE -> "interface";
      case ENUM -> "enum";
      case ANNOTATION_TYPE -> "annotation";
      case RECORD -> "record";
      default -> "class";
    };
  }
}
