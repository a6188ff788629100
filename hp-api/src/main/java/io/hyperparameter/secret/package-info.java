/**
 * Which parameters are secret, and what is shown of them. Knows the index and no scope. Not
 * exported.
 */
@NullMarked
package io.hyperparameter.secret;

import org.jspecify.annotations.NullMarked;
