package io.hyperparameter.contract.random;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scopes and snapshots of one play, each as the model has it and as the API has it. */
final class World {
  final Model model;
  private final ModelScope[] modelScopes = new ModelScope[StepGenerator.SLOTS];
  private final ParamScope[] scopes = new ParamScope[StepGenerator.SLOTS];
  private final IdentityHashMap<ModelScope, ParamScope> pairs = new IdentityHashMap<>();
  private final Object[] modelSnapshots = new Object[StepGenerator.SNAPSHOTS];
  private final ParamSnapshot[] snapshots = new ParamSnapshot[StepGenerator.SNAPSHOTS];

  World(Model model) {
    this.model = model;
    for (int i = 0; i < scopes.length; i++) {
      assign(i, new ModelScope(), ParamScope.of());
    }
    ParamSnapshot nothing = nothing();
    for (int i = 0; i < snapshots.length; i++) {
      Map<String, @Nullable Object> hidden = new LinkedHashMap<>(model.frozen);
      hidden.replaceAll((key, value) -> ModelContext.TOMBSTONE);
      keep(i, hidden, nothing);
    }
  }

  /** Captured inside an isolating scope: only what hides the frozen values is in it, if any. */
  private static ParamSnapshot nothing() {
    try {
      return ParamScope.empty().call(ParamScope::capture);
    } catch (Exception e) {
      throw new AssertionError("capture() threw a checked exception", e);
    }
  }

  void assign(int slot, ModelScope modelScope, ParamScope scope) {
    modelScopes[slot] = modelScope;
    scopes[slot] = scope;
    pairs.put(modelScope, scope);
  }

  ParamScope scopeOf(ModelScope modelScope) {
    return java.util.Objects.requireNonNull(pairs.get(modelScope));
  }

  /** Null for the current context. */
  @Nullable ModelScope modelScope(int slot) {
    return slot == Step.CURRENT ? null : modelScopes[slot];
  }

  ParamScope scope(int slot) {
    return slot == Step.CURRENT ? ParamScope.current() : scopes[slot];
  }

  void keep(int index, Map<String, @Nullable Object> modelSnapshot, ParamSnapshot snapshot) {
    modelSnapshots[index] = modelSnapshot;
    snapshots[index] = snapshot;
  }

  @SuppressWarnings("unchecked") // keep() puts nothing else there; arrays cannot be generic
  Map<String, @Nullable Object> modelSnapshot(int index) {
    return (Map<String, @Nullable Object>) modelSnapshots[index];
  }

  ParamSnapshot snapshot(int index) {
    return snapshots[index];
  }
}
