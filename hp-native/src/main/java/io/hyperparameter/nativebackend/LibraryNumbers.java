package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the loaded library says of {@code hyperparameter/layout.h} as it was built with. */
final class LibraryNumbers {
  /** What the names mean that this jar asks for; the numbers may be any. */
  private static final long VERSION = 4;

  private static final Map<String, Long> NUMBERS = read(NativeApi.layoutDescription());

  private LibraryNumbers() {}

  /**
   * @throws IllegalStateException if the names mean something else, or {@code spi.Kind} has other
   *     numbers
   */
  static void check() {
    Long version = NUMBERS.get("HP_LAYOUT_VERSION");
    if (version == null || version != VERSION) {
      throw new IllegalStateException(
          "the library has memory layout version "
              + (version == null ? "unknown" : version)
              + ", this jar reads version "
              + VERSION
              + "; use the library that belongs to the jar");
    }
    // these are the SPI's, whatever the library says
    same("HP_LONG", Kind.LONG);
    same("HP_DOUBLE", Kind.DOUBLE);
    same("HP_BOOLEAN", Kind.BOOLEAN);
    same("HP_TEXT", Kind.TEXT);
    same("HP_NULL", Kind.NULL);
    same("HP_TOMBSTONE", Kind.TOMBSTONE);
    same("HP_OBJECT", Kind.OBJECT);
  }

  private static void same(String name, int kind) {
    if (number(name) != kind) {
      throw new IllegalStateException(
          "the library has "
              + name
              + " = "
              + number(name)
              + ", this jar has "
              + kind
              + "; use the library that belongs to the jar");
    }
  }

  /**
   * The number of that name.
   *
   * @throws IllegalStateException if the library has none
   */
  static long number(String name) {
    Long number = NUMBERS.get(name);
    if (number == null) {
      throw new IllegalStateException(
          "the library does not tell " + name + "; use the library that belongs to the jar");
    }
    return number;
  }

  /** The number of that name, of which the library has 32 bits. */
  static int small(String name) {
    return (int) number(name);
  }

  private static Map<String, Long> read(long description) {
    Map<String, Long> numbers = new HashMap<>();
    for (long at = description; NativeMemory.load(at) != 0; at += 16) {
      byte[] name = NativeMemory.copy(NativeMemory.load(at));
      numbers.put(new String(name, StandardCharsets.US_ASCII), NativeMemory.load(at + 8));
    }
    return numbers;
  }
}
