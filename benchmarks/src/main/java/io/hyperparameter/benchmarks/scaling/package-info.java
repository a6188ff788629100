/** The same forms on many threads at once. */
@NullMarked
package io.hyperparameter.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
