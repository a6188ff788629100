package io.hyperparameter.contract;

/** A case cannot be replayed yet because a module it needs does not exist. */
final class WaitingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WaitingException(String waitingFor) {
    super("waiting for " + waitingFor);
  }
}
