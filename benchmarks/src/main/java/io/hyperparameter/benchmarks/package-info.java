/**
 * What the hot paths cost. One package per question ({@code read}, {@code write}, {@code scope},
 * {@code hash}, {@code threads}, {@code startup}, {@code training}), {@code peers} for the same
 * question put to other libraries, {@code guard} for the limits a build must keep and {@code
 * report} for the tables and plots.
 */
@NullMarked
package io.hyperparameter.benchmarks;

import org.jspecify.annotations.NullMarked;
