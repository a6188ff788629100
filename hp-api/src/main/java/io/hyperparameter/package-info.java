/**
 * Scoped hyperparameters: named values that everything called on a thread sees until the scope they
 * were set in is left.
 *
 * <p>Start with {@link io.hyperparameter.ParamScope}, which explains the concept, and declare your
 * parameters as constants with {@link io.hyperparameter.Param}. {@link
 * io.hyperparameter.ParamSnapshot} carries values to other threads, {@link
 * io.hyperparameter.Backend} tells which storage is in use.
 *
 * <p>How the parts fit: a {@code ParamScope} is a set of values that can be entered; entering
 * pushes them as a level onto the calling thread's context ({@code spi.Context}), which {@code
 * context.Contexts} finds; a read probes that context once, by the 64-bit hash of the key ({@code
 * hashing.KeyHash}).
 *
 * <p>Nothing takes or gives null unless it says so ({@code @Nullable}). A null key or definition is
 * an {@link java.lang.IllegalArgumentException} like any malformed one, any other null a {@link
 * java.lang.NullPointerException}, at the latest when it is used.
 */
@NullMarked
package io.hyperparameter;

import org.jspecify.annotations.NullMarked;
