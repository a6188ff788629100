package io.hyperparameter.hashing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.openhft.hashing.LongHashFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {
  /** The second opinion: each of the two hashes what the other does not, and has to agree here. */
  private static long oracle(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    long hash = LongHashFunction.xx(42).hashBytes(bytes);
    assertEquals(hash, XxHash64.hash(42, bytes, bytes.length), key);
    return hash;
  }

  @Test
  void matchesTheContractVectors() throws IOException {
    int seen = 0;
    try (InputStream in = KeyHashTest.class.getResourceAsStream("hash_vectors.tsv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        int tab = line.indexOf('\t');
        byte[] bytes = HexFormat.of().parseHex(line.substring(0, tab));
        String key = new String(bytes, StandardCharsets.UTF_8);
        long expected = Long.parseUnsignedLong(line.substring(tab + 1));
        assertEquals(expected, KeyHash.hash(key), key);
        assertEquals(expected, XxHash64.hash(42, bytes, bytes.length), key);
        seen++;
      }
    }
    assertEquals(181, seen, "vectors in hash_vectors.tsv");
  }

  @Test
  void theLibraryServesWhereUnsafeIsAllowed() {
    // Otherwise every other test would compare the oracle with itself.
    assertNull(LibraryHash.fallbackCause());
  }

  @Test
  void everyLengthAgreesWithTheOracle() {
    Random random = new Random(7);
    for (int length = 0; length <= 300; length++) {
      for (int round = 0; round < 4; round++) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < length; i++) {
          key.append((char) (1 + random.nextInt(0x7F)));
        }
        assertEquals(oracle(key.toString()), KeyHash.hash(key.toString()), key.toString());
      }
    }
  }

  @Test
  void everyUtf8WidthAgreesWithTheOracle() {
    // Both sides of every boundary of the encoding, at every offset up to past one stripe.
    int[] points = {
      1, 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF
    };
    for (int point : points) {
      for (int before = 0; before <= 40; before++) {
        String key = "k".repeat(before) + Character.toString(point) + "z";
        assertEquals(oracle(key), KeyHash.hash(key), key);
        assertEquals(key, KeyHash.requireValid(key));
      }
    }
    Random random = new Random(11);
    for (int round = 0; round < 5000; round++) {
      StringBuilder key = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        key.appendCodePoint(points[random.nextInt(points.length)]);
      }
      assertEquals(oracle(key.toString()), KeyHash.hash(key.toString()), key.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 5000})
  void lengthsAroundTheScratchBufferAgreeWithTheOracle(int beyond) {
    for (String unit : new String[] {"a", "\u4e2d"}) {
      String key = unit.repeat(KeyHash.SCRATCH_CHARS + beyond);
      assertEquals(oracle(key), KeyHash.hash(key));
    }
  }

  @Test
  void takesKeysAsTheyStand() {
    List<String> distinct =
        List.of(
            "", " ", "a", " a", "a ", "A", "a.", ".a", "a..b", "a.b", "caf\u00e9", "cafe\u0301");
    assertEquals(
        distinct.size(), distinct.stream().mapToLong(KeyHash::hash).distinct().count(), "K1, K5");
  }

  @Test
  void rejectsNull() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> KeyHash.hash(null)).getMessage();
    assertEquals("a key is null; give the name of a parameter, such as \"train.lr\"", message);
    assertThrows(IllegalArgumentException.class, () -> KeyHash.requireValid(null));
  }

  @Test
  void rejectsWhatUtf8CannotCarry() {
    assertMalformed("a\ud800b", 1, "\"a\\ud800b\"", "an unpaired surrogate");
    assertMalformed("\udc00", 0, "\"\\udc00\"", "an unpaired surrogate");
    assertMalformed("ab\ud83d", 2, "\"ab\\ud83d\"", "an unpaired surrogate");
    assertMalformed("\ude80\ud83d", 0, "\"\\ude80\\ud83d\"", "an unpaired surrogate");
    assertMalformed("\ud83d\ud83d\ude80", 0, "\"\\ud83d", "an unpaired surrogate");
    assertMalformed("a\0b", 1, "\"a\\u0000b\"", "U+0000");
    assertMalformed("\u4e2d\0", 1, "\\u0000\"", "U+0000");
    assertMalformed("x".repeat(2000) + "\0", 2000, "(2001 characters)", "U+0000");
    assertMalformed("x".repeat(2000) + "\ud800", 2000, "(2001 characters)", "surrogate");
  }

  /** ASCII is checked word by word as it is hashed: the one odd character may be anywhere. */
  @Test
  void seesAnOddCharacterAtEveryIndexOfEveryLength() {
    for (int length = 1; length <= 80; length++) {
      String plain = "k".repeat(length);
      for (int index = 0; index < length; index++) {
        String before = plain.substring(0, index);
        String after = plain.substring(index + 1);
        assertThrows(IllegalArgumentException.class, () -> KeyHash.hash(before + "\0" + after));
        for (String odd : List.of("\u0001", "\u007f", "\u0080", "\u00ff")) {
          String key = before + odd + after;
          assertEquals(oracle(key), KeyHash.hash(key), () -> "length " + key.length());
        }
      }
    }
  }

  private static void assertMalformed(String key, int index, String quoted, String what) {
    String hashed =
        assertThrows(IllegalArgumentException.class, () -> KeyHash.hash(key)).getMessage();
    String checked =
        assertThrows(IllegalArgumentException.class, () -> KeyHash.requireValid(key)).getMessage();
    assertEquals(hashed, checked);
    assertTrue(hashed.startsWith("malformed key "), hashed);
    assertTrue(hashed.contains(quoted), hashed);
    assertTrue(hashed.contains(what + " at index " + index + "; remove it"), hashed);
  }

  @Test
  void worksAgainAfterARejectedKey() {
    assertThrows(IllegalArgumentException.class, () -> KeyHash.hash("a\0"));
    assertEquals(oracle("abc"), KeyHash.hash("abc"));
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    String[] keys = {"train.lr", "\u4e2d\u6587.\ud83d\ude80", "k".repeat(KeyHash.SCRATCH_CHARS)};
    long sum = 0;
    long allocated = Long.MAX_VALUE;
    // The first rounds warm up; one clean round proves it, however noisy the others are.
    for (int round = 0; round < 20 && allocated > 1000; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 3000; i++) {
        sum += KeyHash.hash(keys[i % keys.length]);
      }
      allocated = threads.getThreadAllocatedBytes(self) - before;
    }
    assertTrue(sum != 0);
    assertTrue(allocated <= 1000, "bytes allocated by 3000 hashes: " + allocated);
  }

  @Test
  void threadsDoNotShareABuffer() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(40);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int task = 0; task < 40; task++) {
        String key = Character.toString('a' + task).repeat(200 + task) + "\u00e9";
        tasks.add(
            () -> {
              long expected = oracle(key);
              int wrong = 0;
              for (int i = 0; i < 5000; i++) {
                wrong += KeyHash.hash(key) == expected ? 0 : 1;
              }
              return wrong;
            });
      }
      for (Future<Integer> wrong : pool.invokeAll(tasks)) {
        assertEquals(0, wrong.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void hashesTheSameWithoutTheLibrary() throws Exception {
    // A loader that hides the carried library stands for a JVM on which it dies.
    URL own = KeyHash.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader without =
        new URLClassLoader(new URL[] {own}, ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("io.hyperparameter.carried.")) {
              throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
          }
        }) {
      Class<?> isolated = Class.forName("io.hyperparameter.hashing.KeyHash", true, without);
      var cause =
          Class.forName("io.hyperparameter.hashing.LibraryHash", true, without)
              .getDeclaredMethod("fallbackCause");
      cause.setAccessible(true);
      Object why = cause.invoke(null);
      assertNotNull(why, "the isolated copy must run on the fallback");
      assertSame(NoClassDefFoundError.class, why.getClass());
      var hash = isolated.getMethod("hash", String.class);
      for (String key : List.of("", "12345", "train.lr", "\u4e2d".repeat(2000))) {
        assertEquals(KeyHash.hash(key), hash.invoke(null, key), key);
      }
    }
  }

  /** What the forked JVM below runs: one hash, and who computed it. */
  static final class Forked {
    private Forked() {}

    public static void main(String[] keys) {
      String server = LibraryHash.fallbackCause() == null ? "library" : "fallback";
      System.out.println(server + " " + KeyHash.hash(keys[0]));
    }
  }

  @Test
  void hashesTheSameWhereUnsafeIsDenied() throws Exception {
    assumeTrue(Runtime.version().feature() >= 24, "the flag came with JDK 24");
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--sun-misc-unsafe-memory-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                Forked.class.getName(),
                "train.lr")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals("fallback " + KeyHash.hash("train.lr"), output.strip());
  }
}
