package io.hyperparameter.processor;

import io.hyperparameter.processor.BoundCall.Hyper;
import io.hyperparameter.processor.BoundCall.Parameter;
import io.hyperparameter.processor.Layout.Call;
import io.hyperparameter.processor.ValueType.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeKind;

/** Writes the two generated methods of one call. */
final class MethodWriter {
  private final ClassWriter file;
  private final TypeNames names;
  private final Reads reads;
  private final BoundCall call;
  private final ExecutableElement executable;
  private final TypeElement owner;
  private final String argsClass;

  // Local variables, named so that no parameter has their name.
  private final String body;
  private final String args;
  private final String explicit;
  private final String self;
  private final String index;
  private final String element;

  MethodWriter(ClassWriter file, TypeNames names, Reads reads, BoundCall call, String argsClass) {
    this.file = file;
    this.names = names;
    this.reads = reads;
    this.call = call;
    this.executable = call.executable();
    this.owner = call.owner();
    this.argsClass = argsClass;
    this.body = local("body");
    this.args = local("args");
    this.explicit = local("explicit");
    this.self = local("self");
    this.index = local("i");
    this.element = local("element");
  }

  private String local(String wanted) {
    String name = wanted;
    while (hasParameter(name)) {
      name += "_";
    }
    return name;
  }

  private boolean hasParameter(String name) {
    return call.params().stream().anyMatch(p -> p.name().equals(name));
  }

  /** The method that takes every hyperparameter from the scope. */
  String fromScope() {
    String what = "{@code " + target() + "} with every hyperparameter from the current scope.";
    return method(what, false);
  }

  /** The method whose caller gives some of them. */
  String withArguments() {
    String what = "{@code " + target() + "} with explicit arguments, the rest from the scope.";
    return method(what, true);
  }

  private String target() {
    String name = owner.getSimpleName().toString();
    return call.isConstructor() ? "new " + name : name + "." + executable.getSimpleName();
  }

  private String method(String what, boolean withArguments) {
    StringBuilder out = new StringBuilder("\n");
    out.append("  /** ").append(what).append(" */\n");
    out.append(Warnings.ofMethod(call));
    out.append(Layout.list("  ", head(), signature(withArguments), ")" + thrown() + " {"));
    if (withArguments) {
      out.append("    ").append(argsClass).append(' ').append(args);
      out.append(" = new ").append(argsClass).append("();\n");
      out.append("    ").append(explicit).append(".accept(").append(args).append(");\n");
    }
    for (Parameter param : call.hypers()) {
      out.append(read(param, withArguments));
    }
    for (Parameter param : call.hypers()) {
      out.append(check(param, withArguments));
    }
    String type = names.of("io.hyperparameter.ParamScope");
    out.append("    ").append(type).append(' ').append(body);
    out.append(" = ").append(type).append(".of().enter();\n");
    out.append("    try (").append(body).append(") {\n");
    boolean isVoid = !call.isConstructor() && executable.getReturnType().getKind() == TypeKind.VOID;
    List<String> given = call.params().stream().map(Parameter::name).toList();
    out.append(Layout.list("      ", (isVoid ? "" : "return ") + callee() + "(", given, ");"));
    return out.append("    }\n  }\n").toString();
  }

  private String head() {
    boolean isPublic =
        executable.getModifiers().contains(Modifier.PUBLIC) && Visibility.isPublic(owner);
    StringBuilder out = new StringBuilder(isPublic ? "public static " : "static ");
    List<TypeParameterElement> params = new ArrayList<>();
    if (call.isConstructor() || call.isOnInstance()) {
      params.addAll(TypeNames.typeParametersOf(owner));
    }
    params.addAll(executable.getTypeParameters());
    if (!params.isEmpty()) {
      out.append(
          params.stream().map(names::declaration).collect(Collectors.joining(", ", "<", "> ")));
    }
    out.append(names.of(call.isConstructor() ? owner.asType() : executable.getReturnType()));
    return out.append(' ').append(call.methodName()).append('(').toString();
  }

