package io.hyperparameter.contract.random;

/** Plays random sequences on the backend this JVM was given. */
class RandomStepsTest extends RandomContract {}
