package io.hyperparameter.tool;

import io.hyperparameter.management.ParametersMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of running JVMs, for programs: one JSON object or list, on one line. */
final class RunningJson {
  private RunningJson() {}

  static String jvms(List<RunningJvm> jvms) {
    return text(jvms.stream().map(jvm -> Map.of("pid", jvm.pid(), "name", jvm.name())).toList());
  }

  static String all(RunningJvm jvm, ParametersMXBean bean) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pid", jvm.pid());
    all.put("name", jvm.name());
    all.put("backend", bean.getBackend());
    all.put("misreads", bean.getMisreads());
    all.put("frozen", bean.getFrozenValues());
    all.put("tracking", bean.isTracking());
    all.put("openScopes", bean.getOpenScopes().stream().map(RunningJson::scope).toList());
    return text(all);
  }

  private static Map<String, Object> scope(ParametersMXBean.OpenScope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    scope.getValues().forEach((key, value) -> values.put(key, value(value)));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("thread", scope.getThread());
    told.put("inTask", scope.isInTask());
    told.put("depth", (long) scope.getDepth());
    told.put("isolating", scope.isIsolating());
    told.put("openedAt", scope.getOpenedAt());
    told.put("values", values);
    return told;
  }

  static String key(String key, boolean tracking, List<ParametersMXBean.Value> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("key", key);
    all.put("tracking", tracking);
    all.put("values", values.stream().map(RunningJson::placed).toList());
    return text(all);
  }

  private static Map<String, Object> placed(ParametersMXBean.Value value) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("place", value.getPlace());
    told.put("thread", value.getThread());
    told.put("depth", (long) value.getDepth());
    told.putAll(value(value));
    return told;
  }

  private static Map<String, Object> value(ParametersMXBean.Value value) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("kind", value.getKind());
    told.put("value", value.getValue());
    told.put("origin", value.getOrigin());
    return told;
  }

  private static String text(Object value) {
    return Json.of(value) + "\n";
  }
}
