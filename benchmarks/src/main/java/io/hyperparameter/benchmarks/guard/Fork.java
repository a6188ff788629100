package io.hyperparameter.benchmarks.guard;

import java.util.Map;

/**
 * What one JVM measured.
 *
 * @param nanos nanoseconds per operation by probe
 * @param bytes bytes allocated per operation by probe
 * @param figures exact figures by name
 */
record Fork(Map<String, Double> nanos, Map<String, Double> bytes, Map<String, Double> figures) {}
