/** What threads cost that start on the frozen parameters, and carrying parameters to them. */
@NullMarked
package io.hyperparameter.benchmarks.threads;

import org.jspecify.annotations.NullMarked;
