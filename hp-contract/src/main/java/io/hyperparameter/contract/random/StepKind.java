package io.hyperparameter.contract.random;

/** What a step does. The number is how often it is drawn, relative to the others. */
enum StepKind {
  // building
  NEW(2),
  NEW_ONE(3),
  NEW_MAP(4),
  NEW_DEFINED(2),
  NEW_EMPTY(2),
  WITH(3),
  WITH_DEFINITIONS(2),
  // entering and leaving
  ENTER(14),
  CLOSE(4),
  CLOSE_INNERMOST(12),
  RUN(5, true),
  RUN_THROWING(3, true),
  INIT(1),
  // writing
  PUT(12),
  PUT_OBJECT(5),
  PUT_ALL(5),
  PUT_MANY(3),
  WRITE_EACH(6),
  REMOVE(7),
  CLEAR(2),
  // reading
  GET(20),
  GET_BY_HASH(10),
  GET_PARAM(10),
  REQUIRE(5),
  GET_CLASS(4),
  FIND(3),
  CONTAINS(3),
  KEYS(2),
  TO_MAP(2),
  // threads
  VIEW(1),
  FROZEN(2),
  THREAD(1, true),
  CAPTURE(3),
  SNAPSHOT_MAP(1),
  TO_SCOPE(3),
  BOUND_HERE(2, true),
  BOUND_THREAD(1, true);

  final int weight;

  /** Whether it runs other steps inside. */
  final boolean hasBody;

  StepKind(int weight) {
    this(weight, false);
  }

  StepKind(int weight, boolean hasBody) {
    this.weight = weight;
    this.hasBody = hasBody;
  }
}
