package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Types the commands of docs/tool.md and compares what they print. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class GuideTest {
  private static final Pattern FILE =
      Pattern.compile("(?ms)^```(?:java|toml)\\n(?://|#) file: (\\S+)\\n(.*?)^```$");
  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\\n(.*?)^```$");

  @TempDir Path dir;

  @Test
  void everyCommandPrintsWhatThePageSays() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "tool.md"));
    for (MatchResult file : FILE.matcher(page).results().toList()) {
      if (file.group(1).endsWith(".java")) {
        // the first line of the block is the comment that names it
        Jars.jar(
            dir.resolve("app.jar"),
            Jars.compile(dir, true, file.group(1), "// " + file.group(1) + "\n" + file.group(2)));
      } else {
        Files.writeString(dir.resolve(file.group(1)), file.group(2));
      }
    }
    int commands = 0;
    for (MatchResult console : CONSOLE.matcher(page).results().toList()) {
      for (String typed : console.group(1).split("(?m)^\\$ hp ")) {
        if (!typed.isEmpty()) {
          String[] parts = typed.split("\n", 2);
          assertEquals(parts[1], hp(parts[0]), parts[0]);
          commands++;
        }
      }
    }
    assertEquals(5, commands);
  }

  private String hp(String typed) throws Exception {
    Ran ran = Launched.piped(dir, Launched.JAR.resolveSibling("hp"), (Object[]) typed.split(" "));
    String text = ran.out() + ran.err();
    return ran.code() == 0 ? text : text + "exit code " + ran.code() + "\n";
  }
}
