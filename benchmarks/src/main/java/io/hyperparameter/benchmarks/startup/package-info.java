/** What the first use costs in a fresh JVM. */
@NullMarked
package io.hyperparameter.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
