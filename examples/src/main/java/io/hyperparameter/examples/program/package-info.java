/**
 * What a program does with its command line: {@link io.hyperparameter.examples.program.Program}
 * turns {@code -D} into a scope, checks it against the {@link
 * io.hyperparameter.examples.program.Settings} of the program, and mistakes into one line.
 */
@NullMarked
package io.hyperparameter.examples.program;

import org.jspecify.annotations.NullMarked;
