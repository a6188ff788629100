package io.hyperparameter.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a parameter means, for the people who set it: shown in the index, in editors and on command
 * lines. Without it the Javadoc serves: {@code @param} of the method, constructor or record, the
 * first sentence of a typed key's own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Doc {
  /** {@return one sentence or two} */
  String value();
}
