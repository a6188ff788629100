/**
 * JUnit 5 tests that start clean, with the parameters they name, and leave nothing behind.
 *
 * <p>{@link io.hyperparameter.junit.Params @Params} on a class or method gives each test a context
 * of its own ({@link io.hyperparameter.junit.ParamsExtension} tells what that means); {@link
 * io.hyperparameter.junit.ParamSource @ParamSource} repeats a test over values; {@link
 * io.hyperparameter.junit.FreezesParams @FreezesParams} is for the few that call {@code frozen()}.
 *
 * <p>Inside, a {@code TestContext} is what one test, container or dynamic test runs in; {@code
 * RunningTests} knows those that run now and is asked before values are frozen.
 */
@NullMarked
package io.hyperparameter.junit;

import org.jspecify.annotations.NullMarked;
