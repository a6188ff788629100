package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** A worker of a fork-join pool all of whose work is done over one snapshot. */
public final class BoundWorker extends ForkJoinWorkerThread {
  private final ParamSnapshot snapshot;

  public BoundWorker(ForkJoinPool pool, ParamSnapshot snapshot) {
    super(pool);
    this.snapshot = snapshot;
  }

  @Override
  @SuppressWarnings("DoNotCall") // this is the thread
  public void run() {
    snapshot.run(super::run);
  }
}
