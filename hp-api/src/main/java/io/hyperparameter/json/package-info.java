/**
 * As much JSON as this library needs: the index of parameters, snapshots, journals. Exported to our
 * own modules only.
 */
@NullMarked
package io.hyperparameter.json;

import org.jspecify.annotations.NullMarked;
