package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.config.ConfigError.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too large, too deep or endless is an error before it takes time and memory. */
class LimitsTest {
  private static final ConfigLimits SMALL = new ConfigLimits(2_000, 8, 100, 5, 10);

  private static ConfigException refused(ConfigFormat format, String text) {
    return refused(format, text, SMALL);
  }

  private static ConfigException refused(ConfigFormat format, String text, ConfigLimits limits) {
    ConfigLoader loader =
        Config.loader().text("doc", format, new StringReader(text)).limits(limits);
    return assertThrows(ConfigException.class, loader::load);
  }

  /** Endless text; counts what was taken of it. */
  private static final class Endless extends Reader {
    final AtomicLong taken = new AtomicLong();

    @Override
    public int read(char[] buffer, int offset, int length) {
      java.util.Arrays.fill(buffer, offset, offset + length, 'x');
      taken.addAndGet(length);
      return length;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource
  void aLineWithoutEndIsNotReadToItsEnd(ConfigFormat format) {
    Endless endless = new Endless();
    ConfigLoader loader = Config.loader().text("doc", format, endless);
    ConfigException e = assertThrows(ConfigException.class, loader::load);
    assertEquals(Kind.LIMIT, e.kind());
    assertTrue(endless.taken.get() < ConfigLimits.DEFAULT.characters() + 100_000);
  }

  @Test
  void aFileOfFiftyMegabytesIsNotRead(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("a.toml");
    try (var out = Files.newOutputStream(file)) {
      byte[] block = "x".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      for (int i = 0; i < 50; i++) {
        out.write(block);
      }
    }
    assertEquals(Kind.LIMIT, assertThrows(ConfigException.class, () -> Config.load(file)).kind());
  }

  @Test
  void aLongLineOfYamlIsRefusedBeforeItIsScanned() {
    String line = "a: " + "x".repeat(1 << 19) + "\n";
    ConfigException e = refused(ConfigFormat.YAML, line, ConfigLimits.DEFAULT);
    assertEquals(Kind.LIMIT, e.kind());
    assertTrue(e.getMessage().contains("a line of 524292 characters"), e.getMessage());
  }

  @Test
  void depthIsLimited() {
    String open = "[".repeat(100_000);
    for (ConfigFormat format : new ConfigFormat[] {ConfigFormat.JSON, ConfigFormat.YAML}) {
      assertEquals(
          Kind.LIMIT, refused(format, "{\"a\": " + open, ConfigLimits.DEFAULT).kind(), "" + format);
    }
    String closed = "[".repeat(100_000) + "]".repeat(100_000);
    assertTrue(
        refused(ConfigFormat.TOML, "a = " + closed, ConfigLimits.DEFAULT)
            .getMessage()
            .contains("deep"));
    for (String dotted : new String[] {"a" + ".a".repeat(100), ".".repeat(100)}) {
      assertEquals(Kind.LIMIT, refused(ConfigFormat.PROPERTIES, dotted + " = 1").kind());
      assertEquals(Kind.LIMIT, refused(ConfigFormat.TOML, "\"" + dotted + "\" = 1").kind());
      Config config = Config.of(java.util.Map.of());
      assertThrows(ConfigException.class, () -> config.with(dotted + "=1"));
    }
    assertEquals(Kind.LIMIT, refused(ConfigFormat.YAML, "- ".repeat(900)).kind());
    assertEquals(Kind.SYNTAX, refused(ConfigFormat.YAML, "? ".repeat(900)).kind());
  }

  @Test
  void theNumberOfValuesIsLimited() {
    assertEquals(
        Kind.LIMIT, refused(ConfigFormat.JSON, "{\"a\": [" + "1,".repeat(200) + "1]}").kind());
    assertEquals(Kind.LIMIT, refused(ConfigFormat.TOML, "a = [" + "1,".repeat(200) + "]").kind());
    assertEquals(Kind.LIMIT, refused(ConfigFormat.YAML, "a: [" + "1,".repeat(200) + "]").kind());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      lines.append('k').append(i).append("=1\n");
    }
    assertEquals(Kind.LIMIT, refused(ConfigFormat.PROPERTIES, lines.toString()).kind());
  }

  @Test
  void billionsOfLaughsAreNotLaughed() {
    StringBuilder yaml =
        new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    StringBuilder maps = new StringBuilder("m0.x = 1\n");
    StringBuilder text = new StringBuilder("t0 = 'lol'\n");
    for (int i = 1; i < 60; i++) {
      int p = i - 1;
      yaml.append("a" + i + ": &a" + i + " [" + ("*a" + p + ", ").repeat(9) + "]\n");
      maps.append("m" + i + " = {x = '${m" + p + "}', y = '${m" + p + "}'}\n");
      text.append("t" + i + " = '${t" + p + "}${t" + p + "}${t" + p + "}${t" + p + "}'\n");
    }
    assertEquals(
        Kind.LIMIT, refused(ConfigFormat.YAML, yaml.toString(), ConfigLimits.DEFAULT).kind());
    assertEquals(
        Kind.LIMIT, refused(ConfigFormat.TOML, maps.toString(), ConfigLimits.DEFAULT).kind());
    assertEquals(
        Kind.LIMIT, refused(ConfigFormat.TOML, text.toString(), ConfigLimits.DEFAULT).kind());
  }

