/** What the packages of this module ask of one another. Not exported. */
@NullMarked
package io.hyperparameter.internal;

import org.jspecify.annotations.NullMarked;
