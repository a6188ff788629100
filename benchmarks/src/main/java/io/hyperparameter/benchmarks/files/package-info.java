/** What loading a configuration file costs. */
@NullMarked
package io.hyperparameter.benchmarks.files;

import org.jspecify.annotations.NullMarked;
