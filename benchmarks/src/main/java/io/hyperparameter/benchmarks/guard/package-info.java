/**
 * What may cost how much, and what became slower.
 *
 * <p>{@code benchmarks/limits.ini} says what is limited, to what and why. A {@link
 * io.hyperparameter.benchmarks.guard.Probe} is one thing measured; probes that belong together are
 * a {@link io.hyperparameter.benchmarks.guard.Suite}. {@link
 * io.hyperparameter.benchmarks.guard.Forks} starts JVMs, one after the other; inside one, {@link
 * io.hyperparameter.benchmarks.guard.ForkMain} measures all probes in turns of about a millisecond,
 * so that a disturbance meets a probe and its reference alike. Three use that:
 *
 * <ul>
 *   <li>every build, what is exact only: {@link io.hyperparameter.benchmarks.guard.ExactFigures};
 *   <li>{@code benchmarks/run}, all limits: {@link io.hyperparameter.benchmarks.guard.LimitRun};
 *   <li>{@code benchmarks/guard}, one build beside another: {@link
 *       io.hyperparameter.benchmarks.guard.CompareMain}.
 * </ul>
 *
 * <p>JMH gives better figures for people to read; it cannot interleave, and a verdict from it would
 * take an hour.
 */
@NullMarked
package io.hyperparameter.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
