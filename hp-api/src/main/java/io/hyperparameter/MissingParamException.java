package io.hyperparameter;

import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.text.NearMiss;
import io.hyperparameter.text.ParamText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A required parameter has no value in any scope.
 *
 * <p>The message names the key, keys that look alike, and the way out. Immutable and safe on any
 * thread.
 */
public final class MissingParamException extends ParamException {
  private static final long serialVersionUID = 1L;

  /** The near misses; an ArrayList because a serialized field needs a serializable type. */
  private final ArrayList<String> suggestions;

  private MissingParamException(String message, String key, List<String> suggestions) {
    super(message, key, null);
    this.suggestions = new ArrayList<>(suggestions);
  }

  /**
   * Builds the exception and its message.
   *
   * @param visibleKeys what is there, in any order; the nearest names are suggested, else those of
   *     keys that are declared, if the missing one is not
   * @param mayBeElsewhere whether the calling thread carries no parameter at all, and there may be
   *     some that it was not given
   */
  static MissingParamException of(
      String key, Collection<String> visibleKeys, boolean mayBeElsewhere) {
    List<String> near = NearMiss.of(key, visibleKeys);
    boolean isVisible = !near.isEmpty();
    if (!isVisible) {
      List<String> declared = DeclaredKeys.all();
      near = declared.contains(key) ? near : NearMiss.of(key, declared);
    }
    String quoted = ParamText.quote(key);
    StringBuilder message = new StringBuilder(128).append("no parameter ").append(quoted);
    if (!near.isEmpty()) {
      message.append("; did you mean ").append(ParamText.oneOf(near));
    }
    if (!near.isEmpty() && !isVisible) {
      message.append(near.size() == 1 ? ", which is declared" : ", which are declared");
      message.append(" and not set");
    }
    message.append(near.isEmpty() ? ": nobody set it here, and this read has no default; " : "? ");
    message.append(near.isEmpty() ? "set it" : "Otherwise set it");
    message.append(", as ParamScope.of(").append(quoted).append(", value).run(task) does");
    message.append(", or read it with a default");
    if (mayBeElsewhere) {
      String thread = ThreadNames.of(Thread.currentThread());
      message.append(". ").append(Character.toUpperCase(thread.charAt(0)));
      message.append(thread.substring(1));
      message.append(" carries no parameters at all: to bring those of another thread here, wrap");
      message.append(
          " the task there with ParamScope.capture().wrap(task), or publish them to all");
      message.append(" new threads with ParamScope.frozen()");
    }
    return new MissingParamException(message.toString(), key, near);
  }

  /**
   * The names a user may have meant, by the rule of this exception: for other errors about names.
   *
   * @param wanted what was given
   * @param names what there is, in any order
   * @return up to three other names, nearest first; the cost grows with the number of names
   */
  public static List<String> near(String wanted, Collection<String> names) {
    return NearMiss.of(wanted, names);
  }

  /**
   * Visible keys that look like the missing one; if there is none, declared ones.
   *
   * @return up to three, nearest first; unmodifiable
   */
  public List<String> suggestions() {
    return List.copyOf(suggestions);
  }
}
