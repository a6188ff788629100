/**
 * The workflows of this repository as programs see them: {@link
 * io.hyperparameter.workflows.Workflow} reads one, the tests apply the {@link
 * io.hyperparameter.workflows.Check}s, and {@link io.hyperparameter.workflows.RehearsalMain} runs
 * what can be run on this machine.
 */
@NullMarked
package io.hyperparameter.workflows;

import org.jspecify.annotations.NullMarked;
