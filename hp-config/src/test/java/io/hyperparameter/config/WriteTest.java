package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written loads to the same values of the same kinds. */
class WriteTest {
  private static final long SEED = 20240607;

  private static Config load(String text, ConfigFormat format) {
    return Config.loader().text("written", format, new StringReader(text)).load();
  }

  @Test
  void itLooksAsOneWouldWriteIt() {
    Config config =
        Config.of(
            Map.of(
                "train", Map.of("lr", 0.001, "name", "a b", "on", true, "layers", List.of(1, "x")),
                "empty", Map.of(),
                "a.b c", 1e300));
    assertEquals(
        """
        [a]
        "b c" = 1E+300

        [empty]

        [train]
        layers = [1, "x"]
        lr = 0.001
        name = "a b"
        on = true
        """,
        config.write(ConfigFormat.TOML));
    assertEquals(
        """
        a:
          "b c": 1E+300
        empty: {}
        train:
          layers: [1, x]
          lr: 0.001
          name: "a b"
          "on": true
        """,
        config.write(ConfigFormat.YAML));
    assertEquals(
        """
        {
          "a": {
            "b c": 1E+300
          },
          "empty": {},
          "train": {
            "layers": [1, "x"],
            "lr": 0.001,
            "name": "a b",
            "on": true
          }
        }
        """,
        config.write(ConfigFormat.JSON));
    assertEquals(
        "a\\ b.c=\\ x y=z\nd=\\n\\\\\n",
        ConfigFormat.PROPERTIES.write(Map.of("a b.c", " x y=z", "d", "\n\\")));
  }

  @Test
  void aScopeIsWrittenAsItIsSeen() {
    try (ParamScope outer = ParamScope.of("a", 1).enter();
        ParamScope inner = ParamScope.of("a.b", 0.5f).with("c", null).enter()) {
      String text = ConfigFormat.YAML.write(ParamScope.current());
      assertEquals("a: 1\na.b: 0.5\nc: null\n", text);
      assertEquals(ParamScope.current().toMap(), load(text, ConfigFormat.YAML).toScope().toMap());
    }
  }

  @Test
  void whatAFormatCannotHoldIsNamed() {
    Map<String, Object> values = new HashMap<>();
    values.put("null", null);
    values.put("nan", Double.NaN);
    values.put("object", new Object());
    values.put("reference", List.of("x ${a} y"));
    values.put("include", "x");
    values.put("add+", List.of(1));
    values.put("half", "\ud800");
    for (ConfigFormat format : ConfigFormat.values()) {
      String all = assertThrows(ConfigException.class, () -> format.write(values)).getMessage();
      assertEquals(
          format == ConfigFormat.TOML || format == ConfigFormat.PROPERTIES,
          all.contains("\"null\""));
      assertEquals(
          format == ConfigFormat.JSON || format == ConfigFormat.PROPERTIES,
          all.contains("\"nan\""));
      for (String key : List.of("object", "include", "add+", "half")) {
        assertTrue(all.contains("\"" + key + "\" cannot be written as " + format), all);
      }
    }
    assertEquals("a = \"$ {} ${} ${\"\n", ConfigFormat.TOML.write(Map.of("a", "$ {} ${} ${")));
  }

  @ParameterizedTest
  @EnumSource
  void randomMapsComeBack(ConfigFormat format) {
    Random random = new Random(SEED);
    for (int i = 0; i < 1500; i++) {
      Map<String, Object> values = map(random, 0, format);
      String text;
      try {
        text = format.write(values);
      } catch (ConfigException e) {
        if (e.kind() == ConfigError.Kind.DUPLICATE) {
          continue; // a dotted and a nested name met
        }
        throw new AssertionError(values.toString(), e);
      }
      try {
        Map<String, Object> back = load(text, format).toScope().toMap();
        assertEquals(show(Config.of(ParamScope.of(values)).toScope().toMap()), show(back), text);
      } catch (ConfigException e) {
        throw new AssertionError(values + "\n" + text, e);
      }
    }
  }

  /** With kinds: 1 is not 1.0, 0.0 is not -0.0. */
  private static String show(Map<String, Object> map) {
    return new TreeMap<>(map).toString();
  }

  private static Map<String, Object> map(Random random, int depth, ConfigFormat format) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(random, true), value(random, depth, format));
    }
    return map;
  }

  private static Object value(Random random, int depth, ConfigFormat format) {
    if (format == ConfigFormat.PROPERTIES) {
      return text(random, false);
    }
    switch (random.nextInt(depth < 3 ? 10 : 7)) {
      case 0:
        return random.nextLong() >> random.nextInt(64);
      case 1:
        return Double.longBitsToDouble(random.nextLong()) * 1.0 == 0 ? -0.0 : finite(random);
      case 2:
        return random.nextBoolean();
      case 3, 4:
        return text(random, false);
      case 5:
        return format == ConfigFormat.TOML ? 0L : null;
      case 6:
        Double[] special = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0};
        return format == ConfigFormat.JSON ? -0.0 : special[random.nextInt(4)];
      case 7:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth + 1, format));
        }
        return list;
      default:
        return map(random, depth + 1, format);
    }
  }

  private static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 1e-5;
  }

  private static final List<String> WORDS =
      Arrays.asList(
          "a",
          "b",
          "lr",
          "true",
          "no",
          "null",
          "~",
          "1",
          "1e5",
          "0x1",
          ".inf",
          "",
          ".",
          "a.b",
          "-",
          "- a",
          "a: b",
          "a #b",
          "#",
          "'",
          "\"",
          "\\",
          "\n",
          "\r\n",
          "\t",
          " a ",
          "é",
          "😀",
          "\u0085",
          "\u2028",
          "\u0001",
          "\u007f",
          "\ufeff",
          "[",
          "{",
          "}",
          "$",
          "${",
          "%",
          "@",
          "&x",
          "*x",
          "!t",
          "|",
          ">",
          "?",
          "=",
          ",",
          "1979-05-27",
          "...",
          "---",
          "y",
          "inf",
          "+",
          "a+b",
          "\u00a0",
          "x".repeat(300));

  private static String text(Random random, boolean key) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    if (!key) {
      String made = text.toString();
      return Interpolation.refers(made) ? "ref" : random.nextInt(20) == 0 ? made + "\0" : made;
    }
    String name = text.toString().replace("+", "p").replace("<<", "");
    return name.equals("include") ? "i" : name;
  }

  @Test
  void commentsStandBehindValues() {
    String text =
        ConfigFormat.TOML.write(
            java.util.Map.of("a", java.util.Map.of("b", 1, "c", 2), "d", List.of(1)),
            java.util.Map.of("a.b", "one\nline", "d", "of a list", "nowhere", "x"));
    assertEquals("d = [1]  # of a list\n\n[a]\nb = 1  # one line\nc = 2\n", text);
    assertThrows(
        IllegalArgumentException.class,
        () -> ConfigFormat.JSON.write(java.util.Map.of(), java.util.Map.of()));
  }
}
