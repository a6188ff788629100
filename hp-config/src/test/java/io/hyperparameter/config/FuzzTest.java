package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every document of the case files, damaged in ways that repeat: it loads, or a {@link
 * ConfigException} tells why not. Nothing else comes out. {@code -Dhp.fuzz.rounds=N} damages each
 * document N times.
 */
class FuzzTest {
  private static final int ROUNDS = Integer.getInteger("hp.fuzz.rounds", 12);
  private static final ConfigLimits LIMITS = new ConfigLimits(20_000, 20, 2_000, 20, 5);

  private static final Map<ConfigFormat, String> FILES =
      Map.of(
          ConfigFormat.TOML, "toml-cases.txt",
          ConfigFormat.YAML, "yaml-cases.txt",
          ConfigFormat.JSON, "json-cases.txt",
          ConfigFormat.PROPERTIES, "properties-cases.txt");

  private static final String[] BITS = {
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "{",
    "}",
    "=",
    ":",
    ",",
    ".",
    "#",
    "\n",
    "\r",
    "\t",
    " ",
    "-",
    "- ",
    "&a",
    "*a",
    "!",
    "!!str",
    "|",
    ">",
    "%",
    "\\",
    "\\u12",
    "\\U0011",
    "${",
    "${a}",
    "}",
    "+",
    "0x",
    "1e999",
    "1979-05-27",
    "\0",
    "\ud800",
    "\udc00",
    "😀",
    "\ufeff",
    "\u0085",
    "include",
    "include = 'x'\n",
    "[[a]]\n",
    "? ",
    "<<: *a\n",
    "---\n",
    "...\n",
    "a.b",
    "99999999999999999999"
  };

  @ParameterizedTest
  @EnumSource
  void damagedDocuments(ConfigFormat format) throws Exception {
    Random random = new Random(42 + format.ordinal());
    for (FormatCases.Case c : FormatCases.of(FILES.get(format))) {
      for (int round = 0; round < ROUNDS; round++) {
        String damaged = damage(c.document(), random);
        try {
          load(damaged, format);
        } catch (RuntimeException | Error e) {
          throw new AssertionError(c.name() + ":\n" + damaged, e);
        }
      }
    }
  }

  private static String damage(String document, Random random) {
    StringBuilder text = new StringBuilder(document);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
        case 1 -> text.setLength(at);
        case 2 -> text.insert(at, text.substring(0, at));
        default -> text.insert(at, BITS[random.nextInt(BITS.length)]);
      }
    }
    return text.toString();
  }

  private static void load(String text, ConfigFormat format) {
    try {
      Config config =
          Config.loader().text("doc", format, new StringReader(text)).limits(LIMITS).load();
      assertNotNull(config.toScope().toMap());
      config.keys().forEach(key -> assertNotNull(config.origin(key).orElseThrow()));
    } catch (ConfigException e) {
      assertNotNull(e.getMessage());
    }
  }

  @Test
  void damagedDefinitionsAndReferences() {
    Random random = new Random(7);
    List<String> seeds =
        List.of(
            "a.b=1",
            "~a.b",
            "l[0]=x",
            "l[0][1].x=y",
            "l+=1,2",
            "+l=0",
            "a=${l}",
            "a=<${a.b}${l}>",
            "m.x=${m}",
            "=",
            "~",
            "a=${env:X:y}",
            "a=${sys:x}",
            "a[99999999999]=1",
            "l[0]");
    for (int i = 0; i < 3000; i++) {
      String damaged = damage(seeds.get(i % seeds.size()), random);
      try {
        Config.loader()
            .map("m", Map.of("a.b", 1, "l", List.of(List.of(1, 2), 3), "m", Map.of("x", "${l}")))
            .overrides(damaged, damage(seeds.get(random.nextInt(seeds.size())), random))
            .environmentReferences()
            .systemReferences()
            .variables(Map.of())
            .load();
      } catch (ConfigException e) {
        assertNotNull(e.getMessage());
      } catch (RuntimeException | Error e) {
        throw new AssertionError(damaged, e);
      }
    }
  }
}
