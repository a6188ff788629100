package io.hyperparameter.processor;

import io.hyperparameter.processor.BoundCall.Hyper;
import io.hyperparameter.processor.BoundCall.Parameter;
import io.hyperparameter.processor.ValueType.Form;
import java.util.Objects;

/** Writes the class that holds the explicit arguments of one call. */
final class ArgsWriter {
  private final TypeNames names;
  private final BoundCall call;
  private final String name;

  ArgsWriter(TypeNames names, BoundCall call, String name) {
    this.names = names;
    this.call = call;
    this.name = name;
  }

  String write() {
    StringBuilder out = new StringBuilder("\n  /** Explicit arguments of {@code ");
    out.append(call.methodName()).append("}: they win over the scope. */\n");
    out.append(Warnings.ofArguments(call, names));
    out.append("  public static final class ").append(name).append(" {\n");
    for (Parameter param : call.hypers()) {
      out.append("    private ").append(names.of(param.element().asType())).append(' ');
      out.append(param.name()).append(";\n");
      out.append("    private boolean ").append(param.name()).append("Given;\n");
    }
    out.append("\n    private ").append(name).append("() {}\n");
    for (Parameter param : call.hypers()) {
      out.append(setter(param));
    }
    return out.append("  }\n").toString();
  }

  private String setter(Parameter param) {
    String field = param.name();
    return "\n    /** "
        + doc(Objects.requireNonNull(param.hyper()))
        + " */\n    public "
        + name
        + " "
        + field
        + "("
        + names.nullness(param.element(), param.element().asType())
        + names.of(param.element().asType())
        + " "
        + field
        + ") {\n      this."
        + field
        + " = "
        + field
        + ";\n      this."
        + field
        + "Given = true;\n      return this;\n    }\n";
  }

  private String doc(Hyper hyper) {
    StringBuilder out = new StringBuilder(Docs.comment(hyper.key()));
    out.append(hyper.text() == null ? "" : ", by default " + Docs.comment(hyper.text()));
    if (!hyper.bounds().isEmpty()) {
      out.append(hyper.type().form() == Form.LIST ? ", each " : ", ");
      out.append(Docs.comment(hyper.bounds().toString()));
    }
    out.append(hyper.description().isEmpty() ? "" : ": " + Docs.comment(hyper.description()));
    char last = out.charAt(out.length() - 1);
    return out.append(last == '.' ? "" : ".").toString();
  }
}
