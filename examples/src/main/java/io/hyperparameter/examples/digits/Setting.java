package io.hyperparameter.examples.digits;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamKey;
import io.hyperparameter.ParamScope;
import java.util.Arrays;
import java.util.function.Consumer;

/** One parameter of the programs: its typed key, its default, and what it accepts. */
record Setting(ParamKey param, Object defaultValue, String accepts, Consumer<ParamScope> check) {

  static Setting of(DoubleParam param, Range range) {
    return new Setting(
        param,
        param.defaultValue(),
        range.toString(),
        scope -> require(param, range, param.get(scope), scope));
  }

  static Setting of(IntParam param, Range range) {
    return new Setting(
        param,
        param.defaultValue(),
        range.toString(),
        scope -> require(param, range, param.get(scope), scope));
  }

  /** Any integer will do. */
  static Setting of(LongParam param) {
    return new Setting(param, param.defaultValue(), "any integer", param::get);
  }

  /** Any constant will do. */
  static <E extends Enum<E>> Setting of(Param<E> param) {
    E[] constants = param.defaultValue().getDeclaringClass().getEnumConstants();
    String names = String.join(" ", Arrays.stream(constants).map(Enum::name).toList());
    return new Setting(param, param.defaultValue(), names, param::get);
  }

  String key() {
    return param.key();
  }

  private static void require(ParamKey param, Range range, double value, ParamScope scope) {
    if (!range.contains(value)) {
      throw new IllegalArgumentException(
          "%s: %s is out of range; give a number in the range %s"
              .formatted(param.key(), scope.getString(param.key(), ""), range));
    }
  }
}
