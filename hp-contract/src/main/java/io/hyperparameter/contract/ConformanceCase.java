package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One case of a case file.
 *
 * @param source the file it is from
 * @param id unique within its file
 * @param name what it shows
 * @param rules the rules of SEMANTICS.md it rests on
 * @param ops the operations, an array
 */
public record ConformanceCase(
    String source, String id, String name, List<String> rules, JsonNode ops) {

  /** Copies the rules. */
  public ConformanceCase {
    rules = List.copyOf(rules);
  }

  /** Whether an operation with this name occurs anywhere in the case. */
  public boolean uses(String opName) {
    return ops.findValuesAsText("op").contains(opName);
  }

  /** Whether a field with this name occurs anywhere in the case. */
  public boolean mentions(String field) {
    return !ops.findValues(field).isEmpty();
  }

  @Override
  public String toString() {
    return source + " " + id + " " + name + " " + rules;
  }
}
