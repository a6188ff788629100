package io.hyperparameter.benchmarks.training;

/** A training loop that asks for its parameters while it runs. */
public interface Training {
  /** One pass over the data, parameters asked for once a minibatch. */
  double epochAskingPerBatch(Hyper hyper);

  /** One pass over the data, parameters asked for once a sample. */
  double epochAskingPerSample(Hyper hyper);
}
