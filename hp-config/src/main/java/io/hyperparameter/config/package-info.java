/**
 * Configuration files, command-line definitions and environment variables, merged into one
 * immutable {@link io.hyperparameter.config.Config}, which becomes a scope or a record.
 *
 * <p>Start with {@link io.hyperparameter.config.Config}. {@link
 * io.hyperparameter.config.ConfigLoader} names further sources and what is allowed in them; {@link
 * io.hyperparameter.config.ConfigException} reports everything that is wrong, each thing with its
 * file, line and column; {@link io.hyperparameter.config.ConfigFormat} writes values back.
 *
 * <p>How the parts fit: a reader per format turns a {@code SourceText} into a tree of {@code Node},
 * in which each value keeps its text and its origin; {@code Names} gives dotted and nested names
 * one form; {@code Documents} follows includes; {@code Merge} lays trees over each other; {@code
 * Overrides} applies definitions; {@code Interpolation} resolves references; {@code Binder} makes
 * records. Each step collects its errors in {@code Problems} instead of stopping at the first.
 *
 * <p>Nothing takes or gives null unless it says so ({@code @Nullable}).
 */
@NullMarked
package io.hyperparameter.config;

import org.jspecify.annotations.NullMarked;
