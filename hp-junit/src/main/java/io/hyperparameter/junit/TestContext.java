package io.hyperparameter.junit;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.LostScopes;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one test, container or dynamic test runs in, from its beginning to its end. */
final class TestContext {
  private final String name;
  private final @Nullable TestContext around;
  private final boolean mayFreeze;
  private final @Nullable ParamSnapshot frozenBefore;
  private final AttachedSnapshot attached;
  private final Map<String, @Nullable Object> start;
  private final List<AssertionError> frozen = Collections.synchronizedList(new ArrayList<>());

  /** What is visible after what has run by now; for what runs in it on other threads. */
  private volatile ParamSnapshot latest;

  private TestContext(
      String name, @Nullable TestContext around, ParamSnapshot start, boolean mayFreeze) {
    this.name = name;
    this.around = around;
    this.mayFreeze = mayFreeze;
    this.frozenBefore = mayFreeze ? ParamSnapshot.ofFrozen() : null;
    this.start = start.toMap();
    this.latest = start;
    this.attached = start.attach();
  }

  /** On the thread that will also {@link #end} it. */
  static TestContext begin(
      String name, @Nullable TestContext around, ParamSnapshot start, boolean annotated) {
    boolean mayFreeze = annotated || (around != null && around.mayFreeze);
    TestContext made = new TestContext(name, around, start, mayFreeze);
    RunningTests.add(made);
    return made;
  }

  String name() {
    return name;
  }

  /** What this is one of: the class of a test, the enclosing class of a class; null for none. */
  @Nullable TestContext around() {
    return around;
  }

  boolean mayFreeze() {
    return mayFreeze;
  }

  ParamSnapshot latest() {
    return latest;
  }

  /** Whether the calling thread runs in this. */
  boolean isHere() {
    return attached.isAttachedHere();
  }

  /** Remembers what is visible now, on the thread of this context. */
  void advance() {
    latest = ParamScope.capture();
  }

  void froze(AssertionError place) {
    frozen.add(place);
  }

  /**
   * Gives the thread back its own context.
   *
   * @throws AssertionError if scopes were left open, or values were frozen
   */
  void end() {
    int open = attached.openScopes();
    Map<String, @Nullable Object> leaked = open == 0 ? Map.of() : leaked();
    String opened = open == 0 ? "" : opened(open);
    attached.close();
    if (frozenBefore != null && frozenBefore != ParamSnapshot.ofFrozen()) {
      frozenBefore.run(ParamScope::frozen);
    }
    RunningTests.remove(this);
    if (!frozen.isEmpty()) {
      throw frozen.get(0);
    }
    if (open > 0) {
      throw new AssertionError(
          name
              + " left "
              + (open == 1 ? "a scope" : open + " scopes")
              + " open, with the values "
              + leaked
              + opened
              + "; close each scope that is entered (try-with-resources does), one of"
              + " ParamScope.init(..) as well, or use scope.run(..) or @Params");
    }
  }

  /** What is visible and was not when this began. */
  private Map<String, @Nullable Object> leaked() {
    Map<String, @Nullable Object> values = new TreeMap<>(ParamScope.current().toMap());
    values.entrySet().removeIf(e -> isAtStart(e.getKey(), e.getValue()));
    values.replaceAll((key, value) -> Param.isSecret(key) ? "***" : value);
    return values;
  }

  /** The lines that opened them, where that is known. */
  private static String opened(int open) {
    if (!LostScopes.isTracking()) {
      return "; -Dhyperparameter.track=true tells the lines that opened them";
    }
    List<LostScopes.OpenScope> scopes = LostScopes.openHere();
    return scopes.size() != open // of others, attached inside and not closed
        ? ""
        : scopes.stream()
            .map(scope -> scope.stack().isEmpty() ? "?" : scope.stack().get(0).toString())
            .collect(Collectors.joining(" and ", ", opened at ", ""));
  }

  private boolean isAtStart(String key, @Nullable Object value) {
    return start.containsKey(key) && Objects.equals(start.get(key), value);
  }
}
