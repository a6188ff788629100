/**
 * What the code calls that {@code hp-processor} generates for {@link
 * io.hyperparameter.annotation.AutoParam}: reads by the 64-bit hash of a key. For generated code
 * only: it changes with the processor, and a hash that was mistyped reads another key, or none,
 * without a word. By hand, read through a {@link io.hyperparameter.ParamScope} or a typed key
 * ({@link io.hyperparameter.Param}).
 */
@NullMarked
package io.hyperparameter.generated;

import org.jspecify.annotations.NullMarked;
