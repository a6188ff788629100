package io.hyperparameter.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check finds what is wrong, once something is: our own workflows, changed in one place. */
class CheckTest {
  private static final String SHA = "11bd71901bbe5b1630ceea73d27597364c9af683";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // file | what is replaced | by what | what is said of it
        "test      | concurrency:                 | concurency:            | unknown key concurency",
        "test      | pull_request:                | pull_requests:         | unknown key pull_requests",
        "test      | fail-fast:                   | fail-fats:             | unknown key fail-fats",
        "test      | timeout-minutes: 40          | timeout-minuts: 40     | unknown key timeout-minuts",
        "test      | timeout-minutes: 40          | timeout-minutes: soon  | timeout-minutes is no number",
        "test      | \"shell: bash\"              | \"shel: bash\"         | unknown key shel",
        "test      | \"shell: bash\"              | \"shell: bach\"        | no shell is named bach",
        "test      | \"run: .github/same-twice\"  | \"id: a\"              | must have one of run and uses",
        "test      | \"windows-latest]\"          | \"windows-2016]\"      | no machine \"windows-2016\"",
        "sanitizers| 17 3 * * 1                   | 17 3 * *               | has not the five fields of cron",
        "sanitizers| 'native/**'                  | 'nativ/**'             | no path is like nativ/**",
        "release   | needs: libraries             | needs: librairies      | needs librairies, which is no job",
        "release   | needs: libraries             | needs: publish         | needs itself",
        "test      | ${{ matrix.java }}           | ${{ matrix.jdk }}      | nothing defines matrix.jdk",
        "test      | ${{ matrix.java }}           | ${{ matrx.java }}      | nothing defines matrx.java",
        "test      | ${{ matrix.java }}           | ${{ matrix.java }      | ${{ is not closed",
        "test      | \"|| '' }}\"                 | \"|| ' }}\"            | cannot be read from",
        "test      | \"|| '' }}\"                 | \"|| }}\"              | ends too early",
        "test      | ${{ matrix.java }}           | ${{ upper('a') }}      | there is no function upper",
        "test      | github.workflow              | github.workflw         | nothing defines github.workflw",
        "release   | if: matrix.compiler          | if: matrix.compilr     | nothing defines matrix.compilr",
        "release   | ${{ secrets.GPG_KEY }}       | ${{ secrets.KEY }}     | nothing defines secrets.KEY",
        "release   | ${{ github.token }}          | ${{ env.TOKEN }}       | nothing defines env.TOKEN",
        "release   | ${{ github.token }}          | ${{ steps.a.outputs.t }} | nothing defines steps.a.outputs.t",
        "release   | $GITHUB_REF_NAME             | $GITHUB_REFNAME        | nothing sets $GITHUB_REFNAME",
        "release   | \"[ \"\"v$version\"\"\"      | \"[ \"\"v$versoin\"\"\" | nothing sets $versoin",
        "release   | CENTRAL_PASSWORD: ${{        | CENTRAL_PASWORD: ${{   | no step has the variable CENTRAL_PASSWORD",
        "release   | contents: write              | contents: wride        | there is no permission",
        "release   | contents: write              | packages: write        | gh release needs the permission",
        "test      | contents: read               | contents: write        | permissions are not \"contents: read\"",
        "test      | \"permissions:\"             | \"env:\"               | permissions are not \"contents: read\"",
        "test      | actions/checkout@"
            + SHA
            + " | actions/checkout@v4    | actions/checkout@v4 is not pinned",
        "test      | \""
            + SHA
            + " # v4.2.2\"     | \""
            + SHA
            + "\"        | no comment says which version",
        "test      | distribution:                | distributor:           | has no input distributor",
        "test      | actions/checkout             | actions/check-out      | does not check the repository out",
        "release   | pattern: libraries-*         | pattern: library-*     | no job it needs uploads",
        "release   | name: libraries-windows      | name: library-windows  | no job it needs uploads",
        "release   | needs: [libraries, windows]  | needs: []              | no job it needs uploads",
        "release   | pattern: libraries-*         | pattern: libraries-w*  | nobody downloads the artifact",
        "release   | libraries-${{ matrix.platform }} | libraries          | two artifacts have one name",
        "release   | path: hp-native/             | path: hp-nativ/        | uploads what is not here",
        "test      | .github/same-twice           | .github/same-thrice    | .github/same-thrice is not there",
        "test      | .github/same-twice           | ./pom.xml              | ./pom.xml is not executable",
        "test      | .github/same-twice           | cat docs/absent        | there is no file docs/absent",
        "release   | on' CHANGELOG.md             | on' CHANGES.md         | there is no file CHANGES.md",
        "sanitizers| \"run: native/check\"        | \"run: native/check asam\" | native/check does not know asam",
        "sanitizers| \"run: native/check\"        | \"run: benchmarks/run quik\" | benchmarks/run does not know quik",
        "sanitizers| \"run: native/check\"        | \"run: benchmarks/run quick -x\" | does not know -x",
        "sanitizers| \"run: native/check\"        | \"run: ./long-checks fuz\" | ./long-checks does not know fuz",
        "test      | \"-B -ntp\"                  | \"-B -ntpp\"           | Maven has no option -ntpp",
        "test      | \"mvnw -B -ntp verify\"      | \"mvnw -B -ntp verifi\" | Maven has no phase verifi",
        "release   | \"deploy -Prelease,\"        | \"deploy -Preleese,\"  | no pom has a profile releese",
        "test      | -Pspark                      | -Pstress               | -pl names hp-spark, no module with",
        "release   | -pl hp-native                | -pl hp-nativ           | -pl names hp-nativ, no module",
        "test      | SubmitTest                   | SubmittTest            | no module has a test SubmittTest",
        "release   | -Dnative.prebuilt            | -Dnative.prebuild      | nothing reads -Dnative.prebuild",
        "release   | \"done\"                     | \"\"                   | bash: ",
      })
  void finds(String file, String what, String by, String said) throws Exception {
    String text = Files.readString(WorkflowsTest.REPOSITORY.root().resolve(path(file)));
    String changed = text.replace("\r", "").replace(what, by == null ? "" : by);
    assertTrue(text.contains(what), () -> path(file) + " has no " + what);
    List<String> problems =
        Check.problems(Workflow.of(file + ".yml", changed), WorkflowsTest.REPOSITORY);
    assertTrue(
        problems.stream().anyMatch(p -> p.contains(said)), () -> said + " is not in " + problems);
  }

  private static String path(String workflow) {
    return ".github/workflows/" + workflow + ".yml";
  }

  @Test
  void aMatrixIsEachCombination() {
    assertEquals(
        "[{os=a, java=17}, {os=a, java=25}, {os=b, java=17, more=yes}, {os=c, java=25}]",
        Workflow.of(
                "some.yml",
                """
                jobs:
                  job:
                    strategy:
                      matrix:
                        os: [a, b]
                        java: [17, 25]
                        exclude: [{os: b, java: 25}]
                        include: [{os: b, java: 17, more: 'yes'}, {os: c, java: 25}]
                """)
            .jobs()
            .get(0)
            .combinations()
            .toString());
  }

  @Test
  void aScriptIsItsCommands() {
    Script script =
        Script.of(
            """
            version=$(./mvnw -q "-Dis=$PWD/a b" -N) # said
            [ "v$version" = 'a' ] || { echo "no $(cat pom.xml)" >&2; exit 1; }
            for f in a/*; do mv "$f" b; done > out.md
            native/check \\
              asan
            """);
    assertEquals(
        List.of(
            List.of("./mvnw", "-q", "-Dis=$PWD/a b", "-N"),
            List.of("[", "v$version", "=", "a", "]"),
            List.of("cat", "pom.xml"),
            List.of("echo", "no $"),
            List.of("exit", "1"),
            List.of("for", "f", "in", "a/*"),
            List.of("mv", "$f", "b"),
            List.of("native/check", "asan")),
        script.commands());
    assertEquals(List.of("out.md"), script.written());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // knows no such mode
  void aScriptThatIsNoProgram(@org.junit.jupiter.api.io.TempDir Path dir) throws Exception {
    Files.createDirectories(dir.resolve("bin"));
    Files.writeString(dir.resolve("pom.xml"), "<profiles></profiles>");
    Files.writeString(dir.resolve("bin/some"), "#!/bin/sh\n");
    assertEquals(false, new Repository(dir).hasProgram("bin/some"));
    assertTrue(dir.resolve("bin/some").toFile().setExecutable(true));
    assertTrue(new Repository(dir).hasProgram("bin/some"));
  }
}
