package io.hyperparameter.portable;

import io.hyperparameter.json.MiniJson;
import io.hyperparameter.json.PortableValues;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A snapshot as one line of JSON; docs/snapshots.md tells what stands where. */
public final class SnapshotJson {
  private static final String FORMAT = "hyperparameter/snapshot";
  private static final Set<String> MEMBERS = Set.of("format", "version", "values", "deleted");

  private SnapshotJson() {}

  public static String write(ParamValues values) {
    StringBuilder out = new StringBuilder("{\"format\":").append(MiniJson.quote(FORMAT));
    out.append(",\"version\":").append(PortableForm.VERSION).append(",\"values\":{");
    String separator = "";
    for (Map.Entry<String, @Nullable Object> entry : PortableForm.visible(values).entrySet()) {
      out.append(separator).append(MiniJson.quote(entry.getKey())).append(':');
      separator = ",";
      PortableValues.append(out, entry.getValue());
      PortableForm.requireSize(out.length()); // before memory ends
    }
    out.append("},\"deleted\":[");
    separator = "";
    for (String key : PortableForm.deleted(values)) {
      out.append(separator).append(MiniJson.quote(key));
      separator = ",";
    }
    out.append("]}");
    PortableForm.requireSize(out.length());
    return out.toString();
  }

  public static ParamValues read(String json) {
    PortableForm.requireSize(json.length());
    try {
      if (!(MiniJson.parse(json) instanceof Map<?, ?> root) || !FORMAT.equals(root.get("format"))) {
        throw PortableForm.malformed(
            "it has no \"format\":\"" + FORMAT + "\"; give what toJson() made", null);
      }
      if (!(root.get("version") instanceof Long version) || version != PortableForm.VERSION) {
        throw PortableForm.malformed(
            "version "
                + ParamText.describe(root.get("version"))
                + ", and "
                + PortableForm.VERSION
                + " is known",
            null);
      }
      if (!root.keySet().equals(MEMBERS)) {
        throw PortableForm.malformed(
            "its members are not just format, version, values, deleted", null);
      }
      return read(root.get("values"), root.get("deleted"));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("the snapshot is") ? e : PortableForm.malformed(message, e);
    }
  }

  private static ParamValues read(@Nullable Object values, @Nullable Object deleted) {
    if (!(values instanceof Map<?, ?> map) || !(deleted instanceof List<?> keys)) {
      throw PortableForm.malformed("\"values\" is no object, or \"deleted\" is no array", null);
    }
    PortableForm.Restored restored = new PortableForm.Restored();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = (String) entry.getKey();
      @Nullable Object value;
      try {
        value = PortableValues.read(entry.getValue());
      } catch (IllegalArgumentException e) {
        throw PortableForm.malformed(ParamText.key(key) + ": " + e.getMessage(), e);
      }
      restored.value(key, value);
    }
    for (Object key : keys) {
      if (!(key instanceof String text)) {
        throw PortableForm.malformed("a deleted key is no text", null);
      }
      restored.deleted(text);
    }
    return restored.values();
  }
}
