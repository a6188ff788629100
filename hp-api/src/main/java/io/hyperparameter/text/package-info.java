/**
 * Numbers, values, keys and names as people read them in messages: in their shortest form, quoted,
 * cut, or next to what was meant. Knows nothing of this library. Not exported.
 */
@NullMarked
package io.hyperparameter.text;

import org.jspecify.annotations.NullMarked;
