package io.hyperparameter.processor;

import io.hyperparameter.processor.BoundCall.Parameter;
import io.hyperparameter.processor.Problems.ErrorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.util.Types;

/**
 * Finds calls whose generated methods Java could not tell apart: hyperparameters are not in their
 * signatures, so overloads that differ in nothing else collide.
 */
final class Signatures {
  /** What a static method cannot be called, as it would hide or override a method of Object. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "toString[]",
          "hashCode[]",
          "getClass[]",
          "notify[]",
          "notifyAll[]",
          "wait[]",
          "wait[long]",
          "wait[long, int]",
          "equals[java.lang.Object]",
          "clone[]",
          "finalize[]");

  private final Types types;
  private final Problems problems;

  Signatures(Types types, Problems problems) {
    this.types = types;
    this.problems = problems;
  }

  /** The calls that can stand in one class; of those that collide the first. */
  List<BoundCall> distinct(List<BoundCall> calls) {
    Map<String, BoundCall> bySignature = new HashMap<>();
    List<BoundCall> distinct = new ArrayList<>();
    for (BoundCall call : calls) {
      List<String> params = erased(call);
      String fromScope = call.methodName() + params;
      List<String> more = new ArrayList<>(params);
      more.add(
          call.executable().isVarArgs() ? params.size() - 1 : params.size(),
          "java.util.function.Consumer");
      String withArguments = call.methodName() + more;
      BoundCall other = bySignature.get(fromScope);
      if (other == null && !call.hypers().isEmpty()) {
        other = bySignature.get(withArguments);
      }
      if (other != null) {
        problems.error(
            call.annotated(),
            ErrorId.SAME_SIGNATURE,
            "without its hyperparameters, "
                + Visibility.name(call.owner(), call.executable())
                + " has the same arguments as another @AutoParam "
                + (call.isConstructor() ? "constructor" : "method")
                + "; rename one, or remove @AutoParam from one");
      } else if (OF_OBJECT.contains(fromScope)) {
        problems.error(
            call.annotated(),
            ErrorId.BAD_NAME,
            "every Java object has a method "
                + call.methodName()
                + params.toString().replace('[', '(').replace(']', ')')
                + "; rename it");
      } else {
        bySignature.put(fromScope, call);
        if (!call.hypers().isEmpty()) {
          bySignature.put(withArguments, call);
        }
        distinct.add(call);
      }
    }
    return distinct;
  }

  private List<String> erased(BoundCall call) {
    List<String> params = new ArrayList<>();
    if (call.isOnInstance()) {
      params.add(TypeNames.erased(types, call.owner().asType()));
    }
    for (Parameter param : call.required()) {
      params.add(TypeNames.erased(types, param.element().asType()));
    }
    return params;
  }
}