  private List<String> signature(boolean withArguments) {
    List<String> params = new ArrayList<>();
    if (call.isOnInstance()) {
      params.add(names.of(owner.asType()) + " " + self);
    }
    List<Parameter> required = call.required();
    for (int i = 0; i < required.size(); i++) {
      Parameter param = required.get(i);
      String type = names.of(param.element().asType());
      boolean varargs = executable.isVarArgs() && i == required.size() - 1;
      if (varargs) {
        type = type.substring(0, type.length() - 2) + "...";
        addExplicit(params, withArguments);
      }
      params.add(type + " " + param.name());
    }
    if (!executable.isVarArgs()) {
      addExplicit(params, withArguments);
    }
    return params;
  }

  private void addExplicit(List<String> params, boolean withArguments) {
    if (withArguments) {
      String consumer = names.of("java.util.function.Consumer");
      params.add(consumer + "<? super " + argsClass + "> " + explicit);
    }
  }

  private String thrown() {
    return executable.getThrownTypes().isEmpty()
        ? ""
        : executable.getThrownTypes().stream()
            .map(names::of)
            .collect(Collectors.joining(", ", " throws ", ""));
  }

  private String read(Parameter param, boolean withArguments) {
    Hyper hyper = Objects.requireNonNull(param.hyper());
    Call value = reads.read(hyper, file.hashConstant(hyper), file.defaultConstant(param));
    String left = names.of(param.element().asType()) + " " + param.name();
    String field = args + "." + param.name();
    return withArguments
        ? Layout.choose("    ", left, field + "Given", field, value)
        : Layout.assign("    ", left, value);
  }

  private String check(Parameter param, boolean withArguments) {
    Hyper hyper = Objects.requireNonNull(param.hyper());
    if (hyper.bounds().isEmpty()) {
      return "";
    }
    String name = param.name();
    return switch (hyper.type().form()) {
      case ONE -> {
        String given = hyper.type().isPrimitive() ? "" : name + " != null && ";
        yield checkOne("    ", param, given, name, withArguments);
      }
      case OPTIONAL -> {
        String given = name + " != null && " + name + ".isPresent() && ";
        yield checkOne("    ", param, given, name + ".get()", withArguments);
      }
      case LIST -> checkEach(param, withArguments);
    };
  }

  /** Null is within all bounds: an explicit argument may be null. */
  private String checkEach(Parameter param, boolean withArguments) {
    Hyper hyper = Objects.requireNonNull(param.hyper());
    String name = param.name();
    String given = element + " != null && ";
    return "    for (int %2$s = 0; %1$s != null && %2$s < %1$s.size(); %2$s++) {\n"
            .formatted(name, index)
        + "      %s %s = %s.get(%s);\n"
            .formatted(names.of(hyper.type().element()), element, name, index)
        + checkOne("      ", param, given, element, withArguments)
        + "    }\n";
  }

  private String checkOne(
      String indent, Parameter param, String given, String value, boolean withArguments) {
    Hyper hyper = Objects.requireNonNull(param.hyper());
    List<String> arguments = new ArrayList<>();
    arguments.add(Literals.of(hyper.key()));
    arguments.add(file.hashConstant(hyper));
    if (hyper.type().form() == Form.LIST) {
      arguments.add(index);
    }
    arguments.add(value);
    arguments.add(Literals.of(hyper.bounds().toString()));
    arguments.add(withArguments ? args + "." + param.name() + "Given" : "false");
    String error =
        "throw " + names.of("io.hyperparameter.generated.ParamBinding") + ".outOfBounds(";
    return indent
        + "if ("
        + given
        + reads.outside(hyper, value)
        + ") {\n"
        + Layout.list(indent + "  ", error, arguments, ");")
        + indent
        + "}\n";
  }

  private String callee() {
    if (call.isConstructor()) {
      return "new " + names.of(owner.asType());
    }
    String on = call.isOnInstance() ? self : names.of(owner);
    List<? extends TypeParameterElement> params = executable.getTypeParameters();
    String witness =
        params.isEmpty()
            ? ""
            : params.stream()
                .map(p -> p.getSimpleName().toString())
                .collect(Collectors.joining(", ", "<", ">"));
    return on + "." + witness + executable.getSimpleName();
  }
}
