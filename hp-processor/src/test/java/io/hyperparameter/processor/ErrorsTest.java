package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.hyperparameter.processor.Problems.ErrorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error: its id, its words, its line. The element in question stands in line 7. */
class ErrorsTest {
  private static JavaFileObject source(String line7) {
    return Compiled.file("A", "class A {\n" + line7 + "\n}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@AutoParam private static void f(@Default(\"1\") int x) {}"
            + "|[HP001] A.f is private, so generated code cannot call it; make it package-private",
        "private static class B { @AutoParam B(@Default(\"1\") int x) {} }"
            + "|[HP001] the class B is private",
        "private enum E { X } @AutoParam static void f(@Default(\"X\") E e) {}"
            + "|[HP002] the class E is private, so generated code cannot name it",
        "private class E {} @AutoParam static List<? extends E[]> f(@Default(\"1\") int x) { return"
            + " null; }|[HP002] the class E is private",
        "private interface P {} static class G<T extends P> { @AutoParam G(@Default(\"1\") int x) {} }"
            + "|[HP002] the class P is private",
        "static class S extends java.awt.Canvas { @AutoParam static void f(BltBufferStrategy b,"
            + " @Default(\"1\") int x) {} }|[HP002] the class BltBufferStrategy of another package is"
            + " not public, so generated code cannot name it; make it public",
        "@AutoParam static void f(@Default(\"x\") double lr) {}"
            + "|[HP003] f.lr: \"x\" (text) cannot be read as a double; give a number",
        "@AutoParam static void f(@Default(\"3e9\") int n) {}|[HP003] f.n: \"3e9\" (text) cannot",
        "enum E { X, Y } @AutoParam static void f(@Default(\"Z\") E e) {}"
            + "|[HP003] f.e: \"Z\" is no constant of E; give one of X, Y",
        "enum E { K } @AutoParam static void f(@Default(\"\u212a\") E e) {}" // the Kelvin sign
            + "|[HP003] f.e: \"\u212a\" is no constant of E; give one of K",
        "@AutoParam static void f(@Default(\"1,x\") List<Integer> l) {}|[HP003] f.l: \"x\" (text)",
        "@AutoParam static void f(@Default(\"1m\") java.time.Duration d) {}"
            + "|[HP003] f.d: \"1m\" (text) cannot be read as a Duration; its parser says: Text cannot",
        "@AutoParam static void f(@Default(\"1\") Object o) {}|[HP003] f.o: a default of type Object",
        "@AutoParam static void f(@Default(\"1\") Thread[] t) {}"
            + "|[HP004] f.t: no java.lang.Thread[] can be made of text; give its class a public",
        "@AutoParam static void f(@Default(\"1\") char c) {}|[HP004] f.c: no char can",
        "@AutoParam static <T> void f(@Default T t) {}|[HP004] f.t: no T can",
        "@AutoParam static void f(@Default List<List<String>> t) {}|[HP004] f.t:",
        "@AutoParam static void f(@Default int n) {}"
            + "|[HP005] f.n: @Default without a text means null, which no int is; write the"
            + " default, or take an Integer",
        "@AutoParam static void f(@Default(\"a\") String... s) {}"
            + "|[HP006] f.s: variable arguments are never hyperparameters; take a List instead",
        "@AutoParam(\"n\") void f(@Default(\"1\") int x) {} @AutoParam(\"n\") void g(@Default(\"1\") long"
            + " x) {}|[HP007] n.x has the type long here, but int in p.A#f(int) (p/A.java:7); give one",
        "static final IntParam X = Param.ofInt(\"f.x\", 1); @AutoParam void f(@Default(\"1\") long x)"
            + " {}|[HP007] f.x has the type",
        "@AutoParam void f(@Default(\"1\") int x) {} @AutoParam void f(@Default(\"1\") long y) {}"
            + "|[HP008] without its hyperparameters, A.f has the same arguments as another",
        "static abstract class B { @AutoParam B(@Default(\"1\") int x) {} }"
            + "|[HP009] generated code cannot construct B: it is abstract; put @AutoParam on the",
        "class B { @AutoParam B(@Default(\"1\") int x) {} }"
            + "|[HP009] generated code cannot construct B: it is an inner class; make it static",
        "enum B { X(1); @AutoParam B(@Default(\"1\") int x) {} }|cannot construct B: an enum makes",
        "void f(@Default(\"1\") int x) {}|[HP010] @Default has no effect here; add @AutoParam to",
        "record R(@Default(\"1\") int x) {}|[HP010] @Default has no effect here",
        "void f(@Min(1) int x) {}|[HP010] @Min has no effect here",
        "@AutoParam void f(@Default(\"a\") @Min(1) String x) {}"
            + "|[HP011] f.x: @Min is for int, long, float, double, and List and Optional of these, not"
            + " for String; remove it",
        "@AutoParam void f(@Default @Min(1) List<String> x) {}"
            + "|[HP011] f.x: @Min is for int, long, float, double, and List and Optional of these,"
            + " not for List<String>; remove it",
        "@AutoParam void f(@Default(\"2, 1, 3\") @Min(2) List<Integer> x) {}"
            + "|[HP011] f.x: the default 1 is out of its own bounds; give a value >= 2",
        "@AutoParam void f(@Default(\"c\") @OneOf(\"a\") Optional<String> x) {}"
            + "|[HP011] f.x: the default c is out of its own bounds; give a value among a",
        "@AutoParam void f(@Default(\"1\") @Max(0.5) int x) {}|[HP011] f.x: @Max(0.5) bounds no int",
        "@AutoParam void f(@Default(\"1\") @Min(2) int x) {}"
            + "|[HP011] f.x: the default 1 is out of its own bounds; give a value >= 2",
        "@AutoParam void f(@Default(\"1\") @Min(2) @Max(1) int x) {}"
            + "|[HP011] f.x: no value is >= 2 and <= 1; exchange the bounds or widen them",
        "@AutoParam void f(@Default(\"c\") @OneOf({\"a\", \"b\"}) String x) {}|[HP011] f.x: the default c",
        "@AutoParam void f(@Default(\"1\") @OneOf(\"1\") double x) {}|[HP011] f.x: @OneOf is for",
        "@AutoParam void f(@Default(\"1\") @OneOf(\"x\") int x) {}|[HP011] @OneOf: f.x: \"x\" (text)",
        "@AutoParam void f(@Default(\"1\") int y, @Min(1) int x) {}|[HP011] x has bounds but no",
        "@AutoParam static class B { B(@Default(\"1\") int x) {} }"
            + "|[HP012] @AutoParam on the class B: only a record can be bound as a whole; put it",
        "@AutoParam(\"a\\0\") void f(@Default(\"1\") int x) {}|[HP013] malformed key",
        "@AutoParam(\"a=b\") void f(@Default(\"1\") int x) {}|[HP013] the namespace \"a=b\" contains"
            + " '=', so no definition key=value could set its parameters; leave it out",
        "@AutoParam(\"a.\") void f(@Default(\"1\") int x) {}|[HP013] the namespace \"a.\" has an empty part",
        "@AutoParam(\".a\") void f(@Default(\"1\") int x) {}|[HP013] the namespace \".a\" has an empty part",
        "@AutoParam(\"a..b\") void f(@Default(\"1\") int x) {}|[HP013] the namespace \"a..b\" has an",
        "@AutoParam(\"--x\") void f(@Default(\"1\") int x) {}|[HP013] the namespace \"--x\" begins with"
            + " '-', as options of a command line do; leave it out, as in \"x\"",
        "@AutoParam(\" a\") void f(@Default(\"1\") int x) {}|[HP013] the namespace \" a\" begins or ends",
        "@AutoParam void f(@Default(\"9007199254740993\") @Max(9007199254740992.0) long x) {}"
            + "|[HP011] f.x: the default 9007199254740993 is out of its own bounds; give a value <= 9007199254740992",
        "@AutoParam void f(@Default(\"-9007199254740992\") @Min(value = -9007199254740992.0, exclusive ="
            + " true) long x) {}|[HP011] f.x: the default -9007199254740992 is out of its own bounds",
        "@AutoParam void f(@Default(\"-9007199254740993\") @Min(-9007199254740992.0) List<Long> x) {}"
            + "|[HP011] f.x: the default -9007199254740993 is out of its own bounds",
        "@AutoParam void f(@Default(\"nan\") @Max(1) double x) {}|[HP011] f.x: the default nan is out",
        "static class G<T> { @AutoParam <T> void f(T t, @Default(\"1\") int x) {} }"
            + "|[HP015] the type parameter T hides the one of the class; rename one of them",
        "@AutoParam void f(@Default(\"1\") int x, int xGiven) {}|[HP017] f.x: generated code needs the",
        "@AutoParam void f(@Default(\"1\") long wait) {}|[HP017] f.wait: every Java object has a",
        "@AutoParam static boolean equals(Object o, @Default(\"1\") int x) { return true; }"
            + "|[HP017] every Java object has a method equals(java.lang.Object); rename it",
        "@AutoParam static void wait(long t, @Default(\"1\") double x) {}"
            + "|[HP017] every Java object has a method wait(long); rename it",
      })
  void error(String line7, String message) {
    Compilation compilation = Compiled.compile(source(line7));
    assertThat(compilation).failed();
    assertThat(compilation).hadErrorContaining(message.strip()).inFile(source(line7)).onLine(7);
  }

