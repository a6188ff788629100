package io.hyperparameter.processor;

import io.hyperparameter.processor.BoundCall.Hyper;
import io.hyperparameter.processor.BoundCall.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Writes the generated class of all calls of one class: what one would write by hand. */
final class ClassWriter {
  private final TypeElement owner;
  private final PackageElement inPackage;
  private final List<BoundCall> calls;
  private final TypeNames names;
  private final Reads reads;
  private final boolean hasGenerated;

  /** Names of fields and nested classes that are given away. */
  private final Set<String> taken = new HashSet<>();

  /** Constant names by what they hold: one key has one hash, however many calls read it. */
  private final Map<String, String> constants = new HashMap<>();

  private final StringBuilder fields = new StringBuilder();
  private final StringBuilder defaultFields = new StringBuilder();

  ClassWriter(Elements elements, TypeElement owner, List<BoundCall> calls) {
    this.owner = owner;
    this.inPackage = elements.getPackageOf(owner);
    this.calls = calls;
    this.names = new TypeNames(elements, inPackage);
    this.reads = new Reads(names);
    this.hasGenerated =
        elements.getTypeElement(
                elements.getModuleOf(owner) == null
                    ? elements.getModuleElement("")
                    : elements.getModuleOf(owner),
                "javax.annotation.processing.Generated")
            != null;
  }

  /** The full name of the class. */
  String className() {
    String name = TypeNames.generated(owner);
    return inPackage.isUnnamed() ? name : inPackage.getQualifiedName() + "." + name;
  }

  /** The text of the file: the same for the same source, wherever and whenever it is compiled. */
  String write() {
    String name = TypeNames.generated(owner);
    reserve(name);
    for (BoundCall call : calls) {
      call.params().forEach(p -> reserve(p.name()));
      TypeNames.typeParametersOf(owner).forEach(p -> reserve(p.getSimpleName().toString()));
      call.executable().getTypeParameters().forEach(p -> reserve(p.getSimpleName().toString()));
    }
    List<String> argsNames = new ArrayList<>();
    for (BoundCall call : calls) {
      String args = unique(call.argsName());
      names.reserve(args);
      argsNames.add(args);
    }
    StringBuilder methods = new StringBuilder();
    StringBuilder classes = new StringBuilder();
    for (int i = 0; i < calls.size(); i++) {
      BoundCall call = calls.get(i);
      MethodWriter writer = new MethodWriter(this, names, reads, call, argsNames.get(i));
      methods.append(writer.fromScope());
      if (!call.hypers().isEmpty()) {
        methods.append(writer.withArguments());
        classes.append(new ArgsWriter(names, call, argsNames.get(i)).write());
      }
    }
    String generated = hasGenerated ? names.of("javax.annotation.processing.Generated") : null;
    StringBuilder out = new StringBuilder();
    if (!inPackage.isUnnamed()) {
      out.append("package ").append(inPackage.getQualifiedName()).append(";\n\n");
    }
    names.imports().forEach(type -> out.append("import ").append(type).append(";\n"));
    out.append(names.imports().isEmpty() ? "" : "\n");
    out.append("/** Binds the hyperparameters of {@code ");
    out.append(owner.getSimpleName()).append("} from the current scope. */\n");
    if (generated != null) {
      out.append("@").append(generated);
      out.append("(\"").append(AutoParamProcessor.class.getName()).append("\")\n");
    }
    out.append(Visibility.isPublic(owner) ? "public " : "");
    out.append("final class ").append(name).append(" {\n");
    out.append(fields).append(fields.length() == 0 ? "" : "\n");
    out.append(defaultFields).append(defaultFields.length() == 0 ? "" : "\n");
    out.append("  private ").append(name).append("() {}\n");
    return out.append(methods).append(classes).append("}\n").toString();
  }

  /** The constant that holds the hash of a key. */
  String hashConstant(Hyper hyper) {
    return constants.computeIfAbsent(
        hyper.key(),
        key -> {
          String name = unique(upper(key));
          String declare = names.of("io.hyperparameter.generated.ParamBinding") + ".declare";
          String hash = "0x" + String.format("%016x", hyper.hash()) + "L";
          fields.append(
              Layout.assign(
                  "  ",
                  "private static final long " + name,
                  Layout.Call.of(declare, Literals.of(key), hash)));
          return name;
        });
  }

  /** The constant that holds a default, or null if it has none. */
  @Nullable String defaultConstant(Parameter param) {
    Hyper hyper = Objects.requireNonNull(param.hyper());
    String value = reads.constant(hyper);
    if (value == null) {
      return null;
    }
    String type = names.of(param.element().asType());
    return constants.computeIfAbsent(
        "\0" + hyper.key() + "\0" + type + "\0" + value,
        unused -> {
          String name = unique(upper(hyper.key()) + "_DEFAULT");
          defaultFields.append("  private static final ").append(type).append(' ');
          defaultFields.append(name).append(" = ").append(value).append(";\n");
          return name;
        });
  }

  private void reserve(String name) {
    taken.add(name);
    names.reserve(name);
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  /** {@code train.batchSize} as {@code TRAIN_BATCH_SIZE}. */
  private static String upper(String key) {
    String words = key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9]+", "_");
    String name = words.toUpperCase(Locale.ROOT);
    return name.isEmpty() || Character.isDigit(name.charAt(0)) || name.equals("_")
        ? "KEY_" + name
        : name;
  }
}
