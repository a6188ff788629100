package io.hyperparameter.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once for each value of a parameter. Several on one method are a grid: once for each
 * combination, the last one's values changing fastest.
 *
 * <pre>{@code
 * @ParamSource(key = "train.batch", values = {"16", "64"})
 * @ParamSource(key = "train.lr", values = {"0.1", "0.01"})
 * void learns() { ... }                 // four tests, "train.batch=16, train.lr=0.1" the first
 * }</pre>
 *
 * <p>Takes the place of {@code @Test}; brings {@link Params} with it, whose definitions it wins
 * over. Not together with {@code @ParameterizedTest} or {@code @RepeatedTest} on one method: their
 * runs would not have the values.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ParamSource.Grid.class)
@TestTemplate
@ExtendWith(ParamsExtension.class)
public @interface ParamSource {
  /** {@return the full key of the parameter} */
  String key();

  /** {@return its values, as text; at least one} */
  String[] values();

  /** Several of them on one method. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @TestTemplate
  @ExtendWith(ParamsExtension.class)
  @interface Grid {
    /** {@return the parameters of the grid, the slowest first} */
    ParamSource[] value();
  }
}
