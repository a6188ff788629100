package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamTypeException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of docs/configuration.md. */
class GuideTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern NAMED =
      Pattern.compile("# file: (\\S+)\\n.*|\\{\"file\": \"(\\S+)\".*", Pattern.DOTALL);
  private static final Pattern SHOWN = Pattern.compile("(?m)^( *)(scope\\.get.*);\\s+// (.*)$");

  @TempDir Path dir;
  private String page;
  private final List<MatchResult> blocks = new ArrayList<>();

  @BeforeEach
  void readThePage() throws IOException {
    page = Files.readString(Path.of("..", "docs", "configuration.md"));
    BLOCK.matcher(page).results().forEach(blocks::add);
    int files = 0;
    for (MatchResult block : blocks) {
      Matcher named = NAMED.matcher(block.group(2));
      if (named.matches()) {
        String name = named.group(1) != null ? named.group(1) : named.group(2);
        // the first line of what is not JSON only says which file it is
        String text = block.group(2).replaceFirst("^# file: .*\n", "");
        Files.writeString(dir.resolve(name), text);
        files++;
      }
    }
    assertEquals(5, files);
  }

  private List<String> blocks(String language, String start) {
    return blocks.stream()
        .filter(block -> block.group(1).equals(language) && block.group(2).startsWith(start))
        .map(block -> block.group(2))
        .toList();
  }

  @Test
  void theJavaRuns() throws Exception {
    String body = String.join("\n", blocks("java", "")).replace("Path.of(", "dir.resolve(");
    Matcher shown = SHOWN.matcher(body);
    assertEquals(3, shown.results().count());
    body = shown.replaceAll("$1check($2, \"$3\");");
    String source =
        "import io.hyperparameter.*; import io.hyperparameter.config.*;\n"
            + "import io.hyperparameter.annotation.*;\n"
            + "import java.nio.file.Path; import java.util.*;\n"
            + "public class Guide {\n"
            + "  static void check(Object value, String shown) {\n"
            + "    if (!value.toString().equals(shown)) throw new AssertionError(value + \" \" + shown);\n"
            + "  }\n"
            + "  public static String run(Path dir) {\n"
            + body
            + "\n    return settings + \" \" + all.keys();\n  }\n}\n";
    Path file = Files.writeString(dir.resolve("Guide.java"), source);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                dir.toString(),
                file.toString());
    assertEquals(0, code, source);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {dir.toUri().toURL()}, getClass().getClassLoader())) {
      Object result = loader.loadClass("Guide").getMethod("run", Path.class).invoke(null, dir);
      assertEquals(
          "Settings[name=digits-4, train=Train[lr=0.2, epochs=5, warmup=Optional[5]],"
              + " model=Model[layers=4, sizes=[64, 32, 16]]]"
              + " [model.layers, model.sizes, name, train.epochs, train.lr]",
          result);
    }
  }

  @Test
  void theErrorIsThatOne() {
    String block = blocks("text", "# run: ").get(0);
    Matcher run =
        Pattern.compile("# run: (\\S+), with (\\S+), read (\\S+) as int\\n(.*)\\n").matcher(block);
    assertTrue(run.matches(), block);
    Config config = Config.load(dir.resolve(run.group(1))).with(run.group(2));
    ParamTypeException e =
        assertThrows(ParamTypeException.class, () -> config.toScope().getInt(run.group(3)));
    assertEquals(run.group(4), e.getMessage());
  }

  @Test
  void theOriginIsThatOne() {
    Matcher said = Pattern.compile("`config.origin\\(\"(.*?)\"\\)` is `(.*?)`").matcher(page);
    assertTrue(said.find());
    String origin =
        Config.load(dir.resolve("train.toml"), dir.resolve("digits.toml"))
            .origin(said.group(1))
            .orElseThrow()
            .toString();
    assertEquals(said.group(2), origin.replace(dir + java.io.File.separator, ""));
  }

  @Test
  void listsAddAsTheCommentsSay() {
    String block = blocks("yaml", "# merge: ").get(0);
    String below = block.substring("# merge: ".length(), block.indexOf('\n'));
    Config config =
        Config.loader()
            .text("below", ConfigFormat.JSON, new StringReader(below))
            .text("page", ConfigFormat.YAML, new StringReader(block))
            .load();
    List<String> said = new ArrayList<>();
    Pattern.compile("pends: +(.*)")
        .matcher(block)
        .results()
        .forEach(m -> said.add("[" + m.group(1) + "]"));
    assertEquals(said, config.toMap().values().stream().map(String::valueOf).toList());
  }

  @Test
  void theCompositionIsThatOne() {
    String block = blocks("yaml", "# same as: ").get(0);
    Config whole = Config.loader().text("page", ConfigFormat.YAML, new StringReader(block)).load();
    String name = block.substring("# same as: ".length(), block.indexOf('\n'));
    assertEquals(whole.toMap(), Config.load(dir.resolve(name)).toMap());
  }
}
