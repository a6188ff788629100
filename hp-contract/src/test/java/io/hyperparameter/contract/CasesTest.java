package io.hyperparameter.contract;

/** Replays all cases on the backend this JVM was given. */
class CasesTest extends BackendContract {}
