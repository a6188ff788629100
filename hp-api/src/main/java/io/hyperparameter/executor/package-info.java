/**
 * Tasks, executors and threads whose work is done over a snapshot, and what else goes along with
 * it. Not exported.
 */
@NullMarked
package io.hyperparameter.executor;

import org.jspecify.annotations.NullMarked;
