package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    assertEquals(List.of(0L, ADDRESS, ADDRESS), found(OTHER, OTHER, OTHER));
    assertEquals(List.of(ADDRESS), found(KEPT));
    assertEquals(List.of(KEPT, OTHER), asked);
  }

  @Test
  void thoseOfOnePlaceAreKeptAlsoWhereTheyComeInTurn() {
    assertEquals(List.of(0L, 0L, ADDRESS, ADDRESS), found(KEPT, OTHER, KEPT, OTHER));
  }

  @Test
  void noMoreThanAFewOfOnePlaceAreKeptAndOthersComeAndGo() {
    String[] ofOnePlace = samePlace(8).toArray(new String[0]);
    int kept = 0;
    for (String text : ofOnePlace) {
      kept += found(text, text, text).contains(ADDRESS) ? 1 : 0;
    }
    assertEquals(4, kept);
    assertEquals(List.of(ADDRESS), found(ofOnePlace[0]));
    assertEquals(List.of(ADDRESS), found(ofOnePlace[3]));
    assertEquals(List.of(0L), found(ofOnePlace[7]));
  }

  @Test
  void anEqualOneIsAnother() {
    assertEquals(List.of(0L, 0L), found(KEPT, new String(KEPT)));
    assertEquals(List.of(), asked);
  }

  @Test
  void oneThatIsRefusedIsAskedForOnceAndGivesItsPlaceAway() {
    assertEquals(List.of(0L, 0L, 0L, 0L), found(REFUSED, REFUSED, REFUSED, REFUSED));
    assertEquals(List.of(REFUSED), asked);
    String text = samePlace(1).get(0);
    assertEquals(List.of(0L, ADDRESS), found(text, text));
  }

  /** As {@link #REFUSED}. */
  private static List<String> samePlace(int count) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "text" + i)
        .filter(text -> placeOf(text) == placeOf(REFUSED))
        .limit(count)
        .toList();
  }

  private static int placeOf(String text) {
    return text.hashCode() & (NativeLayout.KEPT_TEXTS - 1);
  }
}
