package io.hyperparameter.contract.random;

import io.hyperparameter.contract.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One operation. Everything it needs is in it, so it can be played after any other.
 *
 * @param kind what it does
 * @param actor which thread does it; inside a body, the thread of the body does
 * @param slot the scope it is done to or put into, or {@link #CURRENT}
 * @param prefix if not null, it is done through the path of this name
 * @param key the key, if it takes one; below the prefix
 * @param value what is written, or the number of a snapshot
 * @param type how it reads
 * @param body what is done inside
 */
record Step(
    StepKind kind,
    int actor,
    int slot,
    @Nullable String prefix,
    @Nullable String key,
    @Nullable Object value,
    ReadType type,
    List<Step> body) {

  /** The current context instead of a scope. */
  static final int CURRENT = -1;

  Step {
    body = List.copyOf(body);
  }

  Step withBody(List<Step> other) {
    return new Step(kind, actor, slot, prefix, key, value, type, other);
  }

  /** The key in full; malformed ones included. */
  String fullKey() {
    if (prefix == null || key == null) {
      return unchecked(key);
    }
    return prefix + "." + key;
  }

  @SuppressWarnings("NullAway") // null is one of the malformed keys to try
  static String unchecked(@Nullable String key) {
    return key;
  }

  @SuppressWarnings("unchecked") // the generator gives maps to these kinds only
  Map<String, @Nullable Object> map() {
    return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(value);
  }

  String[] definitions() {
    return ((List<?>) java.util.Objects.requireNonNull(value)).toArray(new String[0]);
  }

  @SuppressWarnings("unchecked") // the generator gives bursts to this kind only
  List<Write> writes() {
    return (List<Write>) java.util.Objects.requireNonNull(value);
  }

  int snapshot() {
    return (Integer) java.util.Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return show("");
  }

  String show(String indent) {
    StringBuilder out = new StringBuilder(indent).append("thread ").append(actor).append(": ");
    out.append(slot == CURRENT ? "current" : "s" + slot);
    if (prefix != null) {
      out.append(".at(").append(Values.show(prefix)).append(')');
    }
    out.append(' ').append(kind);
    switch (kind) {
      case GET, GET_BY_HASH, GET_PARAM, REQUIRE, GET_CLASS -> out.append(' ').append(type);
      default -> {}
    }
    if (key != null) {
      out.append(" key ").append(escaped(key));
    }
    if (value != null) {
      String shown = value instanceof String ? Values.show(value) : String.valueOf(value);
      out.append(" value ").append(Outcome.cut(shown));
    }
    for (Step inner : body) {
      out.append('\n').append(inner.show(indent + "    "));
    }
    return out.toString();
  }

  private static String escaped(String key) {
    return key.chars()
        .mapToObj(
            c -> (c >= ' ' && c < 0x7F) ? String.valueOf((char) c) : String.format("\\u%04x", c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
