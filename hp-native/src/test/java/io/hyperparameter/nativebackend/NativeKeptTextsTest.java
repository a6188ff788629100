package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which texts C++ is asked to keep, and how often. */
class NativeKeptTextsTest extends NativeTest {
  private static final long ADDRESS = 4096;

  /** Of one hash code, so that they have one place. */
  private static final String KEPT = "Aa";

  private static final String OTHER = "BB";
  private static final String REFUSED = "refused";

  private final List<String> asked = new ArrayList<>();
  private final NativeKeptTexts texts =
      new NativeKeptTexts(
          text -> {
            asked.add(text);
            return text.equals(REFUSED) ? NativeKeptTexts.NOT_KEPT : ADDRESS;
          });

  private List<Long> found(String... wanted) {
    return List.of(wanted).stream().map(texts::find).toList();
  }

  @Test
  void oneThatComesAgainIsKeptForGood() {
    assertEquals(List.of(0L, ADDRESS, ADDRESS), found(KEPT, KEPT, KEPT));
    assertEquals(List.of(0L, 0L, 0L), found(OTHER, OTHER, OTHER));
    assertEquals(List.of(ADDRESS), found(KEPT));
    assertEquals(List.of(KEPT), asked);
  }

  @Test
  void anEqualOneIsAnother() {
    assertEquals(List.of(0L, 0L, 0L), found(KEPT, new String(KEPT), KEPT));
    assertEquals(List.of(), asked);
  }

  @Test
  void oneThatIsRefusedIsAskedForOnceAndGivesItsPlaceAway() {
    assertEquals(List.of(0L, 0L, 0L, 0L), found(REFUSED, REFUSED, REFUSED, REFUSED));
    assertEquals(List.of(REFUSED), asked);
    String text = samePlace();
    assertEquals(List.of(0L, ADDRESS), found(text, text));
  }

  private static String samePlace() {
    for (int i = 0; ; i++) {
      String text = "text" + i;
      if (((text.hashCode() ^ REFUSED.hashCode()) & (NativeLayout.KEPT_TEXTS - 1)) == 0) {
        return text;
      }
    }
  }
}
