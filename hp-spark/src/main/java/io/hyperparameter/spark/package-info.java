/**
 * Parameters that follow Spark work: {@link io.hyperparameter.spark.HpSpark} is where to begin, and
 * {@link io.hyperparameter.spark.SparkParams} what tasks carry.
 */
@NullMarked
package io.hyperparameter.spark;

import org.jspecify.annotations.NullMarked;
