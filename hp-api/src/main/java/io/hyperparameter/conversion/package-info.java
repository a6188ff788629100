/**
 * From what a program or its user writes to what is stored, and from there to the type that a
 * reader asks for: without loss, or with an error that the {@link
 * io.hyperparameter.conversion.ReadSite} makes. Knows no scope and no context. Not exported.
 */
@NullMarked
package io.hyperparameter.conversion;

import org.jspecify.annotations.NullMarked;
