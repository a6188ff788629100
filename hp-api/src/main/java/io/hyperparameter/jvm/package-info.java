/**
 * What this library knows of the JVM it runs on, beyond what Java promises. Not exported: only our
 * own modules may look.
 */
@NullMarked
package io.hyperparameter.jvm;

import org.jspecify.annotations.NullMarked;
