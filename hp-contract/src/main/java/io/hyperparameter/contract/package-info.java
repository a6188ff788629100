/**
 * The conformance cases of scoped parameters and the suite that replays them over a backend.
 *
 * <p>{@code SEMANTICS.md} states the rules, {@code cases/*.json} put them into replayable form.
 * {@link io.hyperparameter.contract.CaseFiles} reads them, {@link
 * io.hyperparameter.contract.CaseRunner} replays one against the public API, one small class per
 * family of operations, and {@link io.hyperparameter.contract.BackendContract} is the JUnit suite
 * over all of them: extend it in a module that has a backend on its test class path.
 *
 * <p>What a case file says wrong is a {@link io.hyperparameter.contract.CaseFormatException}, what
 * a backend does wrong is an {@link java.lang.AssertionError}; the two are never mixed up with the
 * errors a case expects from the library.
 */
@NullMarked
package io.hyperparameter.contract;

import org.jspecify.annotations.NullMarked;
