/** The mapped diagnostic context of SLF4J, carried with a snapshot. */
@NullMarked
package io.hyperparameter.slf4j;

import org.jspecify.annotations.NullMarked;
