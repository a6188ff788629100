/**
 * Which storage is in use: the backends that are there, the one that was asked for, and what is
 * said of the others. Knows no scope. Not exported: {@link io.hyperparameter.Backend} tells of it.
 */
@NullMarked
package io.hyperparameter.selection;

import org.jspecify.annotations.NullMarked;
