/**
 * A library in a jar of its own that knows nothing of its users, and whose defaults they may
 * override all the same.
 */
@NullMarked
package io.hyperparameter.examples.augment;

import org.jspecify.annotations.NullMarked;
