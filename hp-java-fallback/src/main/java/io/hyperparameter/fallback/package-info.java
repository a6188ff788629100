/**
 * The storage in plain Java: the backend {@code java}.
 *
 * <p>{@link io.hyperparameter.fallback.JavaBackend} is the provider. A context is a {@code
 * JavaContext}: a {@code SlotTable} of its own, laid over the {@code JavaSnapshot} it started on,
 * and an {@code UndoLog} of what its open levels changed, but for the innermost ones, which may be
 * {@code PendingLevel}s still.
 */
@NullMarked
package io.hyperparameter.fallback;

import org.jspecify.annotations.NullMarked;
