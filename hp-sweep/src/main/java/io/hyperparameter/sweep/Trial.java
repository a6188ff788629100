package io.hyperparameter.sweep;

import java.io.Serializable;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One point of a {@link Grid}. Immutable, and serializable for runners on other machines.
 *
 * @param index its place in the grid, from 0
 * @param parameters its values by full key, as a scope stores them; unmodifiable
 */
@SuppressWarnings("serial") // a grid takes portable values only, and these are
public record Trial(int index, Map<String, @Nullable Object> parameters) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** {@return the values as {@code key=value}, one after the other} */
  @Override
  public String toString() {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
