/** What the packages of this module ask of the main one. Not exported. */
@NullMarked
package io.hyperparameter.internal;

import org.jspecify.annotations.NullMarked;
