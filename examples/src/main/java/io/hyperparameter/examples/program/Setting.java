package io.hyperparameter.examples.program;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamKey;
import io.hyperparameter.ParamScope;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * One parameter of a program.
 *
 * @param param its typed key
 * @param defaultValue its default
 * @param accepts what it accepts, in a few words
 * @param check throws what a program says of a scope with a wrong value
 */
public record Setting(
    ParamKey<?> param, Object defaultValue, String accepts, Consumer<ParamScope> check) {

  /** A number within a range. */
  public static Setting of(DoubleParam param, Range range) {
    return within(range, param, param.defaultValue(), param::get);
  }

  /** A whole number within a range. */
  public static Setting of(IntParam param, Range range) {
    return within(range, param, param.defaultValue(), param::get);
  }

  private static Setting within(
      Range range, ParamKey<?> param, Object defaultValue, ToDoubleFunction<ParamScope> read) {
    return new Setting(
        param,
        defaultValue,
        range.toString(),
        scope -> require(param, range, read.applyAsDouble(scope), scope));
  }

  /** Any integer will do. */
  public static Setting of(LongParam param) {
    return new Setting(param, param.defaultValue(), "any integer", param::get);
  }

  /** Any constant will do. */
  public static <E extends Enum<E>> Setting of(Param<E> param) {
    E[] constants = param.defaultValue().getDeclaringClass().getEnumConstants();
    String names = String.join(" ", Arrays.stream(constants).map(Enum::name).toList());
    return new Setting(param, param.defaultValue(), names, param::get);
  }

  /** The name of the parameter. */
  public String key() {
    return param.key();
  }

  private static void require(ParamKey<?> param, Range range, double value, ParamScope scope) {
    if (!range.contains(value)) {
      throw new IllegalArgumentException(
          "%s: %s is out of range; give a number in the range %s"
              .formatted(param.key(), scope.getString(param.key(), ""), range));
    }
  }
}
