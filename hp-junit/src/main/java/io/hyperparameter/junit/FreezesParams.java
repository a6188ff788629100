package io.hyperparameter.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A test, or a class of tests, that may call {@code ParamScope.frozen()}. It runs alone, as every
 * thread that starts meanwhile sees what it froze; what was frozen before is put back after it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ResourceLock(Resources.GLOBAL)
@ExtendWith(ParamsExtension.class)
public @interface FreezesParams {}
