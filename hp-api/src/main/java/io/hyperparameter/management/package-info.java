/** What a running program tells of its parameters through JMX, if it asks for that. */
@NullMarked
package io.hyperparameter.management;

import org.jspecify.annotations.NullMarked;
