/**
 * Limits that a build must keep, on any machine and however noisy it is.
 *
 * <p>{@code benchmarks/limits.ini} says what is limited, to what and why. A {@link
 * io.hyperparameter.benchmarks.guard.Probe} is one thing measured; probes that belong together are
 * a {@link io.hyperparameter.benchmarks.guard.Suite}. {@link
 * io.hyperparameter.benchmarks.guard.Forks} runs each suite in several JVMs, one after the other in
 * turns; inside one, {@link io.hyperparameter.benchmarks.guard.ForkMain} measures all probes in
 * turns of about a millisecond, so that a disturbance meets a probe and its reference alike. {@link
 * io.hyperparameter.benchmarks.guard.Judge} compares within each JVM only, never with a figure from
 * another day, and rejects what is beyond its limit in nearly all of them.
 *
 * <p>JMH gives better figures for people to read; it cannot interleave, and a verdict from it would
 * take an hour.
 */
@NullMarked
package io.hyperparameter.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
