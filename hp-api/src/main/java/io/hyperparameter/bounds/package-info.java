/** What typed keys allow: ranges and lists of values. Not exported. */
@NullMarked
package io.hyperparameter.bounds;

import org.jspecify.annotations.NullMarked;
