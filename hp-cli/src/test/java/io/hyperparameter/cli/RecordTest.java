package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Secret;
import io.hyperparameter.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
  void whatTheMethodThrowsIsToldOfAndRecordedButForAWrongValue() throws Exception {
    Path file = dir.resolve("fail.toml");
    String[] rest = {"-D", "free.spare=1", "--record", file.toString()};
    Console console = Console.of(Launch.of(Tools.class), with(rest, "fail", "--why", "so"));
    assertEquals(1, console.code());
    assertTrue(console.err().contains("warning: \"free.spare\" was set"), console::err);
    assertEquals("so", Config.load(file).find("fail.why").orElseThrow());
    Files.delete(file);
    console = Console.of(Launch.of(Tools.class), with(rest, "read", "-D", "elsewhere.size=big"));
    assertEquals(2, console.code());
    assertFalse(console.err().contains("free.spare"), console::err);
    assertFalse(Files.exists(file));
  }

  private static String[] with(String[] rest, String... first) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
  }

  /** Reads one thing very often, and then another. */
  public static final class Patient {
    private Patient() {}

    @AutoParam("often")
    public static int often(@Default("1000001") int times) {
      ParamScope here = ParamScope.current();
      for (int i = 0; i < times; i++) {
        here.getInt("free.often", 0);
      }
      return here.getInt("free.late", 0);
    }
  }

  @Test
  void whoIsNoLongerWaitedForIsNotSaidToBeUnread() {
    Console console = Console.of(Launch.of(Patient.class), "-D", "free.late=3");
    assertEquals(3, console.result().value());
    assertEquals(
        "warning: \"free.late\" was set and not read in the first million reads\n", console.err());
    console = Console.of(Launch.of(Patient.class), "--times", "9", "-D", "free.late=3");
    assertEquals("", console.err());
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
  void aFileThatCannotBeWrittenIsAnErrorBeforeTheRun() throws Exception {
    String missing = dir.resolve("no/run.toml").toString();
    refuses(missing, "--record " + missing + ": there is no directory " + dir.resolve("no"));
    refuses(dir.toString(), "is a directory; name a file in it");
    String properties = dir.resolve("run.properties").toString();
    refuses(properties, "properties hold text only; name a .toml, .yaml or .json file");
    Console both = train("d.csv", "--record", missing, "-D", "train.lr=x", "train.epoch=1");
    assertTrue(both.err().contains("there is no directory"), both::err);
    assertTrue(both.err().contains("train.lr: \"x\""), both::err);
    assertTrue(both.err().contains("\"train.epoch\""), both::err);
  }

  private static void refuses(String file, String message) {
    Console console = train("d.csv", "--record", file);
    assertEquals(2, console.code());
    assertTrue(console.err().contains(message), console::err);
    assertNull(console.result().value());
  }

  /** Reads what some formats cannot hold. */
  public static final class Odd {
    private Odd() {}

    @AutoParam
    public static double odd(@Default("0.5") double rate) {
      ParamScope here = ParamScope.current();
      here.getDouble("free.nan", Double.NaN);
      here.getString("free.text", "${home}");
      here.getInt("", 3);
      here.getInt("odd", 3);
      here.getInt("odd.more", 3);
      here.getInt("free", 3);
      here.getInt("free.a=b: c; d", 3);
      return rate;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.toml", "run.json", "run.yaml"})
  void oneValueThatCannotBeRecordedLosesNoOther(String name) {
    Path file = dir.resolve(name);
    Console console = Console.of(Launch.of(Odd.class), "--record", file.toString());
    assertEquals(0, console.code(), console::err);
    String without = "warning: " + file + " is without ";
    boolean json = name.endsWith("json");
    assertEquals(
        without
            + "\"\": -C would refuse it: no name before the '='\n"
            + (json ? without + "\"free.nan\": JSON has no NaN\n" : "")
            + without
            + "\"free.text\": its text would be a reference\n"
            + without
            + "\"odd\": -C would refuse it: no parameter is named \"odd\"\n"
            + without
            + "\"odd.more\": -C would refuse it: no parameter is named \"odd.more\"\n",
        console.err());
    Console again = Console.of(Launch.of(Odd.class), "-C", file.toString());
    assertEquals("", again.err());
    assertEquals(0.5, again.result().value());
    assertEquals(3L, Config.load(file).find("free").orElseThrow());
  }

  @Test
  void aRunThatAWrongValueEndsTellsOfThatAlone() {
    Path file = dir.resolve("run.toml");
    Console console = login("-D", "free.used=big", "free.spare=2", "--record", file.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains(": free.used: \"big\" (text) cannot be"), console::err);
    assertFalse(console.err().contains("free.spare"), console::err);
    assertFalse(Files.exists(file));
  }
}
