/** What a call bound by {@code @AutoParam} costs beside the same written by hand. */
@NullMarked
package io.hyperparameter.benchmarks.autoparam;

import org.jspecify.annotations.NullMarked;
