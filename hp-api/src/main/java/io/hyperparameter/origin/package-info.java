/**
 * Where values come from (which level, which default, which line of code), and how they are shown
 * to people. Not exported.
 */
@NullMarked
package io.hyperparameter.origin;

import org.jspecify.annotations.NullMarked;
