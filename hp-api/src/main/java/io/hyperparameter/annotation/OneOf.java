package io.hyperparameter.annotation;

import io.hyperparameter.ParamRangeException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The only values allowed for a {@code String}, {@code int}, {@code long} or enum with a {@link
 * Default}, for the content of an {@code Optional}, or for each element of a {@code List}. Checked
 * for the default at compile time, for every other value when it is bound: a {@link
 * ParamRangeException} tells where it came from.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface OneOf {
  /** {@return the values, written like a default} */
  String[] value();
}
