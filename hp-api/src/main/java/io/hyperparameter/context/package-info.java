/**
 * The context of a thread or task as the API sees it: how it is found, what is kept with it, the
 * long way of a read, and who watches reads. Storage is behind it ({@code spi}), scopes are before
 * it. Not exported.
 */
@NullMarked
package io.hyperparameter.context;

import org.jspecify.annotations.NullMarked;
