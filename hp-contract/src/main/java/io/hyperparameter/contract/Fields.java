package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads fields of a JSON object, so that a missing one is reported with the object. */
final class Fields {
  private Fields() {}

  static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw new CaseFormatException("no \"" + field + "\" in " + node);
    }
    return value;
  }

  static String text(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isTextual()) {
      throw new CaseFormatException("\"" + field + "\" is not a text in " + node);
    }
    return value.textValue();
  }

  static @Nullable String textOrNull(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : text(node, field);
  }

  static boolean flag(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value != null && !value.isBoolean()) {
      throw new CaseFormatException("\"" + field + "\" is not a boolean in " + node);
    }
    return value != null && value.booleanValue();
  }
}
