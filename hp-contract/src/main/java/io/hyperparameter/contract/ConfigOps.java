package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigFormat;
import io.hyperparameter.config.ConfigLoader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations: {@code config}, and what {@code enter} makes of one. */
final class ConfigOps {
  private ConfigOps() {}

  static void register(Map<String, Op> ops) {
    ops.put("config", ConfigOps::config);
  }

  /** An idle scope of a configuration of these documents. */
  static ParamScope scope(JsonNode documents) {
    return load(documents).toScope();
  }

  private static void config(JsonNode op, Frame frame) {
    Map<String, @Nullable Object> actual = load(Fields.required(op, "sources")).toMap();
    if (!op.has("expect_error")) {
      Object expected = plain(Fields.required(op, "expect"));
      if (!Values.same(expected, actual)) {
        throw ReadOps.mismatch(expected, actual);
      }
    }
  }

  /** Through the real loader, as files of JSON would go. */
  private static Config load(JsonNode documents) {
    ConfigLoader loader = Config.loader();
    int number = 1;
    for (JsonNode document : documents) {
      String name = "document " + number++;
      loader.text(name, ConfigFormat.JSON, new StringReader(document.toString()));
    }
    return loader.load();
  }

  /** Plain JSON: whole numbers are Long, others Double. */
  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.fieldNames().forEachRemaining(name -> map.put(name, plain(node.get(name))));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    return node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
  }
}
