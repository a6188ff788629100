package io.hyperparameter.examples.digits;

/** The steps were so wide that the loss became infinite. */
final class LossRanAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LossRanAwayException(int epoch) {
    super("the loss ran away in epoch " + epoch + "; give a lower " + Training.LR.key());
  }
}
