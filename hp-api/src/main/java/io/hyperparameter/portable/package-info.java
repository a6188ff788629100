/**
 * The two forms of a snapshot that any JVM can read, JSON and bytes; docs/snapshots.md tells what
 * stands where. Not exported.
 */
@NullMarked
package io.hyperparameter.portable;

import org.jspecify.annotations.NullMarked;
