/**
 * The 64-bit hash by which a key is known ({@link io.hyperparameter.hashing.KeyHash}), and the keys
 * that are read by it alone ({@link io.hyperparameter.hashing.DeclaredKeys}). Exported to our own
 * modules only.
 */
@NullMarked
package io.hyperparameter.hashing;

import org.jspecify.annotations.NullMarked;
