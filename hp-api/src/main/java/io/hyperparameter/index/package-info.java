/**
 * The index of declared parameters: what {@code hp-processor} recorded of them in each jar, for
 * tools, help pages and checks. Start with {@link io.hyperparameter.index.ParamIndex}. Reading a
 * parameter never needs it.
 */
@NullMarked
package io.hyperparameter.index;

import org.jspecify.annotations.NullMarked;
