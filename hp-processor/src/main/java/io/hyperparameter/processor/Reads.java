package io.hyperparameter.processor;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.processor.BoundCall.Hyper;
import io.hyperparameter.processor.Layout.Call;
import io.hyperparameter.processor.ValueType.Form;
import io.hyperparameter.processor.ValueType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java expressions of one hyperparameter: its default, how it is read, how it is checked. */
final class Reads {
  private static final String BINDING = "io.hyperparameter.generated.ParamBinding";

  private final TypeNames names;

  Reads(TypeNames names) {
    this.names = names;
  }

  /**
   * The default as a constant's initializer; null if it needs no constant, or must not have one.
   */
  @Nullable String constant(Hyper hyper) {
    ValueType type = hyper.type();
    String text = hyper.text();
    boolean simple = type.form() == Form.ONE && type.scalar() != Scalar.PARSED;
    boolean empty = Defaults.parts(type, text).isEmpty();
    return simple || empty || text == null || !type.isShareable() ? null : initializer(hyper);
  }

  private String initializer(Hyper hyper) {
    List<String> values =
        Defaults.parts(hyper.type(), hyper.text()).stream().map(t -> value(hyper, t)).toList();
    return switch (hyper.type().form()) {
      case ONE -> values.get(0);
      case OPTIONAL -> names.inExpression("java.util.Optional") + ".of(" + values.get(0) + ")";
      case LIST -> names.inExpression("java.util.List") + ".of(" + String.join(", ", values) + ")";
    };
  }

  /** One value of a default as a Java expression. */
  private String value(Hyper hyper, String text) {
    Object value;
    try {
      value = Defaults.value(hyper.key(), hyper.type(), text);
    } catch (Defaults.Wrong e) {
      throw new IllegalStateException(e); // the reader let it pass
    }
    return switch (hyper.type().scalar()) {
      case ENUM -> names.inExpression(hyper.type().element()) + "." + value;
      case PARSED -> made(hyper.type(), text);
      case STRING -> Literals.of(text);
      case DOUBLE -> Literals.of((Double) value, text, names.box("Double", (Double) value));
      case FLOAT -> Literals.of((Float) value, names.box("Float", (Float) value));
      case LONG -> value + "L";
      case BYTE, SHORT -> "(" + hyper.type().scalar().typeName + ") " + value;
      default -> value.toString();
    };
  }

  private String made(ValueType type, String text) {
    String factory = Objects.requireNonNull(type.factory()).method();
    String name =
        factory == null ? "new " + names.of(type.element()) : names.inExpression(type.element());
    return (factory == null ? name : name + "." + factory) + "(" + Literals.of(text) + ")";
  }

  /**
   * The expression that reads a hyperparameter.
   *
   * @param hash the constant that holds the hash
   * @param constant the constant that holds the default, or null
   */
  Call read(Hyper hyper, String hash, @Nullable String constant) {
    ValueType type = hyper.type();
    if (type.form() == Form.ONE) {
      return constant == null ? readOne(hyper, hash) : parse(hyper, hash, constant);
    }
    String method = type.form() == Form.LIST ? "list" : "optional";
    String def = constant != null ? constant : inlineDefault(hyper);
    return call(method, hash, literalOf(type), parser(type), def);
  }

  private Call readOne(Hyper hyper, String hash) {
    ValueType type = hyper.type();
    String text = hyper.text();
    if (type.scalar() == Scalar.PARSED) {
      return text == null
          ? parse(hyper, hash, "null")
          : call(
              "parseOrText",
              Literals.of(hyper.key()),
              hash,
              literalOf(type),
              parser(type),
              Literals.of(text));
    }
    String def = text == null ? "null" : value(hyper, text);
    String getter = type.scalar().getter;
    if (getter != null
        && (type.isPrimitive() || (type.scalar() == Scalar.STRING && text != null))) {
      return call(getter, hash, def);
    }
    return call("get", hash, literalOf(type), def);
  }

  private Call parse(Hyper hyper, String hash, String def) {
    ValueType type = hyper.type();
    return call("parse", hash, literalOf(type), parser(type), def);
  }

  private Call call(String method, String... arguments) {
    return Call.of(names.inExpression(BINDING) + "." + method, arguments);
  }

  private String inlineDefault(Hyper hyper) {
    ValueType type = hyper.type();
    String text = hyper.text();
    if (!Defaults.parts(type, text).isEmpty()) {
      return type.form() == Form.OPTIONAL
          ? initializer(hyper)
          : call(
                  "listOf",
                  Literals.of(hyper.key()),
                  Literals.of(Objects.requireNonNull(text)),
                  literalOf(type),
                  parser(type))
              .toString();
    }
    if (type.form() == Form.OPTIONAL) {
      return names.inExpression("java.util.Optional") + ".empty()";
    }
    return text == null ? "null" : names.inExpression("java.util.List") + ".of()";
  }

  private String literalOf(ValueType type) {
    return names.of(type.element()) + ".class";
  }

  private String parser(ValueType type) {
    if (type.factory() == null) {
      return "null";
    }
    String method = type.factory().method();
    return names.inExpression(type.element()) + "::" + (method == null ? "new" : method);
  }

  /**
   * The condition under which a value is outside the bounds of a hyperparameter that has some.
   *
   * @param name the expression of the value
   */
  String outside(Hyper hyper, String name) {
    List<String> inside = new ArrayList<>();
    ParamBounds bounds = hyper.bounds();
    Scalar scalar = hyper.type().scalar();
    if (bounds.min() != null) {
      inside.add(name + (bounds.minExclusive() ? " > " : " >= ") + number(scalar, bounds.min()));
    }
    if (bounds.max() != null) {
      inside.add(name + (bounds.maxExclusive() ? " < " : " <= ") + number(scalar, bounds.max()));
    }
    if (!bounds.oneOf().isEmpty()) {
      String any =
          bounds.oneOf().stream()
              .map(v -> equal(hyper, name, v))
              .collect(Collectors.joining(" || "));
      inside.add(inside.isEmpty() ? any : "(" + any + ")");
    }
    return "!(" + String.join(" && ", inside) + ")";
  }

  private static String number(Scalar scalar, String bound) {
    return switch (scalar) {
      case LONG -> bound + "L";
      case FLOAT -> Float.parseFloat(bound) + "f";
      case DOUBLE -> Double.toString(Double.parseDouble(bound));
      default -> bound;
    };
  }

  private String equal(Hyper hyper, String name, String value) {
    return switch (hyper.type().scalar()) {
      case STRING -> name + ".equals(" + Literals.of(value) + ")";
      case LONG -> name + " == " + value + "L";
      case ENUM -> name + " == " + names.inExpression(hyper.type().element()) + "." + value;
      default -> name + " == " + value;
    };
  }
}
