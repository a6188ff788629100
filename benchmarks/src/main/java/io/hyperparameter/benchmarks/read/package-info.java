/** What reads cost. */
@NullMarked
package io.hyperparameter.benchmarks.read;

import org.jspecify.annotations.NullMarked;
