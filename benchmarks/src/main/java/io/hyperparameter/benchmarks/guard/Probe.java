package io.hyperparameter.benchmarks.guard;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * One thing measured.
 *
 * @param name what limits.ini calls it
 * @param room where it runs: all probes of one room run on one thread, which has been prepared
 * @param operation what is measured
 * @param atOnce how many operations one call makes
 * @param elsewhere whether the work is done by other threads, so that only the clock can tell
 * @param company rooms that do the same at the same time, to show what sharing costs
 */
record Probe(
    String name,
    Room room,
    LongSupplier operation,
    long atOnce,
    boolean elsewhere,
    List<Room> company) {
  static Probe of(String name, Room room, LongSupplier operation) {
    return new Probe(name, room, operation, 1, false, List.of());
  }
}
