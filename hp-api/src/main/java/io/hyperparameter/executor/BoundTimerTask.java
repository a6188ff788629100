package io.hyperparameter.executor;

import java.util.TimerTask;

/** A task for a timer that is already bound. */
public final class BoundTimerTask extends TimerTask {
  private final Runnable task;

  public BoundTimerTask(Runnable task) {
    this.task = task;
  }

  @Override
  public void run() {
    task.run();
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
