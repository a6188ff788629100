package io.hyperparameter.processor;

import io.hyperparameter.index.ParamBounds;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * An {@code @AutoParam} element that is in order.
 *
 * @param owner the class it belongs to
 * @param annotated the element that has the annotation: the executable, or a record
 * @param executable the method or constructor to call
 * @param params its parameters, in order
 * @param fields what a record has no default for, but a scope or a file may be asked for
 */
record BoundCall(
    TypeElement owner,
    Element annotated,
    ExecutableElement executable,
    List<Parameter> params,
    List<Hyper> fields) {

  /**
   * A parameter.
   *
   * @param element the parameter
   * @param hyper what it is bound to; null for an ordinary argument
   */
  record Parameter(VariableElement element, @Nullable Hyper hyper) {
    String name() {
      return element.getSimpleName().toString();
    }
  }

  /**
   * A hyperparameter.
   *
   * @param key its key
   * @param hash the hash of the key
   * @param type how it is read
   * @param text the text of its default; null if the default is null
   * @param bounds what is allowed
   * @param description what it means; may be empty
   * @param declaration the parameter or record component a user would look for
   */
  record Hyper(
      String key,
      long hash,
      ValueType type,
      @Nullable String text,
      ParamBounds bounds,
      String description,
      Element declaration) {}

  boolean isConstructor() {
    return executable.getSimpleName().contentEquals("<init>");
  }

  /** Whether a call needs an instance first. */
  boolean isOnInstance() {
    return !isConstructor() && !Lombok.isStatic(executable);
  }

  /** The name of the generated method. */
  String methodName() {
    return isConstructor() ? "create" : executable.getSimpleName().toString();
  }

  /** The name of the class of explicit arguments, before it is made unique. */
  String argsName() {
    String name = methodName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Args";
  }

  /** The parameters that stay ordinary arguments. */
  List<Parameter> required() {
    return params.stream().filter(p -> p.hyper() == null).toList();
  }

  /** The parameters that are hyperparameters. */
  List<Parameter> hypers() {
    return params.stream().filter(p -> p.hyper() != null).toList();
  }
}
