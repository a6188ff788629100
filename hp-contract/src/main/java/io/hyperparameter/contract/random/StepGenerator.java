package io.hyperparameter.contract.random;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a sequence of steps from a seed. The same seed gives the same sequence. */
final class StepGenerator {
  /** Threads that live as long as the sequence. */
  static final int ACTORS = 3;

  static final int SLOTS = 6;
  static final int SNAPSHOTS = 3;

  private static final int BODY_DEPTH = 2;

  /** After so many steps another thread goes on; one of them for each sequence. */
  private static final int[] TURNS = {8, 60, 300};

  private static final int LONGEST_BODY = 6;

  /** To start a thread costs as much as many steps: few are started, and each plays long. */
  private static final int LONGEST_BODY_OF_A_THREAD = 60;

  private static final ReadType[] BY_KEY = {
    ReadType.LONG,
    ReadType.INT,
    ReadType.DOUBLE,
    ReadType.FLOAT,
    ReadType.BOOLEAN,
    ReadType.STRING,
    ReadType.ENUM
  };
  private static final ReadType[] BY_HASH = {
    ReadType.LONG, ReadType.DOUBLE, ReadType.BOOLEAN, ReadType.STRING
  };
  private static final ReadType[] BY_PARAM = {
    ReadType.LONG, ReadType.INT, ReadType.DOUBLE, ReadType.BOOLEAN, ReadType.STRING, ReadType.ENUM
  };

  private final Random random;
  private final ValuePool pool;
  private final List<StepKind> urn = new ArrayList<>();
  private final int turns;
  private int actor;

  /**
   * @param frozen whether steps may publish, which every player in the process would see
   */
  StepGenerator(long seed, LazyPool lazies, boolean frozen) {
    random = new Random(seed);
    pool = new ValuePool(random, lazies);
    turns = TURNS[random.nextInt(TURNS.length)];
    Set<StepKind> kinds = EnumSet.allOf(StepKind.class);
    if (!frozen) {
      kinds.remove(StepKind.FROZEN);
    }
    for (StepKind kind : kinds) {
      for (int i = 0; i < kind.weight; i++) {
        urn.add(kind);
      }
    }
  }

  List<Step> steps(int count) {
    return steps(count, BODY_DEPTH);
  }

  private List<Step> steps(int count, int depth) {
    List<Step> steps = new ArrayList<>();
    while (steps.size() < count) {
      StepKind kind = urn.get(random.nextInt(urn.size()));
      if (!kind.hasBody || depth > 0) {
        steps.add(step(kind, depth));
      }
    }
    return steps;
  }

  private Step step(StepKind kind, int depth) {
    if (random.nextInt(turns) == 0) {
      // one thread does most, or scopes would mostly be found open elsewhere
      actor = Math.max(0, random.nextInt(ACTORS + 4) - 4);
    }
    int slot = random.nextInt(SLOTS);
    int doer = actor;
    List<Step> body = kind.hasBody ? body(kind, depth - 1) : List.of();
    Step plain = new Step(kind, doer, slot, null, null, null, ReadType.RAW, body);
    return switch (kind) {
      case NEW, NEW_EMPTY, ENTER, CLOSE, CLOSE_INNERMOST, RUN, RUN_THROWING, VIEW, FROZEN, THREAD ->
          plain;
      case NEW_ONE, WITH -> of(plain, pool.key(), pool.any());
      case NEW_MAP, INIT -> of(plain, null, pool.map(2));
      case NEW_DEFINED, WITH_DEFINITIONS -> of(plain, null, pool.definitions());
      case PUT -> anywhere(of(plain, pool.key(), pool.plain()));
      case PUT_OBJECT -> anywhere(of(plain, pool.key(), pool.any()));
      case PUT_ALL -> anywhere(of(plain, null, pool.map(2)));
      case PUT_MANY -> anywhere(of(plain, null, pool.many()));
      case WRITE_EACH -> scopeOrCurrent(of(plain, null, pool.burst()));
      case REMOVE, FIND, CONTAINS -> anywhere(of(plain, pool.key(), null));
      case CLEAR, KEYS, TO_MAP -> anywhere(plain);
      case GET, REQUIRE -> anywhere(of(plain, pool.key(), any(BY_KEY)));
      case GET_CLASS -> anywhere(of(plain, pool.key(), any(ReadType.values())));
      case GET_BY_HASH -> scopeOrCurrent(of(plain, pool.key(), any(BY_HASH)));
      case GET_PARAM -> scopeOrCurrent(of(plain, pool.key(), any(BY_PARAM)));
      case CAPTURE, SNAPSHOT_MAP, TO_SCOPE, BOUND_HERE, BOUND_THREAD ->
          of(plain, null, random.nextInt(SNAPSHOTS));
    };
  }

  private List<Step> body(StepKind kind, int depth) {
    boolean thread = kind == StepKind.THREAD || kind == StepKind.BOUND_THREAD;
    return steps(random.nextInt(thread ? LONGEST_BODY_OF_A_THREAD : LONGEST_BODY), depth);
  }

  private ReadType any(ReadType[] types) {
    return types[random.nextInt(types.length)];
  }

  private static Step of(Step s, @Nullable String key, @Nullable Object value) {
    return value instanceof ReadType type
        ? new Step(s.kind(), s.actor(), s.slot(), s.prefix(), key, null, type, s.body())
        : new Step(s.kind(), s.actor(), s.slot(), s.prefix(), key, value, s.type(), s.body());
  }

  private Step scopeOrCurrent(Step s) {
    int slot = random.nextInt(2) == 0 ? Step.CURRENT : s.slot();
    return new Step(s.kind(), s.actor(), slot, null, s.key(), s.value(), s.type(), s.body());
  }

  private Step anywhere(Step s) {
    Step placed = scopeOrCurrent(s);
    return new Step(
        placed.kind(),
        placed.actor(),
        placed.slot(),
        pool.prefix(),
        placed.key(),
        placed.value(),
        placed.type(),
        placed.body());
  }
}
