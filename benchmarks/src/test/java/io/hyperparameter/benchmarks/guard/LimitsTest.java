package io.hyperparameter.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.benchmarks.guard.Judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final String RATIO = "[t]\nratio = a / b\nat most = 1.5\nwhy = because\n";

  @Test
  void everyLimitOfTheFileIsUnderstoodAndGivesItsReason() {
    List<Limit> limits = Limits.load();
    assertTrue(limits.size() > 30);
    limits.forEach(limit -> assertFalse(limit.why().isBlank(), limit.title()));
  }

  @Test
  void aTypingSlipIsAnErrorThatQuotesIt() {
    assertMessage("no such word", RATIO + "no such word = 1");
    assertMessage("what is \"ratio a / b\"", "[t]\nratio a / b");
    assertMessage("at most", "[t]\nratio = a / b\nwhy = because");
    assertMessage("why", "[t]\nratio = a / b\nat most = 1");
    assertMessage("not exact", RATIO + "meanwhile = 2");
    assertMessage("needs \"a / b\"", "[t]\nratio = a, b\nat most = 1\nwhy = because");
  }

  @Test
  void aRatioIsTakenWithinOneJvm() {
    Limit limit = parse(RATIO);
    assertEquals(2.0, limit.valueIn(Forks.parse(List.of("a\t4.0\t0.0", "b\t2.0\t0.0")), null));
    assertEquals(null, limit.valueIn(Forks.parse(List.of("a\t4.0\t0.0")), null));
  }

  @Test
  void aSpreadIsTheSlowestOverTheFastest() {
    Limit limit = parse("[t]\nspread = a, b, c\nat most = 1.3\nwhy = because");
    assertEquals(
        3.0, limit.valueIn(Forks.parse(List.of("a\t4.0\t0", "b\t2.0\t0", "c\t6.0\t0")), null));
  }

  @Test
  void timeIsReportedAndNeverBroken() {
    Limit limit = parse(RATIO);
    assertEquals(Verdict.KEPT, judge(limit, 1.2, 1.3, 9));
    assertEquals(Verdict.NOT_REACHED, judge(limit, 1.6, 1.7, 9));
    assertEquals(false, limit.isExact());
  }

  @Test
  void whatIsExactMayNotGetWorse() {
    Limit bytes = parse("[t]\nbytes = a\nat most = 0\nwhy = because");
    assertEquals(Verdict.KEPT, judge(bytes, 0));
    assertEquals(Verdict.BROKEN, judge(bytes, 16));
    Limit figure = parse("[t]\nfigure = a\nat most = 40\nmeanwhile = 47\nwhy = because");
    assertEquals(Verdict.NOT_REACHED, judge(figure, 46));
    assertEquals(Verdict.BROKEN, judge(figure, 48));
  }

  @Test
  void aFigureOfTheReferenceRunIsNotForABuild() {
    Limit limit =
        parse("[t]\nfigure = a\nat most = 40\njudged = in the reference run\nwhy = because");
    assertEquals(false, limit.isExact());
    assertEquals(Verdict.NOT_REACHED, judge(limit, 99));
  }

  private static Verdict judge(Limit limit, double... values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return Judge.judge(limit, list).verdict();
  }

  private static Limit parse(String text) {
    return Limits.parse(text.lines().toList()).get(0);
  }

  private static void assertMessage(String part, String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Limits.parse(text.lines().toList()))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