  /** Each mistake is told once, at its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "record R(@Default(\"1\") int x) {}|[HP010] @Default has no effect here",
        "record R(@Default(\"1\") int x) { R {} }|[HP010] @Default has no effect here",
        "@AutoParam void f(@Default(\"1\") @OneOf(\"x\") int x) {}|[HP011] @OneOf: f.x: \"x\" (text)",
        "@AutoParam void f(@Default(\"1\") @OneOf({\"x\", \"2\"}) int x) {}|[HP011] @OneOf: f.x: \"x\"",
        "@AutoParam void f(@Default(\"1\") @OneOf({}) int x) {}|[HP011] f.x: @OneOf allows nothing",
        "@AutoParam void f(@Default(\"5 s\") java.time.Duration x) {}|give one such as PT1M30S",
      })
  void oneError(String line7, String message) {
    Compilation compilation = Compiled.compile(source(line7));
    assertThat(compilation).hadErrorContaining(message.strip()).inFile(source(line7)).onLine(7);
    assertThat(compilation).hadErrorCount(1);
  }

  /** Where hp-config is, its binding looks at the components of any record. */
  @Test
  void recordsThatAreBound() {
    JavaFileObject config =
        JavaFileObjects.forSourceString(
            "io.hyperparameter.config.Config",
            "package io.hyperparameter.config; public final class Config {}");
    JavaFileObject bound =
        source(
            "private record R(@Default(\"1\") @Max(9) int x, @Min(1) long y) {"
                + " R { x = x + 1; } R(String a, long b) { this(a.length(), b); } }");
    assertThat(Compiled.compile(config, bound)).succeeded();
    for (String line7 :
        List.of(
            "record R(int x) { R(@Default(\"1\") String a) { this(1); } }",
            "record R(int x) { R(@Default(\"1\") String a, int b) { this(b); } }",
            "record R(int x) { void f(@Default(\"1\") int x) {} }",
            "static void f(@Min(1) int x) {}")) {
      Compilation stray = Compiled.compile(config, source(line7));
      assertThat(stray).hadErrorContaining("[HP010] @").inFile(source(line7)).onLine(7);
      assertThat(stray).hadErrorCount(1);
    }
  }

