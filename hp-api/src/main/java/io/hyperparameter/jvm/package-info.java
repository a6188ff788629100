/**
 * What this library knows of the JVM it runs on, beyond what Java promises, and how it was started.
 * Not exported: only our own modules may look.
 */
@NullMarked
package io.hyperparameter.jvm;

import org.jspecify.annotations.NullMarked;
