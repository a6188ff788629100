package io.hyperparameter.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.hyperparameter.ScopeLeft")
@Label("Scope Left")
@Category("Hyperparameter")
@Enabled(false)
@StackTrace
final class ScopeLeft extends Event {
  /** Asked whether such events are wanted; never written. */
  static final ScopeLeft PROBE = new ScopeLeft();

  @Label("Depth")
  @Description("The number of scopes of the thread that are still open")
  int depth;
}
