package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.index.ParamIndex;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class MixinTest {
  @Command(name = "mine", mixinStandardHelpOptions = true)
  static class Mine implements Callable<Integer> {
    @Mixin HyperparameterMixin hyperparameters;

    @Parameters List<Path> files = new ArrayList<>();

    String seen = "";

    @Override
    public Integer call() throws Exception {
      Thread thread = new Thread(() -> seen += "thread " + Trainer.LAYERS.get());
      thread.start();
      thread.join();
      seen += " here " + Trainer.LAYERS.get() + " files " + files;
      return ParamScope.current().getInt("mine.code", 0);
    }
  }

  private final Mine mine = new Mine();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      HyperparameterMixin.install(new CommandLine(mine))
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @AfterEach
  void forget() {
    ParamScope.empty().run(ParamScope::frozen);
  }

  @Test
  void theCommandRunsInsideOfWhatWasGiven() {
    assertEquals(3, command.execute("-D", "model.layers=4", "mine.code=3", "a.csv", "b.csv"));
    assertEquals("thread 4 here 4 files [a.csv, b.csv]", mine.seen);
    assertEquals("", err.toString());
  }

  @Test
  void aSecondRunKnowsNothingOfTheFirst() {
    command.execute("-D", "model.layers=4");
    mine.seen = "";
    ParamScope.empty().run(ParamScope::frozen);
    assertEquals(0, command.execute());
    assertEquals("thread 2 here 2 files []", mine.seen);
  }

  @Test
  void mistakesAreExitCode2WithPicoclisUsage() {
    assertEquals(2, command.execute("-D", "model.layer=4"));
    assertTrue(err.toString().contains("did you mean \"model.layers\"?"), err.toString());
    assertTrue(err.toString().contains("Usage: mine"), err.toString());
    assertEquals("", mine.seen);
  }

  /** As GNU's commands take long options. */
  @Test
  void aParameterThatIsGivenAsAnOptionIsToldHowToBeWritten() {
    assertEquals(2, command.execute("--train.lr=3"));
    assertTrue(err.toString().contains("Unknown option: '--train.lr=3'"), err.toString());
    assertTrue(
        err.toString()
            .stripTrailing()
            .endsWith("\n\"train.lr\" is a parameter; write it as -D train.lr=3"),
        err.toString());
  }

  @Test
  void theHandlerOfMistakesIsKept() {
    command.setParameterExceptionHandler((wrong, args) -> 7);
    HyperparameterMixin.install(command);
    assertEquals(7, command.execute("--train.lr=3"));
    assertEquals(
        "\"train.lr\" is a parameter; write it as -D train.lr=3\n",
        err.toString().replace("\r\n", "\n"));
  }

  @Test
  void aWrongValueThatOnlyTheReadSeesIsExitCode2() {
    assertEquals(2, command.execute("-D", "mine.code=x"));
    assertTrue(
        err.toString().startsWith("mine.code: \"x\" (text) cannot be read as an int; it came from"),
        err.toString());
  }

  @Test
  void picoclisOwnHelpAndTheListStillAnswer() {
    assertEquals(0, command.execute("--help"));
    assertTrue(out.toString().contains("--define=KEY=VALUE"), out.toString());
    assertEquals(0, command.execute("-lps"));
    assertTrue(out.toString().contains("model.layers\n"), out.toString());
    assertEquals(1, command.execute("-ep"));
    assertEquals("", mine.seen);
  }

  @Test
  void whereNothingIsDeclaredTheListSaysSo() {
    CommandLine bare =
        HyperparameterMixin.install(new CommandLine(new Bare()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    assertEquals(0, bare.execute("-lps"));
    String none =
        "no parameters are declared; hp-processor fills the index when it compiles"
            + " (docs/autoparam.md)\n";
    assertEquals(none, err.toString().replace("\r\n", "\n"));
    assertEquals("", out.toString());
    assertEquals(1, bare.execute("-ep", "train.lr"));
    assertEquals(none + "no parameter \"train.lr\"\n" + none, err.toString().replace("\r\n", "\n"));
  }

  @Command(name = "bare")
  static class Bare implements Runnable {
    @Mixin
    HyperparameterMixin hyperparameters = new HyperparameterMixin().index(ParamIndex.of(List.of()));

    @Override
    public void run() {}
  }

  @Test
  void theScriptForAShellKnowsTheOptionsOfTheCommandItself() {
    assertEquals(0, command.execute("--completion", "bash", "-D", "model.layer=4"));
    assertEquals("", err.toString());
    assertTrue(out.toString().contains("'--version'"), out.toString());
    assertTrue(out.toString().contains("    'model.layers'\n"), out.toString());
    assertTrue(out.toString().contains("\ncomplete -o default -F _mine mine\n"), out.toString());
    assertEquals(0, command.execute("--dump-params", "-D", "model.layers=4"));
    assertTrue(out.toString().contains("# what mine would use\n"), out.toString());
    assertEquals("", mine.seen);
  }

  record Model(int layers) {}

  record Settings(int port, List<String> hosts, Map<String, String> labels, Inner inner) {}

  record Inner(boolean on) {}

  @Command(name = "binding")
  static class Binding implements Runnable {
    @Mixin HyperparameterMixin hyperparameters;
    Consumer<Config> use = unused -> {};

    @Override
    public void run() {
      use.accept(hyperparameters.config());
    }
  }

  private static String errorsOf(Consumer<Config> use, String... definitions) {
    Binding binding = new Binding();
    binding.use = use;
    StringWriter told = new StringWriter();
    CommandLine line = HyperparameterMixin.install(new CommandLine(binding));
    List<String> args = new ArrayList<>(List.of("-D"));
    args.addAll(List.of(definitions));
    int code = line.setErr(new PrintWriter(told, true)).execute(args.toArray(String[]::new));
    assertEquals(0, code, told.toString());
    return told.toString();
  }

  @Test
  void whatIsTakenFromTheConfigurationWasRead() {
    String[] all = {"port=1", "hosts=a,b", "labels.x=1", "inner.on=true"};
    assertEquals("", errorsOf(config -> config.bind(Settings.class), all));
    assertEquals("", errorsOf(Config::toMap, all));
    assertEquals("", errorsOf(config -> config.at("inner").bind(Inner.class), "inner.on=true"));
    assertEquals("", errorsOf(config -> config.find("port"), "port=1"));
    assertEquals("", errorsOf(config -> config.find("inner"), "inner.on=true"));
    assertEquals("", errorsOf(config -> config.at("inner").text("on"), "inner.on=true"));
    assertEquals(
        "warning: \"free.spare\" was set and never read\n",
        errorsOf(
                config -> config.bindLeniently(Settings.class),
                "port=1",
                "hosts=a,b",
                "labels.x=1",
                "inner.on=true",
                "free.spare=1")
            .replace("\r\n", "\n"));
    assertEquals(
        "warning: \"free.spare\" was set and never read\n",
        errorsOf(config -> config.keys(), "free.spare=1").replace("\r\n", "\n"));
  }

  @Test
  void withoutInstallTheScopeAndTheConfigurationAreThereToTake() {
    Mine own = new Mine();
    new CommandLine(own).parseArgs("-D", "model.layers=7");
    assertEquals(7, own.hyperparameters.scope().getInt("model.layers"));
    assertEquals(new Model(7), own.hyperparameters.config().at("model").bind(Model.class));
    assertThrows(IllegalStateException.class, new HyperparameterMixin()::scope);
  }
}
