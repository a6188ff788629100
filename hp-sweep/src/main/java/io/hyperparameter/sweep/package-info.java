/**
 * The same training with many values: {@link io.hyperparameter.sweep.Grid} says with which, {@link
 * io.hyperparameter.sweep.Sweep} runs one {@link io.hyperparameter.sweep.Trial} for each, on the
 * threads of this JVM or on another {@link io.hyperparameter.sweep.SweepRunner}, and {@link
 * io.hyperparameter.sweep.SweepResults} has what came out.
 */
@NullMarked
package io.hyperparameter.sweep;

import org.jspecify.annotations.NullMarked;
