/**
 * What a program writes beside its parameters so that {@code hp-processor} makes hyperparameters of
 * them: {@link io.hyperparameter.annotation.AutoParam} and what is said of a parameter's default,
 * meaning and bounds. The compiler looks at them, and who binds configurations to records; a read
 * of a parameter never does.
 */
@NullMarked
package io.hyperparameter.annotation;

import org.jspecify.annotations.NullMarked;
