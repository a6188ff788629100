/**
 * Runs the benchmarks of a question after the other and writes what was found: JMH's JSON, tables
 * in Markdown, plots. {@code benchmarks/run} starts it; nothing but the JDK draws.
 *
 * <p>A {@link io.hyperparameter.benchmarks.report.Section} is one question and says what JMH runs
 * for it; its results are {@link io.hyperparameter.benchmarks.report.Row}s. {@link
 * io.hyperparameter.benchmarks.report.Report} makes pages from rows, with charts drawn on a {@link
 * io.hyperparameter.benchmarks.report.Canvas}, which is either SVG or PNG.
 */
@NullMarked
package io.hyperparameter.benchmarks.report;

import org.jspecify.annotations.NullMarked;
