package io.hyperparameter.tool;

import io.hyperparameter.json.MiniJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of maps, lists, texts, numbers, booleans and null, without the types of a snapshot. */
final class Json {
  private Json() {}

  static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(MiniJson.quote(String.valueOf(entry.getKey()))).append(':');
        append(out, entry.getValue());
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object part : list) {
        append(out.append(separator), part);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value == null || value instanceof Boolean || value instanceof Long) {
      out.append(value);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.append(number.doubleValue());
    } else {
      out.append(MiniJson.quote(value.toString()));
    }
  }
}
