/** What entering and leaving scopes costs. */
@NullMarked
package io.hyperparameter.benchmarks.scope;

import org.jspecify.annotations.NullMarked;
