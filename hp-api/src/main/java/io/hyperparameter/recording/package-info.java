/** What a recorder of reads notes, and what of it can be played again. Not exported. */
@NullMarked
package io.hyperparameter.recording;

import org.jspecify.annotations.NullMarked;
