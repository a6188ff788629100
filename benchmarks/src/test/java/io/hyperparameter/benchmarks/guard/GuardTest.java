package io.hyperparameter.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.benchmarks.guard.Judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hot paths keep their limits, and the guard notices when they do not. */
class GuardTest {
  private static final Forks FORKS = new Forks();
  private static final List<Fork> COPIES = new ArrayList<>();

  @BeforeAll
  static void measureCopies() throws Exception {
    for (int i = 0; i < SuiteType.COPIES.forks("java"); i++) {
      COPIES.add(FORKS.run(SuiteType.COPIES, "java"));
    }
  }

  @Test
  void everyLimitOfABuildIsKept() throws Exception {
    List<Guard.Result> results = Guard.run(false);
    Guard.print(results, System.out);
    List<Guard.Result> broken = results.stream().filter(Guard.Result::isBroken).toList();
    assertTrue(
        broken.isEmpty(), () -> "beyond their limits (see benchmarks/limits.ini): " + broken);
  }

  /** Else the rejections below would prove nothing. */
  @Test
  void aFaithfulCopyOfAReadIsAccepted() {
    assertEquals(Verdict.KEPT, timeOf("copy.faithful"));
    assertEquals(Verdict.KEPT, bytesOf("copy.faithful"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy.allocation", "copy.boxed"})
  void aCopyThatAllocatesIsRejected(String copy) {
    assertEquals(Verdict.BROKEN, bytesOf(copy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy.lock", "copy.linear"})
  void aCopyThatTakesLongerIsRejected(String copy) {
    assertEquals(Verdict.BROKEN, timeOf(copy));
  }

  private static Verdict timeOf(String copy) {
    return judge("read.typed", Limit.Kind.RATIO, copy);
  }

  private static Verdict bytesOf(String copy) {
    return judge("read.typed", Limit.Kind.BYTES, copy);
  }

  /** Judges a copy by the very limit that the read it copies has. */
  private static Verdict judge(String original, Limit.Kind kind, String copy) {
    Limit limit =
        Limits.load().stream()
            .filter(l -> l.kind() == kind && l.of().get(0).equals(original))
            .findFirst()
            .orElseThrow();
    List<String> of = new ArrayList<>(limit.of());
    of.set(0, copy);
    Limit forCopy =
        new Limit(
            limit.title(),
            kind,
            of,
            limit.bound(),
            limit.meanwhile(),
            limit.tried(),
            limit.backends(),
            limit.fromJdk(),
            limit.toJdk(),
            limit.everyBuild(),
            limit.why());
    return Judge.judge(forCopy, COPIES.stream().map(fork -> forCopy.valueIn(fork, null)).toList())
        .verdict();
  }
}
