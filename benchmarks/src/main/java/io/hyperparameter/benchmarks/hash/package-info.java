/** What it costs to turn a key into its 64-bit hash. */
@NullMarked
package io.hyperparameter.benchmarks.hash;

import org.jspecify.annotations.NullMarked;
