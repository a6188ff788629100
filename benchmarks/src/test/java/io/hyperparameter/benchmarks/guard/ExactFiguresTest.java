package io.hyperparameter.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.benchmarks.guard.Judge.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hot paths keep the limits that are exact: bytes allocated, memory kept, instructions of C++.
 * Nothing here judges time, which tells of the machine as much as of the code.
 */
class ExactFiguresTest {
  private static ExactFigures figures;

  @BeforeAll
  static void count() throws Exception {
    figures = ExactFigures.judge(Forks.backends());
    LimitRun.print(figures.results(), System.out);
    figures
        .left()
        .forEach(title -> System.out.println("not counted, valgrind or g++ is missing: " + title));
  }

  @Test
  void everyExactLimitIsKept() {
    List<LimitRun.Result> broken =
        figures.results().stream().filter(LimitRun.Result::isBroken).toList();
    assertTrue(
        broken.isEmpty(), () -> "beyond their limits (see benchmarks/limits.ini): " + broken);
  }

  /** Else the rejections below would prove nothing. */
  @Test
  void aFaithfulCopyOfAReadIsAccepted() {
    assertEquals(Verdict.KEPT, bytesOf("copy.faithful"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy.allocation", "copy.boxed"})
  void aCopyThatAllocatesIsRejected(String copy) {
    assertEquals(Verdict.BROKEN, bytesOf(copy));
  }

  /** Judges a copy by the very limit that the read it copies has. */
  private static Verdict bytesOf(String copy) {
    Limit limit =
        Limits.load().stream()
            .filter(l -> l.kind() == Limit.Kind.BYTES && l.of().get(0).equals("read.typed"))
            .findFirst()
            .orElseThrow();
    return Judge.judge(limit, List.of(figures.copies().get(copy))).verdict();
  }
}
