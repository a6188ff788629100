/** Where values come from: which level, which default, which line of code. Not exported. */
@NullMarked
package io.hyperparameter.origin;

import org.jspecify.annotations.NullMarked;
