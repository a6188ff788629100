package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, in the shells they are for. None of the programs is there while they complete. */
class CompletionTest {
  /** What is typed, and what may follow; of {@code --x=} the part behind it in bash. */
  private static final Map<String, String> TRAIN = new LinkedHashMap<>();

  private static final Map<String, String> TOOLS = new LinkedHashMap<>();

  static {
    TRAIN.put("train --l", "--list-params --list-param-scope --lr");
    TRAIN.put("train -D train.l", "train.lr=");
    TRAIN.put("train x -D train.lr=1 mod", "model.layers=");
    TRAIN.put("train --define=train.l", "--define=train.lr=");
    TRAIN.put("train -Dtrain.act", "-Dtrain.activation=");
    TRAIN.put("train -D train.activation=", "train.activation=RELU train.activation=TANH");
    TRAIN.put("train -Dtrain.activation=T", "-Dtrain.activation=TANH");
    TRAIN.put("train -D train.batchNorm=t", "train.batchNorm=true");
    TRAIN.put("train -D train.lr=", "");
    TRAIN.put("train -D ~train.l", "~train.lr");
    TRAIN.put("train --activation ", "RELU TANH");
    TRAIN.put("train --activation=R", "--activation=RELU");
    TRAIN.put("train --batch-norm=f", "--batch-norm=false");
    TRAIN.put("train --backend ", "native java auto");
    TRAIN.put("train --lr ", "");
    TRAIN.put("train --lr -1 --ep", "--epochs");
    TRAIN.put("train --lr -1 -D model.", "model.layers=");
    TRAIN.put("train -ep train.", "train.activation train.batchNorm train.epochs train.lr");
    TRAIN.put("train --strict -D a=1 --pro", "--profile");
    TRAIN.put("train digi", "digits.csv");
    TRAIN.put("train -C digi", "digits.csv");
    TRAIN.put("train --config=digi", "--config=digits.csv");
    TOOLS.put("tools cl", "clash clean");
    TOOLS.put("tools clean --k", "--keep");
    TOOLS.put("tools clash --zqx", "");
    TOOLS.put("tools clash --layer-", "--layer-sizes");
    TOOLS.put("tools -D model.layers=3 clean --k", "--keep");
    TOOLS.put("tools clean -D clean.", "clean.keep=");
  }

  @TempDir Path dir;

  @BeforeEach
  void aFileToFind() throws IOException {
    Files.createFile(dir.resolve("digits.csv"));
  }

  private static Launch launch(String program) {
    return program.equals("train")
        ? Launch.of(Trainer.class)
        : Launch.of(Tools.class).name("tools");
  }

  /** Writes the script of a program, and gives its name. */
  private String script(String program, String shell) throws IOException {
    Console console = Console.of(launch(program), "--completion", shell);
    assertEquals("", console.err());
    assertEquals(0, console.code());
    return Files.writeString(dir.resolve(program + "." + shell), console.out()).toString();
  }

