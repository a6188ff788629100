package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Secret;
import io.hyperparameter.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --record FILE}, and what is set and never read. */
class RecordTest {
  @TempDir Path dir;

  /** Reads what no index knows. */
  public static final class Program {
    private Program() {}

    @AutoParam
    public static String login(
        @Default("nobody") String user, @Default("none") @Secret String password) {
      return user + password.length() + ParamScope.current().getInt("free.used", 0);
    }
  }

  @AfterEach
  void forget() {
    ParamScope.empty().run(ParamScope::frozen);
  }

  private static Console train(String... args) {
    return Console.of(Launch.of(Trainer.class), args);
  }

  private static Console login(String... args) {
    return Console.of(Launch.of(Program.class), args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.toml", "run.json", "run.yaml"})
  void aRecordReplaysTheRun(String name) {
    Path file = dir.resolve(name);
    Console first =
        train("d.csv", "--lr", "1e-2", "-D", "model.layers=5", "--record", file.toString());
    assertEquals("", first.err());
    assertEquals(
        Map.of(
            "train.lr", "1e-2",
            "train.epochs", 10L,
            "train.activation", "RELU",
            "train.batchNorm", false,
            "model.layers", "5"),
        asMap(Config.load(file)));
    Console again = train("d.csv", "-C", file.toString());
    assertEquals("", again.err());
    assertEquals(first.result().value(), again.result().value());
  }

  private static Map<String, Object> asMap(Config config) {
    Map<String, Object> map = new java.util.HashMap<>();
    config.keys().forEach(key -> map.put(key, config.find(key).orElseThrow()));
    return map;
  }

  @Test
  void whatIsSetAndNeverReadIsToldAtTheEnd() {
    Console console = login("-D", "free.used=1", "free.spare=2", "--user", "me");
    assertEquals("me41", console.result().value());
    assertEquals(0, console.code());
    assertTrue(
        console.err().contains("warning: \"free.spare\" was set and never read"), console::err);
    assertFalse(console.err().contains("\"free.used\" was"), console::err);
  }

  @Test
  void aSecretIsNotRecordedNorExplained() throws Exception {
    Path file = dir.resolve("run.toml");
    Console console = login("--password", "hush", "--record", file.toString());
    assertTrue(console.err().contains("without \"login.password\": it is secret"), console::err);
    assertFalse(Files.readString(file).contains("hush"));
    Console explained = login("-D", "login.password=hush", "-ep", "login.password");
    assertTrue(explained.out().contains("***"), explained::out);
    assertFalse(explained.out().contains("hush"), explained::out);
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() {
    Console console = train("d.csv", "--record", dir.resolve("no/run.toml").toString());
    assertEquals(1, console.code());
    assertTrue(console.err().contains("cannot record to "), console::err);
  }
}
