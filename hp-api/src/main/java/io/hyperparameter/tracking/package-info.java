/**
 * Finds scopes that got lost, where they are tracked: {@link io.hyperparameter.LostScopes} tells of
 * it. Not exported.
 */
@NullMarked
package io.hyperparameter.tracking;

import org.jspecify.annotations.NullMarked;
