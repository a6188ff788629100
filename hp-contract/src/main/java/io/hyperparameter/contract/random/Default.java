package io.hyperparameter.contract.random;

/**
 * What a read gives if there is nothing.
 *
 * @param value the default, already of the type that is read
 */
record Default(Object value) {}
