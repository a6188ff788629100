/**
 * Who read what: {@link io.hyperparameter.recording.ParamRecorder} notes the reads of a run, tells
 * what was set and never read, and what to set for the same run again.
 */
@NullMarked
package io.hyperparameter.recording;

import org.jspecify.annotations.NullMarked;
