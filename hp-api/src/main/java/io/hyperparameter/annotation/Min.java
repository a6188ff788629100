package io.hyperparameter.annotation;

import io.hyperparameter.ParamRangeException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The lower bound of a number with a {@link Default}, of the content of an {@code Optional}, or of
 * each element of a {@code List}. Checked for the default at compile time, for every other value
 * when it is bound: a {@link ParamRangeException} tells where it came from. NaN is within no
 * bounds.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Min {
  /** {@return the bound; for int and long a whole number of at most 2^53 in magnitude} */
  double value();

  /** {@return whether the value must be greater than the bound, not equal to it} */
  boolean exclusive() default false;
}
