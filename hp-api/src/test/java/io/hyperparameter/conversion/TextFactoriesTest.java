package io.hyperparameter.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classes that are made of text: {@code get(key, type)} takes what {@code @Default} takes. */
class TextFactoriesTest {
  /** Factories of several names. */
  public record Both(String from) {
    /** Comes first. */
    public static Both parse(CharSequence text) {
      return new Both("parse " + text);
    }

    /** Comes second. */
    public static Both of(String text, int... more) {
      return new Both("of " + text + more.length);
    }
  }

  /** A factory with more than one parameter. */
  public record More(String from) {
    /** Takes one text and nothing more. */
    public static More of(String text, int... more) {
      return new More("of " + text + more.length);
    }
  }

  /** None of these counts. */
  public static final class None {
    /** May throw what must be caught. */
    public static None parse(String text) throws IOException {
      throw new IOException(text);
    }

    /** Makes something else. */
    public static Object of(String text) {
      return text;
    }

    /** Is on its way out. */
    @Deprecated
    public static None create(String text) {
      return new None();
    }

    static None valueOf(String text) {
      return new None();
    }
  }

  private static <T> T read(Object value, Class<T> type) {
    return ParamScope.of("k", value).get("k", type);
  }

  @Test
  void textGoesThroughTheFactory() {
    assertEquals(Duration.ofSeconds(5), read("PT5S", Duration.class));
    assertEquals(Path.of("a", "b"), read("a/b", Path.class));
    assertEquals(new BigDecimal("1.10"), read("1.10", BigDecimal.class));
    assertEquals(new BigDecimal("7"), read(7, BigDecimal.class));
    assertEquals(URI.create("http://x"), read("http://x", URI.class));
    assertEquals(new Both("parse x"), read("x", Both.class));
    assertEquals(new More("of x0"), read("x", More.class));
    Duration same = Duration.ofDays(1);
    assertSame(same, read(same, Duration.class));
  }

  @Test
  void whatAFactoryRefusesNamesTheValue() {
    ParamTypeException e =
        assertThrows(ParamTypeException.class, () -> read("5 s", Duration.class));
    assertTrue(e.getMessage().startsWith("k: \"5 s\" (text) cannot be read as a Duration"), "" + e);
    assertTrue(e.getCause() instanceof RuntimeException, "" + e.getCause());
  }

  @Test
  void othersNeedAnInstance() {
    assertFalse(TextFactories.has(None.class));
    assertFalse(TextFactories.has(Thread.State[].class));
    assertFalse(TextFactories.has(Map.class));
    ParamTypeException e = assertThrows(ParamTypeException.class, () -> read("x", None.class));
    assertTrue(e.getMessage().contains("store an instance of"), e.getMessage());
    assertThrows(ParamTypeException.class, () -> read(new Object(), Duration.class));
  }
}
