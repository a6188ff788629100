/**
 * Random sequences of operations, played against a backend and against an obvious model side by
 * side: a context is a stack of maps, an idle scope is a map.
 *
 * <p>{@link io.hyperparameter.contract.random.StepGenerator} makes a sequence from a seed, {@link
 * io.hyperparameter.contract.random.Player} plays it on both and compares every outcome, and after
 * each step what the step touched and a few keys more; everything visible now and then, or always
 * ({@link io.hyperparameter.contract.random.Checks}). A sequence that differs is played again with
 * everything compared, to find the first step, and {@link
 * io.hyperparameter.contract.random.Shrinker} cuts it down. A step never depends on the outcome of
 * another, so any part of a sequence is a sequence. {@link
 * io.hyperparameter.contract.random.Mutation} plants faults in the model, to prove that all this
 * notices one.
 */
@NullMarked
package io.hyperparameter.contract.random;

import org.jspecify.annotations.NullMarked;
