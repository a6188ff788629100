package io.hyperparameter.processor;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import io.hyperparameter.index.ParamBounds;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * What is said behind a typed key, as in {@code Param.ofInt("train.batch", 16).min(1).max(1024)}. A
 * bound that is no constant is left out: the key itself checks it, the index just cannot tell it.
 */
final class KeyBounds {
  private final Constants constants;
  private final VariableElement field;
  private final TreePath path;

  private @Nullable String min;
  private @Nullable String max;
  private List<String> oneOf = List.of();
  private boolean secret;
  private @Nullable String meaning;

  KeyBounds(Constants constants, VariableElement field, TreePath path) {
    this.constants = constants;
    this.field = field;
    this.path = path;
  }

  /** Takes the bounds from the end of a chain of calls, and gives the call before them. */
  MethodInvocationTree strip(MethodInvocationTree last) {
    MethodInvocationTree call = last;
    while (call.getMethodSelect() instanceof MemberSelectTree select
        && select.getExpression() instanceof MethodInvocationTree before) {
      List<String> values = values(call.getArguments());
      String first = values.size() == 1 ? values.get(0) : null;
      // from right to left: a later call has replaced an earlier one
      switch (select.getIdentifier().toString()) {
        case "min" -> min = min == null ? first : min;
        case "max" -> max = max == null ? first : max;
        case "secret" -> secret = true;
        case "describedAs" -> meaning = meaning == null ? first : meaning;
        case "oneOf" -> oneOf = oneOf.isEmpty() ? values : oneOf;
        default -> {
          return call;
        }
      }
      call = before;
    }
    return call;
  }

  /** All as text; none if one of them is no constant. */
  private List<String> values(List<? extends ExpressionTree> arguments) {
    List<String> values = new ArrayList<>();
    for (ExpressionTree argument : arguments) {
      Object value = constants.valueOf(argument, field, path);
      if (value == null) {
        return List.of();
      }
      values.add(value.toString());
    }
    return List.copyOf(values);
  }

  /** Whether the chain says that the key is secret. */
  boolean isSecret() {
    return secret;
  }

  /** What the chain says that the parameter means; null if it says nothing, or no constant. */
  @Nullable String meaning() {
    return meaning;
  }

  ParamBounds bounds() {
    return min == null && max == null && oneOf.isEmpty()
        ? ParamBounds.NONE
        : new ParamBounds(min, false, max, false, oneOf);
  }
}
