package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.context.ParamSite;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.Definitions;
import io.hyperparameter.conversion.ReadSite;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {
  private static final ReadSite K = new ParamSite.Detached("train.x", null);

  private enum Mode {
    FAST,
    SAFE,
    safe,
    KIND
  }

  private static ParamTypeException refused(Executable read) {
    return assertThrows(ParamTypeException.class, read);
  }

  static List<Object> objects() {
    return List.of(new Object(), List.of(1L), new AtomicLong(1), 'c', 1);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void objectsAreNothingElse(Object value) {
    refused(() -> Conversions.toLong(K, value));
    refused(() -> Conversions.toInt(K, value));
    refused(() -> Conversions.toDouble(K, value));
    refused(() -> Conversions.toFloat(K, value));
    refused(() -> Conversions.toBoolean(K, value));
    refused(() -> Conversions.toText(K, value));
    refused(() -> Conversions.toEnum(K, value, Mode.class));
  }

  // R1

  @ParameterizedTest
  @CsvSource({
    "42, 42",
    "-42, -42",
    "+5, 5",
    "-0, 0",
    "007, 7",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "+0000000000000000000009223372036854775807, 9223372036854775807",
    "1.0, 1",
    "3., 3",
    "1e3, 1000",
    "1E+3, 1000",
    "-2.50e1, -25",
    "25e-1e, ERR",
    "250e-1, 25",
    ".0, 0",
    "-.0, 0",
    "1e-400, ERR",
    "0e99999999999999999999, 0",
    "0.000e-5, 0",
    "1234500e-2, 12345",
    "12345e-2, ERR",
    "3.000000000000000000000, 3",
    "-3.00000000000000000001, ERR",
    "0.9999999999999999999, ERR",
    "9007199254740993.0, ERR",
    "0.9007199254740992e16, 9007199254740992",
    "0.90071992547409921e16, ERR",
    "00000000000000000000100e-2, 1",
    "1e-99999999999999999999, ERR",
    "1e99999999999999999999, ERR",
    "9007199254740992.0, 9007199254740992",
    "-9007199254740992., -9007199254740992",
    "9007199254740994.0, ERR",
    "9223372036854775808, ERR",
    "-9223372036854775809, ERR",
    "9223372036854775810, ERR",
    "92233720368547758070, ERR",
    "18446744073709551616, ERR",
    "18446744073709551617, ERR",
    "1000000000000000000000000000000, ERR",
    "1e19, ERR",
    "1e999999999, ERR",
    "1e-1, ERR",
    "3.14, ERR",
    "inf, ERR",
    "nan, ERR",
    "-, ERR",
    "+, ERR",
    "'', ERR",
    "12a, ERR",
    "0x10, ERR",
    "1-1, ERR",
    "' 1', ERR",
    "'1 ', ERR",
    "1_000, ERR",
    "--1, ERR",
    "1L, ERR",
  })
  void textToLong(String text, String expected) {
    if (expected.equals("ERR")) {
      assertSame(text, refused(() -> Conversions.toLong(K, text)).value());
    } else {
      assertEquals(Long.parseLong(expected), Conversions.toLong(K, text));
    }
  }

  /** Digits, points and exponents of all lengths, against the exact value. */
  @Test
  void numeralsAreWholeByTheirDigits() {
    Random random = new Random(20);
    BigDecimal limit = BigDecimal.valueOf(1L << 53);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
      int length = 1 + random.nextInt(22);
      int point = random.nextInt(length + 1);
      for (int at = 0; at < length; at++) {
        text.append(at == point ? "." : "").append(random.nextInt(3) == 0 ? random.nextInt(10) : 0);
      }
      text.append('e').append(random.nextInt(45) - 22);
      BigDecimal exact = new BigDecimal(text.toString());
      boolean whole = exact.stripTrailingZeros().scale() <= 0 && exact.abs().compareTo(limit) <= 0;
      if (whole) {
        assertEquals(
            exact.longValueExact(), Conversions.toLong(K, text.toString()), text::toString);
      } else {
        refused(() -> Conversions.toLong(K, text.toString()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0661\u0662",
        "\uff11",
        "1\n",
        "\n1",
        "1\u0000",
        "\u00a01",
        "\u0661.5",
        "1e\u0661",
        "\u22121"
      })
  void foreignDigitsAndControlsAreNoNumber(String text) {
    refused(() -> Conversions.toLong(K, text));
    refused(() -> Conversions.toInt(K, text));
    refused(() -> Conversions.toDouble(K, text));
    refused(() -> Conversions.toFloat(K, text));
  }

  @Test
  void longTextAgreesWithTheJdkOnAllRanges() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      assertEquals(value, Conversions.toLong(K, Long.toString(value)));
    }
    for (long near = -20; near <= 20; near++) {
      BigDecimal top = new BigDecimal(Long.MAX_VALUE).add(BigDecimal.valueOf(near));
      BigDecimal bottom = new BigDecimal(Long.MIN_VALUE).add(BigDecimal.valueOf(near));
      assertRange(top.toPlainString(), near <= 0, Long.MAX_VALUE + near);
      assertRange(bottom.toPlainString(), near >= 0, Long.MIN_VALUE + near);
    }
  }

  private static void assertRange(String text, boolean inside, long value) {
    if (inside) {
      assertEquals(value, Conversions.toLong(K, text));
    } else {
      refused(() -> Conversions.toLong(K, text));
    }
  }

  @Test
  void doubleToLongOnlyWhereWhole() {
    assertEquals(42, Conversions.toLong(K, 42.0));
    assertEquals(0, Conversions.toLong(K, -0.0));
    assertEquals(1L << 60, Conversions.toLong(K, 0x1p60));
    assertEquals(Long.MIN_VALUE, Conversions.toLong(K, -0x1p63));
    for (double wrong :
        new double[] {
          -3.99,
          0x1p63,
          Math.nextDown(-0x1p63),
          1e300,
          -1e300,
          1000000000000000.8,
          0.5,
          Double.MIN_VALUE
        }) {
      refused(() -> Conversions.toLong(K, wrong));
    }
    refused(() -> Conversions.toLong(K, Double.NaN));
    refused(() -> Conversions.toLong(K, Double.POSITIVE_INFINITY));
    refused(() -> Conversions.toLong(K, Double.NEGATIVE_INFINITY));
  }

  @Test
  void longAndBooleanToLong() {
    assertEquals(Long.MIN_VALUE, Conversions.toLong(K, Long.MIN_VALUE));
    assertEquals(1, Conversions.toLong(K, true));
    assertEquals(0, Conversions.toLong(K, false));
    assertEquals(1, Conversions.toInt(K, true));
  }

  // R6

  @Test
  void intIsLongWithinRange() {
    assertEquals(Integer.MAX_VALUE, Conversions.toInt(K, 2147483647L));
    assertEquals(Integer.MIN_VALUE, Conversions.toInt(K, "-2147483648"));
    assertEquals(1000, Conversions.toInt(K, "1e3"));
    assertEquals(Integer.MIN_VALUE, Conversions.narrowToInt(K, Integer.MIN_VALUE));
    for (Object wrong :
        new Object[] {2147483648L, -2147483649L, "2147483648", 3e9, 1L << 32, Long.MIN_VALUE}) {
      ParamTypeException e = refused(() -> Conversions.toInt(K, wrong));
      assertEquals("int", e.wantedType());
      assertSame(wrong, e.value());
    }
    refused(() -> Conversions.narrowToInt(K, 1L << 32));
    refused(() -> Conversions.narrowToInt(K, -(1L << 31) - 1));
  }

  @Test
  void floatIsTheNearestAndNeverOverflows() {
    assertEquals(0.1f, Conversions.toFloat(K, 0.1));
    assertEquals(0.1f, Conversions.toFloat(K, "0.1"));
    assertEquals(16777216f, Conversions.toFloat(K, 16777217L));
    assertEquals(Float.POSITIVE_INFINITY, Conversions.toFloat(K, "inf"));
    assertEquals(Float.POSITIVE_INFINITY, Conversions.toFloat(K, "1e400"));
    assertEquals(0f, Conversions.toFloat(K, 1e-300));
    assertTrue(Float.isNaN(Conversions.toFloat(K, Double.NaN)));
    assertEquals(Float.MAX_VALUE, Conversions.narrowToFloat(K, Float.MAX_VALUE));
    // The largest double that still rounds to a finite float, and the next one.
    double last = Math.nextDown(0x1.ffffffp127);
    assertEquals(Float.MAX_VALUE, Conversions.narrowToFloat(K, last));
    refused(() -> Conversions.narrowToFloat(K, Math.nextUp(last)));
    assertEquals("1e39", refused(() -> Conversions.toFloat(K, "1e39")).value());
    refused(() -> Conversions.toFloat(K, -1e300));
  }

  // R2

  @ParameterizedTest
  @CsvSource({
    "3.14, 3.14",
    "-2, -2",
    "+.5, 0.5",
    "5., 5",
    "5.e1, 50",
    ".5e1, 5",
    "1e-5, 1e-5",
    "1.5E+3, 1500",
    "00.25, 0.25",
    "-0, -0.0",
    "-0.0e5, -0.0",
    "4.9e-324, 4.9e-324",
    "2.4e-324, 0",
    "1e400, Infinity",
    "-1e400, -Infinity",
    "1e-400, 0",
    "1e999999999, Infinity",
    "1e99999999999999999999, Infinity",
    "-1e-99999999999999999999, -0.0",
    "0e99999999999999999999, 0",
    "inf, Infinity",
    "-Infinity, -Infinity",
    "+INF, Infinity",
    "iNfInItY, Infinity",
    "NaN, NaN",
    "-nan, NaN",
    "9007199254740993, 9007199254740992",
  })
  void textToDouble(String text, double expected) {
    assertEquals(expected, Conversions.toDouble(K, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        ".",
        "+",
        "-",
        "+.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e-",
        "1e5.",
        "1e1e1",
        "1.2.3",
        "--1",
        "+-1",
        "1.0f",
        "1d",
        "1.5D",
        "0x1p3",
        "0x10",
        " 1.5",
        "1.5 ",
        "1_0.5",
        "1,5",
        "infin",
        "infinityy",
        "in",
        "na",
        "nans",
        "1inf",
        "\u0131nf",
        "\u0130NF",
        "inf ",
        "1\n",
        "1e 5",
        "- 1",
        "+inf+"
      })
  void otherTextIsNoDouble(String text) {
    assertSame(text, refused(() -> Conversions.toDouble(K, text)).value());
    refused(() -> Conversions.toFloat(K, text));
    refused(() -> Conversions.toLong(K, text));
  }

  @Test
  void otherKindsToDouble() {
    assertEquals(9007199254740992.0, Conversions.toDouble(K, 9007199254740993L));
    assertEquals(0.1, Conversions.toDouble(K, 0.1));
    refused(() -> Conversions.toDouble(K, true));
    refused(() -> Conversions.toDouble(K, false));
    refused(() -> Conversions.toFloat(K, true));
  }

  @Test
  void largeExponentsThatCancelLongFractions() {
    assertEquals(1e99, Conversions.toDouble(K, "0." + "0".repeat(400) + "1e500"));
    assertEquals(1e-100, Conversions.toDouble(K, "1" + "0".repeat(400) + "e-500"));
    assertEquals(1, Conversions.toLong(K, "1" + "0".repeat(400) + "e-400"));
  }

  @Test
  void hostileTextTakesLinearTime() {
    int million = 1 << 20;
    String[] texts = {
      "9".repeat(million),
      "0".repeat(million),
      "0." + "3".repeat(million),
      "1e" + "9".repeat(million),
      "1e-" + "9".repeat(million),
      "9".repeat(million) + "x",
      "+".repeat(million),
      "a".repeat(million)
    };
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String text : texts) {
            for (Executable read :
                List.<Executable>of(
                    () -> Conversions.toLong(K, text),
                    () -> Conversions.toDouble(K, text),
                    () -> Conversions.toBoolean(K, text),
                    () -> Conversions.toEnum(K, text, Mode.class))) {
              try {
                read.execute();
              } catch (ParamTypeException e) {
                assertTrue(e.getMessage().length() < 400, e.getMessage());
              }
            }
          }
        });
    assertEquals(0, Conversions.toLong(K, texts[1]));
    assertEquals(Double.POSITIVE_INFINITY, Conversions.toDouble(K, texts[0]));
    assertEquals(1.0 / 3, Conversions.toDouble(K, texts[2]));
  }

  @Test
  void doublesSurviveTheirOwnText() {
    Random random = new Random(9);
    for (int i = 0; i < 50_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      String text = Conversions.toText(K, value);
      assertEquals(value, Conversions.toDouble(K, text), text);
    }
  }

  // R3

  @Test
  void toText() {
    assertEquals("-9223372036854775808", Conversions.toText(K, Long.MIN_VALUE));
    assertEquals("0.0000001", Conversions.toText(K, 1e-7));
    assertEquals("-0", Conversions.toText(K, -0.0));
    assertEquals("true", Conversions.toText(K, true));
    assertEquals("false", Conversions.toText(K, false));
    String text = " a\0b ";
    assertSame(text, Conversions.toText(K, text));
  }

  // R4

  @Test
  void everyBooleanWordInEveryCase() {
    for (String word : List.of("y", "yes", "t", "true", "on", "1")) {
      assertWord(true, word);
    }
    for (String word : List.of("n", "no", "f", "false", "off", "0")) {
      assertWord(false, word);
    }
  }

  private static void assertWord(boolean expected, String word) {
    for (int mask = 0; mask < 1 << word.length(); mask++) {
      StringBuilder mixed = new StringBuilder(word);
      for (int i = 0; i < word.length(); i++) {
        if ((mask >> i & 1) != 0) {
          mixed.setCharAt(i, Character.toUpperCase(word.charAt(i)));
        }
      }
      assertEquals(expected, Conversions.toBoolean(K, mixed.toString()), mixed.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.12",
        "text",
        " true",
        "true ",
        "2",
        "-1",
        "01",
        "00",
        "truee",
        "yes ",
        "null",
        "\uff34rue",
        "\u0130",
        "enabled",
        "ok",
        "of",
        "o",
        "fals",
        "nope",
        "\u017fes",
        "oN\n"
      })
  void otherTextIsNoBoolean(String text) {
    assertSame(text, refused(() -> Conversions.toBoolean(K, text)).value());
  }

  @Test
  void numbersToBoolean() {
    assertEquals(false, Conversions.toBoolean(K, 0L));
    assertEquals(true, Conversions.toBoolean(K, 1L << 32));
    assertEquals(true, Conversions.toBoolean(K, -5L));
    assertEquals(true, Conversions.toBoolean(K, true));
    for (double number : new double[] {1.0, 0.0, Double.NaN}) {
      refused(() -> Conversions.toBoolean(K, number));
    }
  }

  // R7

  @Test
  void enumsByNameThenByTheOneThatMatchesIgnoringCase() {
    assertSame(Mode.FAST, Conversions.toEnum(K, "FAST", Mode.class));
    assertSame(Mode.FAST, Conversions.toEnum(K, "fAsT", Mode.class));
    assertSame(Mode.SAFE, Conversions.toEnum(K, "SAFE", Mode.class));
    assertSame(Mode.safe, Conversions.toEnum(K, "safe", Mode.class));
    refused(() -> Conversions.toEnum(K, "Safe", Mode.class));
    refused(() -> Conversions.toEnum(K, "\u212aIND", Mode.class));
    refused(() -> Conversions.toEnum(K, " FAST", Mode.class));
    refused(() -> Conversions.toEnum(K, 0L, Mode.class));
    ParamTypeException e = refused(() -> Conversions.toEnum(K, "slow", Mode.class));
    assertEquals("Mode", e.wantedType());
    assertEquals(
        "train.x: \"slow\" (text) cannot be read as a Mode; "
            + "give the name of one of its constants: FAST, SAFE, safe, KIND",
        e.getMessage());
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(Double.POSITIVE_INFINITY, Conversions.toDouble(K, "INF"));
      assertSame(Mode.KIND, Conversions.toEnum(K, "kind", Mode.class));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("1.5", Conversions.toText(K, 1.5));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theErrorTellsEverything() {
    ParamTypeException e =
        refused(
            () ->
                Conversions.toDouble(
                    new ParamSite.Detached("train.lr", Definitions.origin("train.lr=abc")), "abc"));
    assertEquals(
        "train.lr: \"abc\" (text) cannot be read as a double;"
            + " it came from definition \"train.lr=abc\"; give a number such as 0.001",
        e.getMessage());
    assertEquals("train.lr", e.key());
    assertEquals("abc", e.value());
    assertEquals("double", e.wantedType());
    assertEquals("definition \"train.lr=abc\"", e.origin());
  }
}
