package io.hyperparameter.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.hyperparameter.ValuesFrozen")
@Label("Values Frozen")
@Category("Hyperparameter")
@Enabled(false)
@StackTrace
final class ValuesFrozen extends Event {
  @Label("Values")
  @Description("How many values threads start with from now on")
  int values;
}
