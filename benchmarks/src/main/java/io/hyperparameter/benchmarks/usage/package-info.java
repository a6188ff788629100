/** The forms that users write, beside OpenTelemetry's context doing the same. */
@NullMarked
package io.hyperparameter.benchmarks.usage;

import org.jspecify.annotations.NullMarked;
