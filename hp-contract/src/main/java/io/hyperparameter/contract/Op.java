package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** How one kind of operation of a case is carried out. */
@FunctionalInterface
interface Op {
  /**
   * Carries it out on the calling thread.
   *
   * @throws AssertionError if a result is not the expected one
   * @throws CaseFormatException if the operation is malformed
   * @throws RuntimeException what the library throws
   */
  void run(JsonNode op, Frame frame);
}
