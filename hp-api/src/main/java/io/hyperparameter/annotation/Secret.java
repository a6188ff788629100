package io.hyperparameter.annotation;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.recording.ParamRecorder;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of this parameter is for the program alone: wherever values are shown, {@code ***}
 * stands for it. That is in {@link ParamScope#explain}, in what a {@link ParamRecorder} notes, in
 * {@code toString} of a scope and in messages of errors; reads give the value. It holds for the
 * key, whoever else declares it. Of a typed key {@link Param#secret} does the same.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Secret {}
