package io.hyperparameter.contract.random;

import io.hyperparameter.hashing.KeyHash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The keys and values that steps use: few, so that they meet, and odd, so that edges are hit. */
final class ValuePool {
  private static final List<String> KEYS =
      withKeysThatMeet(
          List.of(
              "a", "b", "a.b", "a.b.c", "a.c", "", "a.", "A", "\u65e5\u672c.x", "\ud83d\ude80"));

  private static final int FAVOURITES = 3;

  /** How many keys bursts of writes run over. */
  private static final int BURST_KEYS = 32;

  private static final String[] BURST = numbered("n", BURST_KEYS);

  /** How many keys large maps are made of. */
  private static final int MANY_KEYS = 200;

  private static final int FEW_KEYS = 12;

  private static final String[] MANY = numbered("m.", MANY_KEYS);
  private static final String[] MANY_TEXTS = numbered("text ", MANY_KEYS);

  private static final List<String> PREFIXES = List.of("a", "a.b", "b", "", "m");

  private static final String[] MALFORMED = {null, "x\0y", "\ud800", "a\udc00b"};

  private static final List<String> TEXTS =
      List.of(
          "",
          "0",
          "1",
          "-17",
          "+5",
          "9223372036854775807",
          "9223372036854775808",
          "1e6",
          "3.0",
          "9007199254740993",
          "9007199254740993.0",
          "-9007199254740995",
          "4611686018427387905",
          "1e-400",
          "1e400",
          "0x10",
          " 1",
          "1_0",
          "1.5",
          ".5",
          "5.",
          "1d",
          "inf",
          "-Infinity",
          "NaN",
          "true",
          "Yes",
          "oFF",
          "\u0130",
          "FAST",
          "slow",
          "turbo",
          "TURBO",
          "medium",
          "\u0661",
          "nul\0inside",
          "\ud83d\ude80 text");

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    -3.0,
    0.1,
    1e-7,
    1e21,
    2.5,
    1e300,
    1e39,
    4.9e-324,
    0x1p63,
    -0x1p63,
    0x1p-44,
    9007199254740992.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.MAX_VALUE,
    2e-3,
    0x1.52d02c7e14af6p76,
    0x1.07f3000000000p-1 // 0.5155258178710937|5: two texts are equally near
  };

  private static final long[] LONGS = {
    0,
    1,
    -1,
    42,
    127,
    128,
    -32768,
    32768,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE - 1L,
    (1L << 53) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 511
  };

  private final Random random;
  private final LazyPool lazies;

  /** The names of a large map: as many as this in every fourth sequence, else few. */
  private final int most;

  private final List<ReadType.Mode> modes = List.of(ReadType.Mode.values());
  private final List<Object> objects = List.of(new Object(), List.of(1L, "two"), new int[] {3});

  ValuePool(Random random, LazyPool lazies) {
    this.random = random;
    this.lazies = lazies;
    most = random.nextInt(4) == 0 ? MANY_KEYS / 2 : FEW_KEYS;
  }

  /** Any key that a sequence may use, mostly one of those that are used again and again. */
  static String anyKey(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> BURST[random.nextInt(BURST_KEYS)];
      case 1 -> MANY[random.nextInt(MANY_KEYS)];
      default -> KEYS.get(random.nextInt(KEYS.size()));
    };
  }

  private static String[] numbered(String prefix, int count) {
    String[] keys = new String[count];
    Arrays.setAll(keys, i -> prefix + i);
    return keys;
  }

  /** With keys whose hashes end alike: they share a slot in every table, however it grows. */
  private static List<String> withKeysThatMeet(List<String> some) {
    List<String> keys = new ArrayList<>(some);
    int mask = 0x1FF;
    for (int i = 0, found = 0; found < 6; i++) {
      String key = "c" + i;
      if ((KeyHash.hash(key) & mask) == (KeyHash.hash("a") & mask)) {
        keys.add(key);
        found++;
      }
    }
    return List.copyOf(keys);
  }

  /** A key, rarely a malformed one. */
  @Nullable String key() {
    return random.nextInt(60) == 0 ? malformedKey() : validKey();
  }

  /** Every other one is of the first few: what is read was often written, by any type. */
  String validKey() {
    return KEYS.get(random.nextInt(random.nextBoolean() ? FAVOURITES : KEYS.size()));
  }

  @Nullable String malformedKey() {
    return MALFORMED[random.nextInt(MALFORMED.length)];
  }

  /** A prefix, mostly none. */
  @Nullable String prefix() {
    return random.nextInt(6) == 0 ? PREFIXES.get(random.nextInt(PREFIXES.size())) : null;
  }

  /** A long, double, boolean, text or null, as one of the typed overloads takes. */
  @Nullable Object plain() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> LONGS[random.nextInt(LONGS.length)];
      case 2 -> (long) random.nextInt(1000);
      case 3, 4 -> DOUBLES[random.nextInt(DOUBLES.length)];
      case 5 -> random.nextBoolean();
      case 6, 7 -> text();
      default -> null;
    };
  }

  /** Every fourth is a whole number, large ones among them. */
  private String text() {
    return random.nextInt(4) == 0
        ? String.valueOf(LONGS[random.nextInt(LONGS.length)])
        : TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** Anything that can be written. */
  @Nullable Object any() {
    return switch (random.nextInt(12)) {
      case 0 -> objects.get(random.nextInt(objects.size()));
      case 1, 2 -> lazies.all().get(random.nextInt(lazies.all().size()));
      case 3 -> random.nextInt();
      case 4 -> (short) random.nextInt();
      case 5 -> (byte) random.nextInt();
      case 6 -> random.nextFloat();
      case 7 -> modes.get(random.nextInt(modes.size()));
      case 8 -> BigInteger.TWO.pow(random.nextInt(8) == 0 ? 63 : 62);
      case 9 -> map(2);
      default -> plain();
    };
  }

  /** A map of a few dotted or nested names, rarely with a malformed one. */
  Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(validKey(), (depth > 0 && random.nextInt(4) == 0) ? map(depth - 1) : plain());
    }
    if (random.nextInt(25) == 0) {
      map.put("x\0y", 1L);
    }
    return map;
  }

  /** A map of many names, to make tables grow. */
  Map<String, @Nullable Object> many() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    int from = random.nextInt(most);
    for (int i = from + random.nextInt(most); i >= from; i--) {
      map.put(MANY[i], i % 3 == 0 ? MANY_TEXTS[i] : (Object) (long) i);
    }
    return map;
  }

  /**
   * Many writes, one after the other: runs over the keys of one range in turn, each run of one
   * kind, among writes of the few keys that are written again and again. One level so gets far more
   * records than keys, and keys whose kinds change.
   */
  List<Write> burst() {
    List<Write> burst = new ArrayList<>();
    for (int runs = 1 + random.nextInt(6); runs > 0; runs--) {
      boolean inTurn = random.nextInt(2) == 0;
      int from = random.nextInt(8);
      int kind = random.nextInt(5);
      for (int i = 1 + random.nextInt(inTurn ? BURST_KEYS : 10); i > 0; i--) {
        String key = inTurn ? BURST[from++ % BURST_KEYS] : KEYS.get(random.nextInt(FAVOURITES));
        burst.add(new Write(key, burstValue(kind)));
      }
    }
    return burst;
  }

  private @Nullable Object burstValue(int kind) {
    return switch (kind) {
      case 0 -> LONGS[random.nextInt(LONGS.length)];
      case 1 -> "text " + random.nextInt(1000);
      case 2 -> null;
      case 3 -> ModelContext.TOMBSTONE;
      default -> plain();
    };
  }

  /** Definitions, rarely one without {@code =}. */
  List<String> definitions() {
    List<String> definitions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      definitions.add(validKey() + "=" + text());
    }
    if (random.nextInt(12) == 0) {
      definitions.add("nothing defined");
    }
    return definitions;
  }
}
