package io.hyperparameter.processor;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** What is known of the Java stubs that kapt shows of Kotlin code. */
final class Kotlin {
  private static final String METADATA = "kotlin.Metadata";
  private static final String OVERLOADS = "kotlin.jvm.JvmOverloads";
  private static final String CONTINUATION = "kotlin.coroutines.Continuation";

  private Kotlin() {}

  /** Whether a class was written in Kotlin. */
  static boolean made(TypeElement type) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (Annotations.has(e, METADATA)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function may be suspended, after which its body goes on outside any scope. */
  static boolean suspends(ExecutableElement executable) {
    List<? extends VariableElement> params = executable.getParameters();
    return !params.isEmpty()
        && TypeNames.isOf(params.get(params.size() - 1).asType(), CONTINUATION);
  }

  /**
   * Whether Kotlin made this overload for callers who leave out arguments: {@code @JvmOverloads}
   * repeats the annotations on each. The generated method stands for all of them.
   */
  static boolean isShorterOverload(ExecutableElement executable) {
    Element owner = executable.getEnclosingElement();
    if (!Annotations.has(executable, OVERLOADS)
        || owner == null
        || !(owner instanceof TypeElement type && made(type))) {
      return false;
    }
    return owner.getEnclosedElements().stream()
        .anyMatch(
            other ->
                other instanceof ExecutableElement longer
                    && longer.getSimpleName().equals(executable.getSimpleName())
                    && Annotations.has(longer, OVERLOADS)
                    && longer.getParameters().size() > executable.getParameters().size()
                    && leavesOut(executable, longer));
  }

  /** Whether the parameters of one are some of the other's, in order. */
  private static boolean leavesOut(ExecutableElement shorter, ExecutableElement longer) {
    int at = 0;
    for (VariableElement param : longer.getParameters()) {
      if (at < shorter.getParameters().size()
          && shorter.getParameters().get(at).getSimpleName().equals(param.getSimpleName())) {
        at++;
      }
    }
    return at == shorter.getParameters().size();
  }
}
