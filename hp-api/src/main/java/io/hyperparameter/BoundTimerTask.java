package io.hyperparameter;

import java.util.TimerTask;

/** A task for a timer that is already bound. */
final class BoundTimerTask extends TimerTask {
  private final Runnable task;

  BoundTimerTask(Runnable task) {
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
