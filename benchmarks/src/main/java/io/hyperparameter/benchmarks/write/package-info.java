/** What writes into an open scope cost. */
@NullMarked
package io.hyperparameter.benchmarks.write;

import org.jspecify.annotations.NullMarked;