  private static void assumeShell(String name) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    assumeTrue(there, name + " is not installed here: its completion was not tested");
  }

  private ProcessBuilder shell(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().put("HOME", dir.toString());
    builder.environment().put("TERM", "dumb");
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /** What a shell prints that runs these lines. */
  private String printed(List<String> lines, String... command) throws Exception {
    Path script = Files.write(dir.resolve("lines"), lines);
    Path out = dir.resolve("out");
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.add(script.toString());
    Process process =
        shell(all.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** Compares line by line: what was typed, a colon, the answers. */
  private static void assertAnswers(
      Map<String, String> cases, Function<String, String> typedIn, String printed) {
    StringBuilder expected = new StringBuilder();
    cases.forEach(
        (typed, answers) -> {
          String sorted =
              answers.isEmpty()
                  ? ""
                  : Stream.of(answers.split(" "))
                      .map(answer -> typedIn.apply(typed + "\n" + answer))
                      .sorted()
                      .collect(Collectors.joining(" "));
          expected.append(typed).append(": ").append(sorted).append('\n');
        });
    StringBuilder actual = new StringBuilder();
    for (String line : printed.lines().toList()) {
      String[] parts = line.split(":", 2);
      TreeSet<String> answers = new TreeSet<>(List.of(parts[parts.length - 1].strip().split(" ")));
      actual.append(parts[0]).append(": ").append(String.join(" ", answers)).append('\n');
    }
    assertEquals(expected.toString(), actual.toString());
  }

  /** bash replaces what stands behind the last '='. */
  private static String inBash(String typedAndAnswer) {
    String[] parts = typedAndAnswer.split("\n", -1);
    String word = parts[0].substring(parts[0].lastIndexOf(' ') + 1);
    return parts[1].substring(word.lastIndexOf('=') + 1);
  }

  private void inBash(String program, Map<String, String> cases) throws Exception {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "compopt() { [[ $* != *default* ]] || files=$1; }",
                "source '" + script(program, "bash") + "'",
                "t() {",
                "  COMP_LINE=$1 COMP_POINT=${#1} files=-o",
                "  _" + program,
                // readline does this where the function finds nothing
                "  [[ ${#COMPREPLY[@]} == 0 && $files == -o ]] &&",
                "    mapfile -t COMPREPLY < <(compgen -f -- \"${1##*[ =]}\")",
                "  echo \"$1:\" \"${COMPREPLY[@]}\"",
                "}"));
    cases.keySet().forEach(typed -> lines.add("t '" + typed + "'"));
    assertAnswers(cases, CompletionTest::inBash, printed(lines, "bash", "--norc"));
  }

  @Test
  void bashAnswers() throws Exception {
    assumeShell("bash");
    inBash("train", TRAIN);
    inBash("tools", TOOLS);
  }

  private void inFish(String program, Map<String, String> cases) throws Exception {
    List<String> lines = new ArrayList<>(List.of("source '" + script(program, "fish") + "'"));
    cases
        .keySet()
        .forEach(
            typed ->
                lines.add(
                    ("set found (complete -C '%s' | string replace -r '\\t.*' '');"
                            + " echo '%s:' $found")
                        .formatted(typed, typed)));
    String printed = printed(lines, "fish", "--no-config");
    assertAnswers(
        cases,
        typedAndAnswer -> typedAndAnswer.substring(typedAndAnswer.indexOf('\n') + 1),
        printed);
  }

  @Test
  void fishAnswers() throws Exception {
    assumeShell("fish");
    inFish("train", TRAIN);
    inFish("tools", TOOLS);
  }

  /** TAB itself, in a pseudo terminal, where readline and zle take the answer. */
  private void typed(String setUp, String typed, String... command) throws Exception {
    Process process = shell(command).redirectErrorStream(true).start();
    Thread watch =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(120, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
    watch.setDaemon(true);
    watch.start();
    try (var in = process.getOutputStream();
        var out = process.getInputStream()) {
      Files.writeString(dir.resolve("setup"), "unset HISTFILE; PS1=READY\n" + setUp + "\n");
      in.write("source ./setup\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      StringBuilder seen = new StringBuilder();
      until("READY", out, seen);
      in.write((typed + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      until("<end>", out, seen);
      assertTrue(
          seen.toString()
              .contains("<-D><train.lr=0.1><--activation><TANH><-Dtrain.batchNorm=true><x><end>"),
          seen.toString());
      in.write(
          "exit\n".getBytes(StandardCharsets.UTF_8)); // else the shell may outlive its terminal
      in.flush();
      while (out.read() >= 0) {
        continue;
      }
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void until(String text, java.io.InputStream from, StringBuilder seen)
      throws IOException {
    while (seen.indexOf(text) < 0) {
      int c = from.read();
      assertTrue(c >= 0, () -> "ended before " + text + ": " + seen);
      seen.append((char) c);
    }
  }

  private static final String TYPED = "train -D train.l\t0.1 --act\tTA\t-Dtrain.ba\ttr\tx";

  private static final String PROGRAM = "train() { printf '<%s>' \"$@\"; echo '<e'nd'>'; }";

  @Test
  void tabCompletesInATerminalOfBash() throws Exception {
    assumeShell("bash");
    assumeShell("script");
    typed(
        "source '" + script("train", "bash") + "'; " + PROGRAM,
        TYPED,
        "script",
        "-qec",
        "bash --norc --noprofile -i",
        "/dev/null");
  }

  @Test
  void tabCompletesInATerminalOfZsh() throws Exception {
    assumeShell("zsh");
    assumeShell("script");
    typed(
        "autoload -Uz compinit; compinit -D; source '" + script("train", "zsh") + "'; " + PROGRAM,
        TYPED,
        "script",
        "-qec",
        "zsh -f -i",
        "/dev/null");
  }

  @Test
  void anUnknownShellIsExitCode2() {
    Console console = Console.of(Launch.of(Trainer.class), "--completion", "csh");
    assertEquals(2, console.code());
    assertTrue(
        console.err().startsWith("train: --completion csh: give one of bash, zsh, fish\n"),
        console.err());
  }
}
