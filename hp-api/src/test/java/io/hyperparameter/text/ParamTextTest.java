package io.hyperparameter.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamTextTest {
  private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?");

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "-0.0, -0",
    "0.0, 0",
    "0.1, 0.1",
    "-2.5, -2.5",
    "100, 100",
    "123456789.125, 123456789.125",
    "1e-7, 0.0000001",
    "1e21, 1000000000000000000000",
    "9007199254740992, 9007199254740992",
    "9007199254740993, 9007199254740992",
    "-9223372036854775808, -9223372036854776000",
    "0.30000000000000004, 0.30000000000000004",
    // JDK 17 prints these with a digit too many.
    "2.0E-3, 0.002",
    "2e23, 200000000000000000000000",
    "1.1E23, 110000000000000000000000",
    "8.41E21, 8410000000000000000000",
    "2.2250738585072014E-308, 0.0{307}22250738585072014",
    "4.9E-324, 0.0{323}5",
    "9.9E-324, 0.0{322}1",
    "1.7976931348623157E308, 17976931348623157{292}",
    // Exactly between two candidates of 17 digits: the even one.
    "1125899906842624.25, 1125899906842624.2",
    "1125899906842624.75, 1125899906842624.8",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, NaN",
  })
  void writesTheShortestPlainText(double value, String expected) {
    assertEquals(expand(expected), ParamText.of(value));
  }

  /** {@code 0.0{3}5} is 0.0005 (three zeros after the point), {@code 17{2}} is 1700. */
  private static String expand(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      return text;
    }
    int close = text.indexOf('}');
    int zeros = Integer.parseInt(text.substring(open + 1, close));
    String head = text.substring(0, open);
    return (head.equals("0.0") ? "0." : head) + "0".repeat(zeros) + text.substring(close + 1);
  }

  @Test
  void randomDoublesReadBackAndAreShortest() {
    Random random = new Random(20240607);
    for (int i = 0; i < 40_000; i++) {
      assertShortest(Double.longBitsToDouble(random.nextLong()));
      assertShortest(random.nextGaussian());
      assertShortest((float) random.nextGaussian());
    }
  }

  @Test
  void hardDoublesReadBackAndAreShortest() {
    Random random = new Random(5);
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      // Powers of two have a narrower gap below than above.
      double power = Math.scalb(1.0, exponent);
      assertShortest(power);
      assertShortest(Math.nextUp(power));
      assertShortest(-Math.nextDown(power));
    }
    for (int exponent = -324; exponent <= 308; exponent++) {
      for (int lead = 1; lead <= 9; lead++) {
        assertShortest(Double.parseDouble(lead + "e" + exponent));
        assertShortest(Double.parseDouble((10 + random.nextInt(90)) + "e" + exponent));
      }
    }
    for (int i = 0; i < 5000; i++) {
      assertShortest(Double.longBitsToDouble(random.nextLong() & 0xFFFFF)); // small subnormals
      assertShortest(Double.longBitsToDouble(random.nextLong() & 0xFFFFFFFFFFFFFL));
    }
  }

  private static void assertShortest(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return;
    }
    String text = ParamText.of(value);
    if (Double.doubleToLongBits(Double.parseDouble(text)) != Double.doubleToLongBits(value)) {
      fail(value + " does not read back from " + text);
    }
    if (!PLAIN.matcher(text).matches()) {
      fail(value + " is not plain: " + text);
    }
    // A whole double is written in full up to 2^53; that is its shortest plain text.
    BigDecimal written = new BigDecimal(text).stripTrailingZeros();
    int fewer = written.precision() - 1;
    if (fewer > 0) {
      BigDecimal exact = new BigDecimal(value);
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
        BigDecimal shorter = exact.round(new MathContext(fewer, mode));
        if (shorter.doubleValue() == value) {
          fail(value + " is " + text + " but " + shorter + " would do");
        }
      }
    }
    // Of those with as many digits it is the closest that reads back.
    BigDecimal exact = new BigDecimal(value);
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
      BigDecimal rival = exact.round(new MathContext(written.precision(), mode));
      if (rival.doubleValue() == value
          && rival.subtract(exact).abs().compareTo(written.subtract(exact).abs()) < 0) {
        fail(value + " is " + text + " but " + rival + " is closer");
      }
    }
  }

  @Test
  void ofTwoEquallyCloseTextsItIsTheEvenOne() {
    assertEquals("0.5155258178710938", ParamText.of(0.51552581787109375));
    assertEquals("-0.5155258178710938", ParamText.of(-0.51552581787109375));
  }

  @Test
  void quotesOnOneLine() {
    assertEquals(
        "\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u007f\"", ParamText.quote("a\"b\\c\n\r\t\0\u007f"));
    assertEquals("\"\\u2028\\u202e\\ud800\\u00a0\"", ParamText.quote("\u2028\u202e\ud800\u00a0"));
    assertEquals("\"\u4e2d \ud83d\ude80\"", ParamText.quote("\u4e2d \ud83d\ude80"));
  }

  @Test
  void cutsLongTextAndKeepsSurrogatePairsWhole() {
    assertEquals("\"" + "a".repeat(80) + "\"", ParamText.quote("a".repeat(80)));
    assertEquals("\"" + "a".repeat(80) + "\"... (81 characters)", ParamText.quote("a".repeat(81)));
    assertEquals(
        "\"" + "a".repeat(79) + "\"... (81 characters)",
        ParamText.quote("a".repeat(79) + "\ud83d\ude80"));
  }

  @Test
  void describesValueAndKind() {
    assertEquals("null", ParamText.describe(null));
    assertEquals("\"a\" (text)", ParamText.describe("a"));
    assertEquals("7 (long)", ParamText.describe(7L));
    assertEquals("1.5 (double)", ParamText.describe(1.5));
    assertEquals("true (boolean)", ParamText.describe(true));
  }

  @Test
  void neverCallsToStringOfAnObject() {
    Object hostile =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("called");
          }
        };
    String text = ParamText.describe(hostile);
    assertTrue(text.startsWith("an object of io.hyperparameter.text.ParamTextTest"), text);
  }

  @Test
  void showsTheValuesOfListsOfTheJdk() {
    assertEquals("[64, 32] (list)", ParamText.describe(List.of(64L, 32)));
    assertEquals(
        "[\"a\\n\", 1, null, [0.5, true], inf]",
        ParamText.shown(
            Collections.unmodifiableList(
                Arrays.asList("a\n", 1d, null, List.of(.5f, true), 1 / 0d))));
    assertEquals("[]", ParamText.shown(List.of()));
    String many = ParamText.describe(Collections.nCopies(1_000_000, 12345678L));
    assertTrue(many.endsWith(", 12345678, ...] (1000000 elements) (list)"), many);
    assertTrue(many.length() < 140, many);
    String wide = ParamText.shown(List.of("a".repeat(500), "b"));
    assertTrue(wide.length() < 160, wide);
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertEquals("[[[[...]]]]", ParamText.shown(itself));
  }

  @Test
  void asksNoListOfAProgram() {
    List<Object> hostile =
        new java.util.AbstractList<>() {
          @Override
          public Object get(int index) {
            throw new IllegalStateException("called");
          }

          @Override
          public int size() {
            throw new IllegalStateException("called");
          }
        };
    assertTrue(ParamText.shown(hostile).startsWith("an object of io.hyper"));
    String view = ParamText.shown(Collections.unmodifiableList(hostile));
    assertEquals("an object of java.util.List", view);
  }

  @Test
  void namesClassesThatTheJdkHidesByWhatTheyAre() {
    assertEquals("an object of java.util.Set", ParamText.describe(Set.of(1)));
    assertEquals("an object of java.nio.file.Path", ParamText.describe(Path.of("x")));
    assertEquals("an object of java.util.HashSet", ParamText.describe(new HashSet<>()));
    assertEquals("an object of int[]", ParamText.describe(new int[0]));
  }

  @Test
  void plainKeysStandAloneInMessages() {
    assertEquals("train.lr-2_x", ParamText.key("train.lr-2_x"));
    assertEquals("\"\"", ParamText.key(""));
    assertEquals("\"a b\"", ParamText.key("a b"));
    assertEquals("\"a: b\"", ParamText.key("a: b"));
    assertFalse(ParamText.key("k".repeat(500)).length() > 120);
  }
}
