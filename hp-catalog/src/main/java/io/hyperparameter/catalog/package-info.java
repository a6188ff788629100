/**
 * Catalogues: the parameters of libraries that never heard of this one, so that help, checks,
 * completion and tuners cover them.
 *
 * <p>A jar with a catalogue has it where every jar has its index ({@link
 * io.hyperparameter.index.ParamIndex#RESOURCE}), so whoever loads the index knows these parameters.
 * What an index cannot say, that two names mean one parameter, tells {@link
 * io.hyperparameter.catalog.Catalogue}. {@link io.hyperparameter.catalog.XGBoost} also makes the
 * map that its training takes.
 *
 * <p>Nothing takes or gives null unless it says so ({@code @Nullable}).
 */
@NullMarked
package io.hyperparameter.catalog;

import org.jspecify.annotations.NullMarked;