  @Test
  void classExists() {
    JavaFileObject a = source("@AutoParam static void f(@Default(\"1\") int x) {}");
    Compilation compilation =
        Compiled.compile(
            a, JavaFileObjects.forSourceString("p.AAutoParam", "package p; class AAutoParam {}"));
    assertThat(compilation)
        .hadErrorContaining("[HP014] the class p.AAutoParam exists already")
        .inFile(a)
        .onLine(6);
  }

  @Test
  void whatCannotBeWritten(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("META-INF"), "a file where a directory is wanted");
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                diagnostics,
                List.of("-d", dir.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                List.of(source("@AutoParam static void f(@Default(\"1\") int x) {}")));
    task.setProcessors(List.of(new AutoParamProcessor(), new ParamIndexProcessor()));
    assertFalse(task.call());
    var first =
        diagnostics.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .findFirst()
            .orElseThrow();
    String message = first.getMessage(Locale.ROOT);
    assertTrue(
        message.startsWith("[HP018] cannot write META-INF/hyperparameter/classes/p.A.json: "),
        message);
    assertEquals(6, first.getLineNumber());
  }

  /** A new id is documented, and stands in a test. */
  @Test
  void everyIdIsDocumentedAndTested() throws IOException {
    String docs = Files.readString(Path.of("../docs/autoparam.md"));
    String tests = "";
    for (String name : List.of("ErrorsTest", "IncrementalTest", "OtherToolsTest")) {
      tests +=
          Files.readString(Path.of("src/test/java/io/hyperparameter/processor/" + name + ".java"));
    }
    for (ErrorId id : ErrorId.values()) {
      assertTrue(docs.contains("| " + id.code + " |"), id.code);
      assertTrue(tests.contains("[" + id.code + "] "), id.code);
    }
  }

  @Test
  void nothingToBindIsAWarning() {
    JavaFileObject a = source("@AutoParam static void f(int x) {}");
    Compilation compilation = Compiled.compile(a);
    assertThat(compilation).succeeded();
    assertThat(compilation)
        .hadWarningContaining("[HP016] no parameter has a @Default")
        .inFile(a)
        .onLine(7);
  }

  private static final String TWICE =
      "@AutoParam(\"n\") void f(@Default(\"1e-3\") double x) {} %s @AutoParam(\"n\") void g(@Default(\"%s\")"
          + " double x) {}";

  @Test
  void twoDefaultsOfOneKeyAreAWarning() {
    JavaFileObject a = source(TWICE.formatted("", "0.01"));
    Compilation compilation = Compiled.compile(a);
    assertThat(compilation).succeeded();
    assertThat(compilation)
        .hadWarningContaining(
            "[HP021] n.x is 0.01 by default here, but 1e-3 in p.A#f(double) (p/A.java:7); give both"
                + " the same default, or one of them another namespace or name, or say"
                + " @SuppressWarnings(\"hyperparameter.defaults\")")
        .inFile(a)
        .onLine(7);
    assertThat(Compiled.compile(source(TWICE.formatted("", "0.0010")))).succeededWithoutWarnings();
    String suppressed = "@SuppressWarnings(\"hyperparameter.defaults\")";
    assertThat(Compiled.compile(source(TWICE.formatted(suppressed, "0.01"))))
        .succeededWithoutWarnings();
  }

  @Test
  void twoDefaultsInTwoFiles() {
    JavaFileObject a = source("static final IntParam X = Param.ofInt(\"n.x\", 3);");
    JavaFileObject b =
        Compiled.file("B", "class B {\n\n@AutoParam(\"n\") void f(@Default(\"4\") int x) {}\n}");
    assertThat(Compiled.compile(a, b))
        .hadWarningContaining("[HP021] n.x is 4 by default here, but 3 in p.A#X (p/A.java:7)")
        .inFile(b)
        .onLine(8);
  }

  @Test
  void anEnumIsNotToldToOpenItsConstructor() {
    Compilation compilation =
        Compiled.compile(source("enum B { X(1); @AutoParam B(@Default(\"1\") int x) {} }"));
    assertThat(compilation).hadErrorCount(1);
    assertThat(compilation).hadErrorContaining("put @AutoParam on a static method");
  }

  @Test
  void oneBadElementDoesNotStopTheRest() {
    Compilation compilation =
        Compiled.compile(
            source(
                "@AutoParam static void f(@Default(\"x\") int x) {}"
                    + " @AutoParam static void g(@Default(\"1\") int x) { AAutoParam.g(); }"));
    assertThat(compilation).hadErrorCount(1);
  }

  @Test
  void keyWithTwoTypesInTwoFiles() {
    JavaFileObject a = source("@AutoParam(\"n\") void f(@Default(\"1\") int x) {}");
    JavaFileObject b =
        Compiled.file("B", "class B {\n\n@AutoParam(\"n\") void f(@Default(\"1\") double x) {}\n}");
    Compilation compilation = Compiled.compile(a, b);
    assertThat(compilation)
        .hadErrorContaining("n.x has the type double here, but int in p.A#f(int) (p/A.java:7)")
        .inFile(b)
        .onLine(8);
  }
}
