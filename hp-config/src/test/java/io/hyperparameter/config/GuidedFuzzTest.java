package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a fuzzer that follows the coverage makes of each reader: it loads, or a {@link
 * ConfigException} tells why not. A build replays the fixed documents in {@code
 * GuidedFuzzTestInputs}; {@code ./long-checks fuzz} searches for ten minutes with each method, and
 * adds what it finds there.
 */
class GuidedFuzzTest {
  private static final String LONG = "10m";
  private static final ConfigLimits LIMITS = new ConfigLimits(20_000, 20, 2_000, 20, 5);

  @FuzzTest(maxDuration = LONG)
  void toml(byte[] document) {
    load(document, ConfigFormat.TOML);
  }

  @FuzzTest(maxDuration = LONG)
  void yaml(byte[] document) {
    load(document, ConfigFormat.YAML);
  }

  @FuzzTest(maxDuration = LONG)
  void json(byte[] document) {
    load(document, ConfigFormat.JSON);
  }

  @FuzzTest(maxDuration = LONG)
  void properties(byte[] document) {
    load(document, ConfigFormat.PROPERTIES);
  }

  /** A definition a line. */
  @FuzzTest(maxDuration = LONG)
  void definitions(byte[] lines) {
    try {
      Config config =
          Config.loader()
              .map("m", Map.of("a.b", 1, "l", List.of(List.of(1, 2), 3), "m", Map.of("x", "${l}")))
              .overrides(text(lines).split("\n", -1))
              .limits(LIMITS)
              .load();
      assertNotNull(config.toScope().toMap());
    } catch (ConfigException e) {
      assertNotNull(e.getMessage());
    }
  }

  /** A value a line, each a key of its own that the others may refer to: a, b, c ... */
  @FuzzTest(maxDuration = LONG)
  void references(byte[] lines) {
    ConfigLoader loader =
        Config.loader()
            .environmentReferences()
            .systemReferences()
            .variables(Map.of("X", "y"))
            .map("m", Map.of("m", Map.of("x", 1, "y", List.of(1.5, true))))
            .limits(LIMITS);
    String[] values = text(lines).split("\n", 27);
    for (int i = 0; i < values.length; i++) {
      loader.overrides((char) ('a' + i) + "=" + values[i]);
    }
    try {
      assertNotNull(loader.load().toScope().toMap());
    } catch (ConfigException e) {
      assertNotNull(e.getMessage());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What loads has an origin for each key, and is read again as it was written. */
  private static void load(byte[] document, ConfigFormat format) {
    Config config;
    try {
      config =
          Config.loader()
              .text("doc", format, new StringReader(text(document)))
              .limits(LIMITS)
              .load();
    } catch (ConfigException e) {
      assertNotNull(e.getMessage());
      return;
    }
    assertNotNull(config.toScope().toMap());
    config.keys().forEach(key -> assertNotNull(config.origin(key).orElseThrow()));
    String written;
    try {
      written = config.write(ConfigFormat.YAML);
    } catch (ConfigException e) {
      return; // what would be a reference or an addition if it were loaded
    }
    Config again =
        Config.loader()
            .text("written", ConfigFormat.YAML, new StringReader(written))
            .limits(ConfigLimits.DEFAULT)
            .load();
    assertEquals(config.toMap(), again.toMap());
  }
}
