/** A Spark cluster of processes on this machine. */
@NullMarked
package io.hyperparameter.examples.spark;

import org.jspecify.annotations.NullMarked;
