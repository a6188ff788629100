package io.hyperparameter.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.hyperparameter.ScopeEntered")
@Label("Scope Entered")
@Category("Hyperparameter")
@Enabled(false)
@StackTrace
final class ScopeEntered extends Event {
  /** Asked whether such events are wanted; never written. */
  static final ScopeEntered PROBE = new ScopeEntered();

  @Label("Depth")
  @Description("The number of open scopes of the thread, this one included")
  int depth;
}
