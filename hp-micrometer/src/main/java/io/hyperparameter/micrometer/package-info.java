/**
 * Parameters through Reactor pipelines, and whatever else Micrometer's context-propagation serves.
 *
 * <p>With this jar on the class path {@link io.hyperparameter.micrometer.ParamThreadLocalAccessor}
 * is found by itself. For Reactor, call {@code Hooks.enableAutomaticContextPropagation()} once at
 * the start of the program. Then {@code block()} and its like take along what the calling thread
 * sees; before a {@code subscribe()} put {@code contextCapture()}: what stands above it sees the
 * values.
 */
@NullMarked
package io.hyperparameter.micrometer;

import org.jspecify.annotations.NullMarked;
