/**
 * The same read, and where there are scopes the same scope, through other libraries: one small
 * adapter each, set up as the library's own documentation recommends, over the same parameters.
 */
@NullMarked
package io.hyperparameter.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
