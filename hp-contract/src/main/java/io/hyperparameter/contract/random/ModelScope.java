package io.hyperparameter.contract.random;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scope object of the model: a map of values and tombstones, and where it is open. */
final class ModelScope {
  Map<String, @Nullable Object> own = new HashMap<>();
  boolean isolating;
  boolean wasEntered;

  /** What {@code ParamScope.current()} gives: always open, never entered or left. */
  boolean isView;

  @Nullable ModelContext openIn;

  static ModelScope viewOf(ModelContext context) {
    ModelScope view = new ModelScope();
    view.isView = true;
    view.openIn = context;
    return view;
  }
}
