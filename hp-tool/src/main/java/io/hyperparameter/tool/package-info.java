/**
 * The {@code hp} tool: lists, describes, explains, checks and compares the parameters of jars and
 * the configurations that set them.
 *
 * <p>A module of its own, not a part of {@code hp-cli}, so that a program which only wants {@code
 * -D} and {@code --help} does not get a reader of byte code with it. The guide is {@code
 * docs/tool.md}.
 *
 * <p>How the parts fit: {@code Archive} walks through jars, jars in jars and directories, within
 * {@code ScanLimits}; {@code Scan} takes from it the indexes that {@code hp-processor} wrote, and
 * for the rest the classes that look worth reading, from which {@code ScopeReader} takes reads and
 * typed keys, and each {@link io.hyperparameter.tool.LibraryReader} the parameters of the library
 * it knows. The result is a {@code Parameters}, which the commands print. No class of a jar is ever
 * loaded, whatever it contains.
 *
 * <p>Nothing takes or gives null unless it says so ({@code @Nullable}).
 */
@NullMarked
package io.hyperparameter.tool;

import org.jspecify.annotations.NullMarked;
