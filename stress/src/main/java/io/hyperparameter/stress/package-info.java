/**
 * What other threads see of what one thread makes. {@code Published...} and the like are tests of
 * jcstress, which runs the actors of one at once, millions of times, under compilers that reorder
 * what they may. Each has two actors, as jcstress leaves out those that want more cores than there
 * are. {@link io.hyperparameter.stress.StressMain} is a program that moves work in every way there
 * is. Both are run by {@code ./long-checks stress}.
 */
@NullMarked
package io.hyperparameter.stress;

import org.jspecify.annotations.NullMarked;
