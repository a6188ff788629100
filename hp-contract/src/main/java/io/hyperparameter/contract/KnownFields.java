package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields the format knows, and the refusal of any other: a misspelt one would be an expectation
 * that nobody looks at.
 */
final class KnownFields {
  private static final Set<String> CASES = Set.of("format", "group", "note", "cases");
  private static final Set<String> VECTORS =
      Set.of("format", "group", "note", "algorithm", "seed", "encoding", "vectors");
  private static final Set<String> VECTOR = Set.of("key", "utf8_length", "xxh64");
  private static final Set<String> CASE = Set.of("id", "name", "rules", "tags", "ops");
  private static final Set<String> PARAM = Set.of("name", "default");

  private static final Map<String, Set<String>> OPS =
      Map.ofEntries(
          op("new", "id", "map", "args", "empty"),
          op("enter", "id", "map", "args", "empty", "config", "ref"),
          op("exit", "ref"),
          op("scoped", "id", "map", "args", "empty", "config", "ref", "ops", "raise"),
          op("put", "key", "value", "on"),
          op("update", "map", "on"),
          op("delete", "key", "on"),
          op("clear", "on"),
          op("get", "key", "as", "default", "expect", "on"),
          op("require", "key", "as", "expect", "on"),
          op("contains", "key", "expect", "on"),
          op("keys", "expect", "on"),
          op("to_map", "expect", "on"),
          op("frozen"),
          op("init", "map"),
          op("thread", "ops"),
          op("bind", "ops"),
          op("capture", "id"),
          op("call", "function", "namespace", "params", "args", "kwargs", "body", "expect"),
          op("hash", "key", "expect"),
          op("config", "sources", "expect"));

  /** What an operation with a {@code ref} cannot have as well. */
  private static final Set<String> CREATING = Set.of("id", "map", "args", "empty", "config");

  /** The fields of typed values; a type that is not here has a {@code value}. */
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "null", Set.of("type"),
          "object", Set.of("type", "id"),
          "lazy", Set.of("type", "id", "values"));

  private static final Set<String> OTHER_TYPE = Set.of("type", "value");

  private KnownFields() {}

  private static Map.Entry<String, Set<String>> op(String name, String... fields) {
    Set<String> known = new TreeSet<>(Set.of(fields));
    known.add("op");
    known.add("expect_error");
    return Map.entry(name, known);
  }

  /** The operations whose fields are known. */
  static Set<String> ops() {
    return OPS.keySet();
  }

  static void checkFile(JsonNode root) {
    check(root.has("vectors") ? VECTORS : CASES, root);
  }

  static void checkVector(JsonNode vector) {
    check(VECTOR, vector);
  }

  /** Checks a case and its operations, those inside others included. */
  static void checkCase(JsonNode node) {
    check(CASE, node);
    checkOps(node.path("ops"));
  }

  private static void checkOps(JsonNode ops) {
    for (JsonNode op : ops) {
      Set<String> known = OPS.get(op.path("op").asText());
      if (known == null) {
        continue; // the runner refuses the operation as such
      }
      check(known, op);
      if (op.has("ref")) {
        CREATING.stream().filter(op::has).forEach(field -> refuse(field, "beside \"ref\"", op));
      }
      op.path("params").forEach(param -> check(PARAM, param));
      checkOps(op.path("ops"));
      checkOps(op.path("body"));
    }
  }

  static void checkValue(String type, JsonNode typed) {
    check(TYPES.getOrDefault(type, OTHER_TYPE), typed);
  }

  private static void check(Set<String> known, JsonNode node) {
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!known.contains(field)) {
        refuse(field, "(known are " + new TreeSet<>(known) + ")", node);
      }
    }
  }

  private static void refuse(String field, String why, JsonNode node) {
    throw new CaseFormatException("unexpected \"" + field + "\" " + why + " in " + node);
  }
}
