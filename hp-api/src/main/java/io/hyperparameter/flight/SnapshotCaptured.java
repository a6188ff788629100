package io.hyperparameter.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.hyperparameter.SnapshotCaptured")
@Label("Snapshot Captured")
@Category("Hyperparameter")
@Enabled(false)
@StackTrace
final class SnapshotCaptured extends Event {
  /** Asked whether such events are wanted; never written. */
  static final SnapshotCaptured PROBE = new SnapshotCaptured();

  @Label("Values")
  @Description("How many values and removed keys were captured")
  int values;
}
