package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Explanation.Layer;
import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.index.ParamIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {
  @TempDir Path dir;

  @AfterEach
  void forget() {
    ParamScope.empty().run(ParamScope::frozen);
  }

  private static Console train(String... args) {
    return Console.of(Launch.of(Trainer.class), args);
  }

  private static Console tools(String... args) {
    return Console.of(Launch.of(Tools.class), args);
  }

  @Test
  void defaultsStandWhereNothingIsGiven() {
    Console console = train("d.csv");
    assertEquals("", console.err());
    assertEquals("", console.out());
    assertEquals(0, console.code());
    assertEquals("d.csv lr=0.001 epochs=10 RELU false layers=2 thread=2", console.result().value());
    assertNull(console.result().failure());
  }

  /** Whoever starts a program cannot have it read variables; the shell does. */
  @Test
  void aReferenceToAVariableIsToldAWayThatACommandLineHas() throws Exception {
    Path file = Files.writeString(dir.resolve("env.toml"), "train.lr = \"${env:LR}\"\n");
    Console console = train("d.csv", "-C", file.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains("as in -D train.lr=\"$LR\"\n"), console.err());
    console = train("d.csv", "-C", file.toString(), "-D", "train.lr=0.5");
    assertEquals("", console.err());
    assertTrue(console.result().value().toString().contains("lr=0.5"), console.err());
  }

  /** Of two defaults of one key, the one that is asked gives its own. */
  @Test
  void aTypedKeysOwnDefaultIsExplainedBeforeThoseThatAreDeclared() {
    IntParam other = Param.ofInt(Trainer.LAYERS.key(), 7);
    assertEquals(7, other.get());
    assertEquals(List.of("7", "2"), explained(other));
    assertEquals(List.of("2"), explained(Trainer.LAYERS));
  }

  private static List<String> explained(IntParam param) {
    return ParamScope.explain(param).layers().stream().map(Layer::value).toList();
  }

  @Test
  void anOptionWinsOverADefinitionThatOverAFileThatOverTheDefault() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("a.toml"),
            "train.lr = 0.3\ntrain.epochs = 30\ntrain.activation = \"tanh\"\n");
    Console console =
        train(
            "d.csv",
            "--lr",
            "0.1",
            "-C",
            file.toString(),
            "-D",
            "train.lr=0.2",
            "train.epochs=20",
            "--batch-norm=yes");
    assertEquals("", console.err());
    assertEquals("d.csv lr=0.1 epochs=20 TANH true layers=2 thread=2", console.result().value());
  }

  @Test
  void filesAreMergedInOrderAndProfilesLieOverThem() throws Exception {
    Path a = Files.writeString(dir.resolve("a.toml"), "train.epochs = 3\nmodel.layers = 3\n");
    Files.writeString(dir.resolve("a-fast.toml"), "model.layers = 9\n");
    Path b = Files.writeString(dir.resolve("b.yaml"), "train: {epochs: 4}\n");
    Console console = train("-C", a.toString(), b.toString(), "--profile", "fast", "d.csv");
    assertEquals("", console.err());
    assertEquals("d.csv lr=0.001 epochs=4 RELU false layers=9 thread=9", console.result().value());
  }

  @Test
  void definitionsMayDeleteAndReplaceItemsInOneLine() throws Exception {
    Path a = Files.writeString(dir.resolve("a.toml"), "train.epochs = 3\nother.sizes = [1, 2]\n");
    Console console =
        Console.of(
            Launch.of(Tools.class),
            "read",
            "--key=other.first",
            "-C",
            a.toString(),
            "-D",
            "other.first=${train.epochs}",
            "other.sizes[0]=7",
            "-D~train.epochs",
            "-Dtrain.epochs=5",
            "--define=train.epochs=6");
    assertEquals("warning: \"other.sizes\" was set and never read\n", console.err());
    assertEquals(6L, console.result().value());
  }

  @Test
  void aThreadThatTheMethodStartsSeesTheValues() {
    Console console = train("d.csv", "-D", "model.layers=5");
    assertEquals("d.csv lr=0.001 epochs=10 RELU false layers=5 thread=5", console.result().value());
  }

  @Test
  void nothingIsLeftOfTheScopeAfterwards() {
    train("d.csv", "-D", "model.layers=5");
    assertEquals(2, Trainer.LAYERS.get());
  }

  @Test
  void itsNameMayStandFirst() {
    assertEquals(0, train("train", "d.csv").code());
    assertEquals(0, train("d.csv").code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                        | Missing required parameter: '<data>'",
        "d.csv e.csv             | Unmatched argument at index 1: 'e.csv'",
        "d.csv --rate=1          | Unknown option: '--rate=1'",
        "d.csv --lrr=1           | did you mean \"--lr\"?",
        "d.csv --epoch 3         | did you mean \"--epochs\"?",
        "d.csv --confg a.toml    | did you mean \"--config\"?",
        "d.csv -profile fast     | did you mean \"--profile\"?",
        "d.csv --batchnorm=true  | did you mean \"--batchNorm\"",
        "d.csv -D train.lr = 3   | write -D KEY=VALUE without blanks around the '='",
        "d.csv -D train.lr 3     | write -D KEY=VALUE without blanks around the '='",
        "d.csv --lr              | Missing required parameter for option '--lr' (<double>)",
        "d.csv --lr abc          | train.lr: \"abc\" (text) cannot be read as a double; it came from --lr",
        "d.csv --lr -1           | train.lr: \"-1\" is not allowed; it came from --lr; give a value > 0 and <= 1",
        "d.csv --lr nan          | train.lr: \"nan\" is not allowed",
        "d.csv --lr inf          | train.lr: \"inf\" is not allowed",
        "d.csv --epochs 1.5      | train.epochs: \"1.5\" (text) cannot be read as an int; it came from --epochs",
        "d.csv --epochs 0        | train.epochs: \"0\" is not allowed; it came from --epochs; give a value >= 1",
        "d.csv --activation step | train.activation: \"step\" is not allowed; it came from --activation; give a value among RELU, TANH",
        "d.csv --batchNorm maybe | train.batchNorm: \"maybe\" (text) cannot be read as a boolean",
        "d.csv -D                | -D needs KEY=VALUE after it",
        "d.csv -D --lr=3         | -D needs KEY=VALUE after it",
        "d.csv -D train.lr       | definition \"train.lr\": no '='; write it as key=value, without blanks, or ~key to delete",
        "d.csv -D =1             | no name before the '=' (-D argument 1); write it as KEY=VALUE",
        "d.csv -D train.l=3      | no parameter is named \"train.l\" (-D argument 1); did you mean \"train.lr\"?",
        "d.csv -D train.xyz=3    | (-D argument 1); there are train.activation, train.batchNorm, train.epochs, train.lr",
        "d.csv -D --train.lr=0.3 | no parameter is named \"--train.lr\" (-D argument 1); did you mean \"train.lr\"?",
        "d.csv -D `train.lr =1`  | no parameter is named \"train.lr \" (-D argument 1); did you mean \"train.lr\"?",
        "d.csv -D model.layers=x | model.layers: \"x\" (text) cannot be read as an int; it came from -D argument 1",
        "d.csv -D a=1 -D model.layers=x | it came from -D argument 2",
        "d.csv --strict -D other.thing=1 | no parameter is named \"other.thing\" (-D argument 1)",
        "d.csv -C                | -C needs FILE after it",
        "d.csv -C nosuch.toml    | nosuch.toml: ",
        "d.csv --profile fast    | no file for the profile \"fast\"",
        "d.csv --backend native  | --backend native: backend \"native\" was chosen too late: \"java\" is in use",
        "d.csv --backend gpu     | --backend gpu: "
      })
  void aWrongCommandLineIsExitCode2AndNothingRuns(String args, String message) {
    Console console = train(args == null ? new String[0] : words(args));
    assertAll(
        () -> assertEquals(2, console.code()),
        () -> assertTrue(console.err().startsWith("train: "), console.err()),
        () -> assertTrue(console.err().contains(message), console.err()),
        () -> assertTrue(console.err().endsWith("train --help tells more\n"), console.err()),
        () -> assertEquals("", console.out()),
        () -> assertNull(console.result().value()));
  }

  /** Split at blanks, but for those in backquotes. */
  private static String[] words(String line) {
    return java.util.regex.Pattern.compile("`([^`]*)`|(\\S+)")
        .matcher(line)
        .results()
        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
        .toArray(String[]::new);
  }

  @Test
  void errorsOfFilesTellLineAndColumnAndAllAtOnce() throws Exception {
    Path a = Files.writeString(dir.resolve("a.toml"), "[train]\nlr = \"x\"\nepochs = 0\n");
    Console console = train("d.csv", "-C", a.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains(a + ":2:6; give a number"), console.err());
    assertTrue(
        console
            .err()
            .contains(
                "train.epochs: \"0\" is not allowed; it came from "
                    + a
                    + ":3:10; give a value >= 1"),
        console.err());
    Path b = Files.writeString(dir.resolve("b.toml"), "[train]\nlt = 1\nepoch = 0\n");
    console = train("d.csv", "-C", b.toString());
    assertTrue(console.err().contains("\"train.lt\" (" + b + ":2:1); did you"), console.err());
    assertTrue(console.err().contains("\"train.epoch\" (" + b + ":3:1); did you"), console.err());
  }

  @Test
  void unknownKeysAndWrongValuesAreToldTogether() throws Exception {
    Path a = Files.writeString(dir.resolve("a.toml"), "[train]\nlr = \"x\"\nepoch = 3\n");
    Console console = train("d.csv", "-C", a.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains("named \"train.epoch\""), console.err());
    assertTrue(console.err().contains("train.lr: \"x\" (text) cannot"), console.err());
  }

  @Test
  void whatTakesAwayDeclaredValuesIsAnErrorBeforeTheRun() throws Exception {
    Path a = Files.writeString(dir.resolve("a.toml"), "[train]\nlr = 0.7\n");
    Path b = Files.writeString(dir.resolve("b.toml"), "train = \"fast\"\n");
    Path c = Files.writeString(dir.resolve("c.yaml"), "train:\n  # lr: 0.2\n");
    for (Path over : new Path[] {b, c}) {
      Console console = train("-C", a.toString(), over.toString(), "--", "d.csv");
      assertEquals(2, console.code(), console.err());
      assertTrue(console.err().contains("takes away train.lr (" + a + ":2:6)"), console.err());
      assertNull(console.result().value());
    }
    Console alone = train("d.csv", "-C", c.toString());
    assertEquals("", alone.err());
    assertEquals(0, alone.code());
    Console set = train("d.csv", "-D", "train.lr.x=3", "model=vgg");
    assertEquals(2, set.code());
    assertTrue(set.err().contains("\"train.lr\" is one value"), set.err());
    assertTrue(set.err().contains("set a key below it (model.layers), or"), set.err());
  }

  @Test
  void anExplicitNullGivesTheDefault() throws Exception {
    Path a = Files.writeString(dir.resolve("a.yaml"), "train: {lr: null}\n");
    Console console = train("d.csv", "-C", a.toString());
    assertEquals("", console.err());
    assertEquals("d.csv lr=0.001 epochs=10 RELU false layers=2 thread=2", console.result().value());
  }

  @Test
  void elementsOfListsAreCheckedBeforeTheRun() {
    Console console = tools("clash", "-D", "clash.layerSizes=1,b", "clash.config=c");
    assertEquals(2, console.code());
    assertTrue(console.err().contains("clash.layerSizes[1]: \"b\" (text) cannot"), console.err());
    assertTrue(console.err().contains("clash.config: \"c\" (text) cannot"), console.err());
  }

  @Test
  void whatNoIndexKnowsIsTakenAndToldIfNobodyReadIt() {
    assertEquals(
        "warning: \"far.away\" was set and never read\n", train("d.csv", "-D", "far.away=1").err());
  }

  @Test
  void aWrongValueThatOnlyTheReadSeesIsExitCode2() {
    Console console = tools("read", "-D", "elsewhere.size=big");
    assertEquals(2, console.code());
    assertTrue(
        console.err().startsWith("Tools read: elsewhere.size: \"big\" (text) cannot be read"),
        console.err());
    assertTrue(console.err().contains("it came from -D argument 1"), console.err());
  }

  @Test
  void whatTheMethodThrowsIsExitCode1WithItsTrace() {
    Console console = tools("fail", "--why", "on purpose");
    assertEquals(1, console.code());
    assertTrue(
        console.err().startsWith("java.lang.IllegalStateException: on purpose"), console.err());
    assertInstanceOf(IllegalStateException.class, console.result().failure());
  }

  @Test
  void severalMethodsAreSubcommands() {
    assertEquals("f.txt 7 2", tools("clean", "a/f.txt", "7", "--keep=2").result().value());
    assertEquals("3 [a, b]", tools("-D", "count.times=3", "count", "a", "b").result().value());
    assertEquals("1 []", tools("count").result().value());
    Console none = tools();
    assertEquals(2, none.code());
    assertTrue(
        none.err()
            .startsWith(
                "Tools: a command is missing; give one of bare, clash, clean, count, fail, read"),
        none.err());
    assertEquals(2, tools("nosuch").code());
    for (String helper : new String[] {"_helper", "hidden", "plain"}) {
      assertEquals(2, tools(helper).code(), helper);
    }
    Console wrong = tools("clean", "f", "x");
    assertEquals(2, wrong.code());
    assertTrue(
        wrong.err().startsWith("Tools clean: <from>: \"x\" (text) cannot be read as an int"),
        wrong.err());
  }

  @Test
  void aLaterDefinitionOfTheSubcommandWinsOverThatOfTheProgram() {
    assertEquals(
        "2 []", tools("-D", "count.times=1", "count", "-D", "count.times=2").result().value());
  }

  @Test
  void aConstructorIsACommandAsWell() {
    Console console = Console.of(Launch.of(Tools.Optimizer.class), "--momentum", "0.5");
    assertEquals("", console.err());
    assertEquals(0.5, assertInstanceOf(Tools.Optimizer.class, console.result().value()).momentum);
  }

  @Test
  void aParameterWithTheNameOfAnOptionIsSetByDefinitions() {
    Console console =
        tools("clash", "-D", "clash.config=5", "clash.help=6", "--layer-sizes", "7,8");
    assertEquals("", console.err());
    assertEquals("5 6 [7, 8]", console.result().value());
    assertTrue(tools("clash", "--config", "5").err().startsWith("Tools clash: 5: "));
    console = tools("clash", "--layerSizes", "7,x");
    assertEquals(2, console.code());
    assertTrue(
        console.err().contains("clash.layerSizes[1]: \"x\" (text) cannot be read as an int"),
        console.err());
    assertTrue(console.err().contains("it came from --layerSizes"), console.err());
  }

  @Test
  void aDefaultThatIsNoTextIsNotCalledRequired() {
    String told = tools("-ep", "bare.name", "bare.limit", "tools.cores").out();
    assertEquals(
        java.util.List.of("<none>", "<none>", "<computed>"),
        told.lines()
            .filter(line -> line.startsWith("  default"))
            .map(line -> line.substring(14))
            .toList(),
        told);
    assertEquals("null Optional.empty", tools("bare").result().value());
    assertEquals("null Optional.empty", tools("bare", "-D", "bare.limit=").result().value());
    assertEquals(2, tools("bare", "-D", "bare.limit=x").code());
  }

  @Test
  void aTypedKeyMayHaveAParserOfItsOwn() {
    Console dumped = tools("bare", "--dump-params", "-D", "tools.mask=0x10");
    assertEquals(0, dumped.code(), dumped.err());
    assertTrue(dumped.out().contains("mask = \"0x10\""), dumped.out());
  }

  @Test
  void oneMethodOfSeveral() {
    Console console = Console.of(Launch.of(Tools.class, "count"), "--times", "2", "a");
    assertEquals("2 [a]", console.result().value());
  }

  @Test
  void mistakesOfTheProgramAreExceptions() {
    assertThrows(IllegalStateException.class, () -> Launch.of(LaunchTest.class));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Launch.of(Tools.class, "cuont"))
            .getMessage()
            .endsWith("method cuont; did you mean \"count\"?"));
    assertThrows(IllegalArgumentException.class, () -> Launch.of(Tools.class, "plain"));
    assertThrows(IllegalArgumentException.class, () -> Launch.of(Tools.class, "_helper"));
    assertThrows(IllegalArgumentException.class, () -> Launch.of(Tools.class, "hidden"));
    assertThrows(IllegalArgumentException.class, () -> Launch.of(Trainer.class, Trainer.class));
    assertThrows(IllegalArgumentException.class, () -> Launch.of(Tools.Wrong.class).run());
    IllegalStateException unknown =
        assertThrows(
            IllegalStateException.class,
            () -> Launch.of(Trainer.class).index(ParamIndex.of(java.util.List.of())).run("d.csv"));
    assertTrue(unknown.getMessage().contains("is not in the index"), unknown.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d.csv --train.lr=0.3 | write it as -D train.lr=0.3",
        "d.csv --model.layers 3 | write it as -D model.layers=VALUE",
        "d.csv --train.rl=0.3 | parameters are set by -D; did you mean \"train.lr\"?",
        "d.csv train.lr=0.3 | write it as -D train.lr=0.3",
      })
  void aParameterGivenAsAnOptionIsToldHowToSetIt(String args, String hint) {
    Console console = Console.of(Launch.of(Trainer.class), args.split(" "));
    assertEquals(2, console.code());
    assertTrue(console.err().contains(hint), console.err());
  }
}
