/** What {@code hp attach} sends into another program; it knows nothing but the JDK. */
@NullMarked
package io.hyperparameter.tool.agent;

import org.jspecify.annotations.NullMarked;
