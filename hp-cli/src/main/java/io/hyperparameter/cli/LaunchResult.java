package io.hyperparameter.cli;

import org.jspecify.annotations.Nullable;

/**
 * What came of a {@link Launch}.
 *
 * @param exitCode 0 after help, listings and a normal end, 1 if the method threw or nothing was
 *     found to explain, 2 if the command line or a value is wrong
 * @param value what the method returned, or the object its constructor made; null if nothing ran,
 *     or if it is void
 * @param failure what the method threw, or what was wrong; null if all went well. Of a wrong value
 *     that another thread found, all of it: the {@code ExecutionException} or the like around it
 */
public record LaunchResult(int exitCode, @Nullable Object value, @Nullable Exception failure) {}
