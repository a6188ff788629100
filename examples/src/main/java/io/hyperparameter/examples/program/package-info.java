/**
 * What the programs share: {@link io.hyperparameter.examples.program.Programs} makes a command of a
 * method.
 */
@NullMarked
package io.hyperparameter.examples.program;

import org.jspecify.annotations.NullMarked;
