/** Events for the JDK's Flight Recorder, which may be missing. Not exported: JFR finds them. */
@NullMarked
package io.hyperparameter.flight;

import org.jspecify.annotations.NullMarked;
