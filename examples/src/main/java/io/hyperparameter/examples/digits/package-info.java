/**
 * Trains a small neural network on handwritten digits, with every number a scoped parameter.
 *
 * <p>Read {@link io.hyperparameter.examples.digits.Training} first: it is the loop a user of the
 * library would write. It and {@code Mlp} declare the typed keys they read. The rest is what a
 * program needs around it: {@code Digits} loads the data and holds a fifth back, {@code
 * TrainingReport} trains and judges. {@code DigitsMain} and {@code CompareMain} are the programs:
 * methods that hp-cli makes commands of.
 */
@NullMarked
package io.hyperparameter.examples.digits;

import org.jspecify.annotations.NullMarked;
