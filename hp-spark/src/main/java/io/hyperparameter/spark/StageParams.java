package io.hyperparameter.spark;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.FloatParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.jspecify.annotations.Nullable;

/** The Params of a Spark ML stage from the scopes of the calling thread. */
final class StageParams {
  private StageParams() {}

  static void set(String namespace, Params stage) {
    ParamScope scope = ParamScope.current();
    Map<String, Param<?>> known = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      known.put(namespace + "." + param.name(), param);
    }
    Map<String, Param<?>> given = new TreeMap<>();
    for (String key : scope.keys()) {
      if (key.startsWith(namespace + ".")) {
        given.put(key, find(key, known, stage));
      }
    }
    given.forEach((key, param) -> setFrom(scope, key, param, stage)); // all are known by now
    if (stage instanceof Pipeline pipeline && pipeline.isSet(pipeline.stages())) {
      for (PipelineStage inner : pipeline.getStages()) {
        set(inner.getClass().getSimpleName(), inner);
      }
    }
  }

  private static Param<?> find(String key, Map<String, Param<?>> known, Params stage) {
    Param<?> param = known.get(key);
    if (param == null) {
      throw new IllegalArgumentException(
          "no Param of "
              + stage.getClass().getSimpleName()
              + " is named \""
              + key
              + "\"; "
              + nearest(key, known));
    }
    return param;
  }

  /** As the error of a missing parameter would say, if these were all there are. */
  private static String nearest(String key, Map<String, Param<?>> known) {
    ParamScope names = ParamScope.empty();
    known.keySet().forEach(name -> names.put(name, true));
    try {
      names.getBoolean(key);
    } catch (MissingParamException e) {
      if (!e.suggestions().isEmpty()) {
        return "did you mean " + String.join(" or ", e.suggestions()) + "?";
      }
    }
    return "there are " + String.join(", ", known.keySet());
  }

  /**
   * The value in the type of the Param; null for an explicit null, which is as if nobody set it.
   */
  private static @Nullable Object read(ParamScope scope, String key, Param<?> param) {
    Object stored = scope.find(key).orElse(null);
    if (stored == null) {
      return null;
    }
    if (param instanceof IntParam) {
      return scope.getInt(key);
    }
    if (param instanceof LongParam) {
      return scope.getLong(key);
    }
    if (param instanceof DoubleParam) {
      return scope.getDouble(key);
    }
    if (param instanceof FloatParam) {
      return scope.getFloat(key);
    }
    if (param instanceof BooleanParam) {
      return scope.getBoolean(key);
    }
    if (param instanceof DoubleArrayParam) {
      return numbers(key, stored).stream().mapToDouble(Number::doubleValue).toArray();
    }
    if (param instanceof IntArrayParam) {
      return numbers(key, stored).stream()
          .mapToInt(number -> Math.toIntExact(number.longValue()))
          .toArray();
    }
    if (param instanceof StringArrayParam) {
      return list(key, stored).stream().map(String::valueOf).toArray(String[]::new);
    }
    // of texts, or of objects such as matrices: Java cannot tell
    return stored instanceof Number || stored instanceof Boolean ? scope.getString(key) : stored;
  }

  private static List<?> list(String key, Object stored) {
    if (stored instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(
        key + ": " + stored + " is no list; give List.of(...), or [a, b] in a file");
  }

  private static List<Number> numbers(String key, Object stored) {
    List<Number> numbers = new ArrayList<>();
    for (Object element : list(key, stored)) {
      if (!(element instanceof Number number)) {
        throw new IllegalArgumentException(key + ": " + element + " is no number; give numbers");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static <V> void setFrom(ParamScope scope, String key, Param<V> param, Params stage) {
    Object value = read(scope, key, param);
    if (value == null) {
      return;
    }
    try {
      @SuppressWarnings("unchecked") // read as what the Param is of
      V own = (V) value;
      stage.set(param, own);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new IllegalArgumentException(
          key
              + ": "
              + stage.getClass().getSimpleName()
              + " does not take "
              + value
              + "; "
              + param.doc(),
          e);
    }
  }
}
