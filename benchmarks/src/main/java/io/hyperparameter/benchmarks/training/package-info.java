/** What a user sees: the same training loop with its parameters from here and there. */
@NullMarked
package io.hyperparameter.benchmarks.training;

import org.jspecify.annotations.NullMarked;
