package io.hyperparameter.processor;

/**
 * What the methods compiled by {@link ContractTest} call; public, as they are in another package.
 */
public final class ContractTestBody {
  private ContractTestBody() {}

  /** Runs the operations inside the body of the call. */
  public static void run() {
    ContractTest.BODY.get().run();
  }
}
