package io.hyperparameter.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A system property that is on or off. */
public enum Switch {
  /** Scopes are tracked. */
  TRACK("hyperparameter.track"),
  /** What a kernel misreads is thrown. */
  STRICT("hyperparameter.strict");

  private final String property;

  Switch(String property) {
    this.property = property;
  }

  /**
   * {@return whether it is on: {@code true} in any case, or set without a value; what a security
   * manager does not let us see is not set}
   */
  public boolean isOn() {
    String value = value();
    return value != null && (value.isEmpty() || value.equals("true"));
  }

  /** {@return what is to be said of switches that have values which are none of theirs} */
  public static List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (Switch each : values()) {
      String value = each.value();
      if (value != null && !each.isOn() && !value.equals("false")) {
        complaints.add(
            "system property "
                + each.property
                + " is \""
                + value
                + "\", so it is off; true, or no value, turns it on, and false off");
      }
    }
    return complaints;
  }

  private @Nullable String value() {
    try {
      String value = System.getProperty(property);
      return value == null ? null : value.strip().toLowerCase(Locale.ROOT);
    } catch (SecurityException e) {
      return null;
    }
  }
}
