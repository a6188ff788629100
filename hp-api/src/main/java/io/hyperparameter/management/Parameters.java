package io.hyperparameter.management;

import io.hyperparameter.Backend;
import io.hyperparameter.Explanation;
import io.hyperparameter.LostScopes;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.jvm.ThreadNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bean. Which keys are secret and what is declared is told by the index of a class loader, and
 * threads that serve JMX have any: this asks as the program would.
 */
final class Parameters implements ParametersMXBean {
  private final @Nullable ClassLoader program;

  /** For a program whose index this class loader has. */
  Parameters(@Nullable ClassLoader program) {
    this.program = program;
  }

  @Override
  public String getBackend() {
    return Backend.current().name();
  }

  @Override
  public int getFrozenCount() {
    return ParamSnapshot.ofFrozen().toMap().size();
  }

  @Override
  public Map<String, String> getFrozenValues() {
    return asProgram(
        () -> {
          Map<String, String> texts = new TreeMap<>();
          ParamSnapshot.ofFrozen()
              .toMap()
              .forEach((key, value) -> texts.put(key, text(key, value)));
          return texts;
        });
  }

  @Override
  public boolean isTracking() {
    return LostScopes.isTracking();
  }

  @Override
  public List<OpenScope> getOpenScopes() {
    return asProgram(
        () ->
            LostScopes.open().stream()
                .sorted(Comparator.comparing(LostScopes.OpenScope::thread)) // stable
                .<OpenScope>map(Opened::new)
                .toList());
  }

  @Override
  public List<Value> explain(String key) {
    return asProgram(
        () -> {
          List<Value> values = new ArrayList<>();
          List<LostScopes.OpenScope> innermostFirst = new ArrayList<>(LostScopes.open());
          Collections.reverse(innermostFirst);
          innermostFirst.sort(Comparator.comparing(LostScopes.OpenScope::thread)); // stable
          for (LostScopes.OpenScope scope : innermostFirst) {
            Explanation.Layer layer = scope.values().get(key);
            if (layer != null) {
              values.add(new Told("scope", scope.thread(), layer));
            }
          }
          // a thread that starts now sees what is frozen, and below it the declared defaults
          Explanation started = ParamSnapshot.ofFrozen().call(() -> ParamScope.explain(key));
          for (Explanation.Layer layer : started.layers()) {
            boolean isDefault = layer.place() == Explanation.Place.DEFAULT;
            values.add(new Told(isDefault ? "default" : "frozen", "", layer));
          }
          return values;
        });
  }

  @Override
  public long getMisreads() {
    return Backend.current().misreads();
  }

  private <T> T asProgram(Supplier<T> question) {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(program);
    try {
      return question.get();
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  /** Calls no code of the program's. */
  private static String text(String key, @Nullable Object value) {
    if (value != null && Param.isSecret(key)) {
      return "***";
    }
    return value == null
            || value instanceof String
            || value instanceof Long
            || value instanceof Double
            || value instanceof Boolean
        ? String.valueOf(value)
        : value.getClass().getName();
  }

  /** A scope as JMX takes it. */
  private record Opened(LostScopes.OpenScope scope) implements OpenScope {
    @Override
    public String getThread() {
      return scope.thread();
    }

    @Override
    public boolean isInTask() {
      return scope.inTask();
    }

    @Override
    public int getDepth() {
      return scope.depth();
    }

    @Override
    public List<String> getOpenedAt() {
      return scope.stack().stream().map(StackTraceElement::toString).toList();
    }

    @Override
    public boolean isIsolating() {
      return scope.isolating();
    }

    @Override
    public Map<String, Value> getValues() {
      Map<String, Value> values = new TreeMap<>();
      scope
          .values()
          .forEach((key, layer) -> values.put(key, new Told("scope", scope.thread(), layer)));
      return values;
    }
  }

  /** A value as JMX takes it. */
  private record Told(String place, String thread, Explanation.Layer layer) implements Value {
    @Override
    public String getPlace() {
      return place;
    }

    @Override
    public String getThread() {
      return thread;
    }

    @Override
    public int getDepth() {
      return layer.depth();
    }

    @Override
    public String getKind() {
      return layer.kind();
    }

    @Override
    public String getValue() {
      String value = layer.value();
      return value == null ? "" : value;
    }

    @Override
    public String getOrigin() {
      boolean isUnnamed =
          place.equals("frozen")
              && layer
                  .origin()
                  .equals("what " + ThreadNames.of(Thread.currentThread()) + " started with");
      return isUnnamed ? "ParamScope.frozen()" : layer.origin();
    }
  }
}
