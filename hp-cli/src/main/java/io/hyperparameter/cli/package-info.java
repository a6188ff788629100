/**
 * Command lines: the options of a picocli command that set parameters, and commands made of {@link
 * io.hyperparameter.annotation.AutoParam} methods.
 *
 * <p>A program that has a picocli command adds {@link io.hyperparameter.cli.HyperparameterMixin} to
 * it. A program that has none starts with {@link io.hyperparameter.cli.Launch}. The guide is {@code
 * docs/command-line.md}.
 *
 * <p>How the parts fit: {@code HyperparameterMixin} holds what was typed; {@code Given} makes a
 * configuration of it, with origins; {@code ParamCheck} of {@code hp-config} compares that with the
 * index of known parameters; {@code ParameterTable} writes the index for people; {@code Launchable}
 * finds the methods of a class and {@code LaunchCommand} describes one to picocli.
 *
 * <p>Nothing takes or gives null unless it says so ({@code @Nullable}).
 */
@NullMarked
package io.hyperparameter.cli;

import org.jspecify.annotations.NullMarked;