  @Test
  void aliasesAreLimited() {
    String many = "x: &x 1\ny: [" + "*x, ".repeat(10) + "]\n";
    ConfigException e = refused(ConfigFormat.YAML, many);
    assertEquals(Kind.LIMIT, e.kind());
    assertTrue(e.getMessage().contains("more than 5 aliases"), e.getMessage());
  }

  @Test
  void chainsOfReferencesAreLimited() {
    StringBuilder chain = new StringBuilder("k0 = 1\n");
    for (int i = 1; i < 2_000; i++) {
      chain.append("k" + i + " = '${k" + (i - 1) + "}'\n");
    }
    Config.loader() // from the near end every step is a step
        .text("d", ConfigFormat.TOML, new StringReader(chain.toString()))
        .load();
    String[] lines = chain.toString().split("\n");
    java.util.Collections.reverse(java.util.Arrays.asList(lines));
    assertEquals(
        Kind.LIMIT,
        refused(ConfigFormat.TOML, String.join("\n", lines), ConfigLimits.DEFAULT).kind());
  }

  @Test
  void referencesDoNotNestWithoutEnd() {
    StringBuilder nested = new StringBuilder("k0 = [1]\n");
    StringBuilder maps = new StringBuilder("k0.x = 1\n");
    for (int i = 1; i < 2_000; i++) {
      nested.append("k" + i + " = ['${k" + (i - 1) + "}']\n");
      maps.append("k" + i + ".x = '${k" + (i - 1) + "}'\n");
    }
    for (StringBuilder text : new StringBuilder[] {nested, maps}) {
      ConfigException e = refused(ConfigFormat.TOML, text.toString(), ConfigLimits.DEFAULT);
      assertTrue(e.getMessage().contains("nest deeper than 64"), e.getMessage());
    }
  }

  @Test
  void includesDoNotNestWithoutEnd(@TempDir Path dir) throws IOException {
    String group = "a" + ".a".repeat(40);
    Files.writeString(dir.resolve("0.toml"), "include." + group + " = '1.toml'\n");
    Files.writeString(dir.resolve("1.toml"), "include." + group + " = '2.toml'\n");
    Files.writeString(dir.resolve("2.toml"), "x = 1\n");
    Config.load(dir.resolve("1.toml"));
    ConfigException e =
        assertThrows(ConfigException.class, () -> Config.load(dir.resolve("0.toml")));
    assertTrue(e.getMessage().contains("includes nest deeper than 64"), e.getMessage());
  }

  @Test
  void includedFilesAreCounted(@TempDir Path dir) throws IOException {
    for (int i = 0; i < 30; i++) {
      String next = "\"" + (i + 1) + ".toml\"";
      Files.writeString(dir.resolve(i + ".toml"), "include = [" + next + ", " + next + "]\n");
    }
    Files.writeString(dir.resolve("30.toml"), "a = 1\n");
    ConfigException e =
        assertThrows(ConfigException.class, () -> Config.load(dir.resolve("0.toml")));
    assertEquals(Kind.LIMIT, e.kind());
  }

  /** Of a map, too, whose names are no values. */
  @ParameterizedTest
  @EnumSource
  void asManyValuesAreTakenInEachFormat(ConfigFormat format) throws IOException {
    String enough = format.write(numbered(90));
    assertEquals(
        90,
        Config.loader()
            .text("doc", format, new StringReader(enough))
            .limits(SMALL)
            .load()
            .toScope()
            .keys()
            .size());
    assertEquals(Kind.LIMIT, refused(format, format.write(numbered(110))).kind());
  }

  private static Map<String, String> numbered(int size) {
    return IntStream.range(0, size).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "x"));
  }

  @Test
  void aLongLineIsShownAroundTheColumn() {
    ConfigException e =
        refused(ConfigFormat.TOML, "a = [" + "1, ".repeat(300) + "x]\n", ConfigLimits.DEFAULT);
    assertTrue(e.getMessage().lines().allMatch(line -> line.length() < 120), e.getMessage());
    String[] lines = e.getMessage().split("\n");
    assertEquals('x', lines[1].charAt(lines[2].indexOf('^')), e.getMessage());
  }

  @Test
  void limitsAreNumbersOneCanHave() {
    assertThrows(IllegalArgumentException.class, () -> new ConfigLimits(-1, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ConfigLimits(1, 501, 1, 1, 1));
  }
}
