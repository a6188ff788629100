package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static io.hyperparameter.processor.FromFiles.both;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index: what is in it, and that it does not depend on how the sources were compiled. */
class IndexTest {
  @TempDir Path dir;

  private static final String CALL =
      "package p; import io.hyperparameter.*; import io.hyperparameter.annotation.*; class A { @AutoParam static void f(@Default(\"1\") @Doc(\"d\") int x) {} }";
  private static final String KEYS =
      "package p; import io.hyperparameter.*; class K { static final IntParam N = Param.ofInt(\"k.n\", 2); }";

  private static ParamIndex index(String body) {
    Compilation compilation = Compiled.compile(Compiled.file("A", "class A {\n" + body + "\n}"));
    assertThat(compilation).succeededWithoutWarnings();
    return ParamIndex.parse(Compiled.text(compilation, "META-INF/hyperparameter/index.json"));
  }

  @Test
  void secretsAreMarked() {
    ParamIndex index =
        index(
            "@Secret static final Param<String> S = Param.ofString(\"ns.s\", \"\");\n"
                + "static final Param<String> PIN = Param.ofString(\"ns.pin\", \"\").secret();\n"
                + "@AutoParam static void f(@Default(\"\") @Secret String token, @Default(\"1\") int n) {}\n"
                + "@AutoParam record R(@Default(\"\") @Secret String password) {}");
    assertEquals(
        List.of("R.password", "f.token", "ns.pin", "ns.s"),
        index.entries().stream().filter(ParamEntry::secret).map(ParamEntry::key).toList());
    assertEquals(index.entries(), ParamIndex.parse(index.toJson()).entries());
  }

  @Test
  void typedKeys() {
    ParamIndex index =
        index(
            "static final String NS = \"ns.\"; enum E { X, Y }\n"
                + "static final IntParam I = Param.ofInt(NS + \"i\", -5, \"an \" + \"int\");\n"
                + "/** Long. And more. */ static final LongParam L = Param.ofLong(B.KEY, Long.MAX_VALUE);\n"
                + "interface B { String KEY = \"ns.l\"; DoubleParam D = io.hyperparameter.Param.ofDouble(\"ns.d\", 1e-7); }\n"
                + "@Doc(\"doc\") static final BooleanParam Z = Param.ofBoolean((\"ns.z\"), true, \"text\");\n"
                + "static final Param<String> S = Param.ofString(\"ns.s\", \"\");\n"
                + "static final Param<E> P = Param.ofEnum(\"ns.e\", E.Y);\n"
                + "static final Param<java.time.Duration> T = Param.of(\"ns.t\", java.time.Duration.ZERO, java.time.Duration::parse);\n"
                + "static final IntParam COMPUTED = Param.ofInt(\"x\".repeat(2), 1);\n"
                + "static final IntParam SAME = I;\n"
                + "final IntParam instance = Param.ofInt(\"no.instance\", 1);");
    assertEquals(
        List.of(
            "ns.d double 0.0000001 '' 10 p.A.B#D",
            "ns.e p.A.E Y '' 13 p.A#P",
            "ns.i int -5 'an int' 8 p.A#I",
            "ns.l long 9223372036854775807 'Long.' 9 p.A#L",
            "ns.s String  '' 12 p.A#S",
            "ns.t java.time.Duration null '' 14 p.A#T",
            "ns.z boolean true 'doc' 11 p.A#Z"),
        index.entries().stream()
            .map(
                e ->
                    e.key()
                        + " "
                        + e.type()
                        + " "
                        + e.defaultValue()
                        + " '"
                        + e.description()
                        + "' "
                        + e.line()
                        + " "
                        + e.element())
            .toList());
    assertEquals(List.of("X", "Y"), index.find("ns.e").get(0).bounds().oneOf());
    assertEquals("p/A.java", index.entries().get(0).file());
  }

  @Test
  void typedKeysThatAreLists() {
    List<ParamEntry> entries =
        index(
                "enum E { X, Y }\n"
                    + "/** Sizes. */ static final Param<java.util.List<Integer>> A = Param.ofList(\"l.a\", java.util.List.of(64, 32), Integer.class);\n"
                    + "static final Param<java.util.List<java.time.Duration>> B = Param.ofList(\"l.b\", java.util.List.of(), java.time.Duration.class, java.time.Duration::parse).describedAs(\"waits\");\n"
                    + "static final Param<java.time.Duration> D = Param.of(\"l.d\", java.time.Duration.ZERO, java.time.Duration::parse).describedAs(\"wait\");\n"
                    + "static final Param<java.util.List<E>> C = Param.ofList(\"l.c\", java.util.List.of(E.X), E.class).secret();")
            .entries();
    assertEquals(
        List.of(
            "l.a List<int> null 'Sizes.'",
            "l.b List<java.time.Duration> null 'waits'",
            "l.c List<p.A.E> null ''",
            "l.d java.time.Duration null 'wait'"),
        entries.stream()
            .map(
                e ->
                    e.key()
                        + " "
                        + e.type()
                        + " "
                        + e.defaultValue()
                        + " '"
                        + e.description()
                        + "'")
            .toList());
    assertEquals(List.of("X", "Y"), entries.get(2).bounds().oneOf());
    assertTrue(entries.get(2).secret());
  }

  @Test
  void componentsThatMustBeGivenAreListedWithoutADefault() {
    ParamIndex index =
        index(
            "enum E { X, Y } record Inner(int n) {}\n"
                + "/** @param lr the rate */ @AutoParam(\"train\") record T(double lr, E e,"
                + " java.util.List<Integer> sizes, Inner inner, java.util.Map<String, String> tags,"
                + " @Secret String token, @Default(\"1\") int n) {}\n"
                + "@AutoParam static void f(String data, @Default(\"1\") int x) {}");
    assertEquals(
        List.of(
            "f.x int 1",
            "train.e p.A.E null",
            "train.lr double null",
            "train.n int 1",
            "train.sizes List<int> null",
            "train.token String null"),
        index.entries().stream()
            .map(e -> e.key() + " " + e.type() + " " + e.defaultValue())
            .toList());
    assertEquals("the rate", index.find("train.lr").get(0).description());
    assertEquals(List.of("X", "Y"), index.find("train.e").get(0).bounds().oneOf());
    assertTrue(index.find("train.token").get(0).secret());
  }

  @Test
  void boundsOfTypedKeys() {
    List<ParamEntry> entries =
        index(
                "static final int MOST = 1_000;\n"
                    + "static final DoubleParam A = Param.ofDouble(\"b.a\", 0.5, \"rate\").min(0).max(1.5);\n"
                    + "static final IntParam B = Param.ofInt(\"b.b\", 16).max(7).max(MOST).min(-1);\n"
                    + "static final LongParam C = Param.ofLong(\"b.c\", 1).oneOf(1, 2, 4);\n"
                    + "static final Param<String> D = Param.ofString(\"b.d\", \"x\").oneOf(\"x\", \"y\");\n"
                    + "static final IntParam E = Param.ofInt(\"b.e\", 1).min(1).max(\"four\".length());")
            .entries();
    assertEquals(
        List.of(">= 0 and <= 1.5", ">= -1 and <= 1000", "among 1, 2, 4", "among x, y", ">= 1"),
        entries.stream().map(entry -> entry.bounds().toString()).toList());
    assertEquals("rate", entries.get(0).description());
    assertEquals("16", entries.get(1).defaultValue());
  }

  @Test
  void staticallyImportedConstants() {
    ParamEntry e =
        index("static final DoubleParam D = Param.ofDouble(\"d\", Math.PI);").entries().get(0);
    assertEquals(Double.toString(Math.PI), e.defaultValue());
  }

  @Test
  void descriptions() {
    ParamIndex index =
        index(
            "/** Runs.\n * @param a an <i>a</i>\n *   {@code b} {@link Object#hashCode code}\n"
                + " * @param b &lt; 1\n * @return x */\n"
                + "@AutoParam static int f(@Default(\"1\") int a, @Default(\"1\") int b, @Default(\"1\")"
                + " @Doc(\"c <c>\") int c) { return 1; }");
    assertEquals(
        List.of("an a b code", "< 1", "c <c>"),
        index.entries().stream().map(ParamEntry::description).toList());
  }

  /** Compiles into {@code out} with real files, as a build tool does. */
  private void compile(Path out, Map<String, String> sources, List<Processor> processors)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = dir.resolve("src/p/" + source.getKey() + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    FromFiles.compile(out, true, processors, files);
  }

  private static Map<String, String> resources(Path out) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      files
          .filter(f -> f.toString().endsWith(".json") || f.toString().endsWith(".java"))
          .forEach(
              f -> {
                try {
                  texts.put(out.relativize(f).toString(), Files.readString(f));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return texts;
  }

  @Test
  void compiledInPartsTheFilesAreTheSame() throws IOException {
    compile(dir.resolve("all"), Map.of("A", CALL, "K", KEYS), both());
    Path parts = dir.resolve("parts");
    compile(parts, Map.of("A", CALL), both());
    compile(parts, Map.of("K", KEYS), both());
    compile(parts, Map.of("A", CALL), both());
    assertEquals(resources(dir.resolve("all")), resources(parts));
    assertEquals(5, resources(parts).size() - 1, "two fragments, three files, one source");
  }

  @Test
  void whatIsGoneLeavesTheIndex() throws IOException {
    Path out = dir.resolve("out");
    compile(out, Map.of("A", CALL, "K", KEYS), both());
    compile(out, Map.of("K", "package p; class K {}"), both());
    String index = Files.readString(out.resolve(ParamIndex.RESOURCE));
    assertFalse(index.contains("k.n"), index);
    Files.delete(out.resolve("p/A.class"));
    Files.delete(dir.resolve("src/p/A.java"));
    compile(out, Map.of("K", KEYS), both());
    index = Files.readString(out.resolve(ParamIndex.RESOURCE));
    assertFalse(index.contains("f.x"), index);
    assertTrue(index.contains("k.n"), index);
  }

  /** Gradle names classes that are compiled already to an aggregating processor. */
  @Test
  void classesWithoutSourceComeFromTheirFragments() throws Exception {
    Path out = dir.resolve("out");
    compile(out, Map.of("A", CALL, "K", KEYS), both());
    Map<String, String> before = resources(out);
    Files.delete(out.resolve(ParamIndex.RESOURCE));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path = System.getProperty("java.class.path") + java.io.File.pathSeparator + out;
    var task =
        compiler.getTask(
            null,
            null,
            null,
            List.of("-d", out.toString(), "-cp", path, "-proc:only"),
            List.of("p.A", "p.K"),
            null);
    task.setProcessors(List.of(new ParamIndexProcessor()));
    assertTrue(task.call());
    assertEquals(before, resources(out));
  }

  @Test
  void aWrappedEnvironmentIsLookedInto() throws IOException {
    Path out = dir.resolve("out");
    List<Processor> wrapped =
        List.of(
            new WrappedProcessor(new AutoParamProcessor()),
            new WrappedProcessor(new ParamIndexProcessor()));
    compile(out, Map.of("A", CALL, "K", KEYS), wrapped);
    compile(dir.resolve("plain"), Map.of("A", CALL, "K", KEYS), both());
    assertEquals(resources(dir.resolve("plain")), resources(out));
  }

  /** {@code Generated} is in java.compiler, which a module need not require. */
  @Test
  void namedModules() throws IOException {
    for (String more : new String[] {"", "requires java.compiler;"}) {
      Path out = Files.createDirectories(dir.resolve("module" + more.length()));
      Path module =
          Files.writeString(
              dir.resolve("module-info.java"), "module m { " + more + " exports p; }");
      Path source = Files.createDirectories(dir.resolve("p")).resolve("A.java");
      Files.writeString(source, CALL);
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      try (var manager = compiler.getStandardFileManager(null, null, null)) {
        String path = System.getProperty("java.class.path");
        var task =
            compiler.getTask(
                messages,
                manager,
                null,
                List.of("-d", out.toString(), "-cp", path, "--add-reads", "m=ALL-UNNAMED"),
                null,
                manager.getJavaFileObjects(module, source));
        task.setProcessors(both());
        assertTrue(task.call(), messages::toString);
      }
      String text = Files.readString(out.resolve("p/AAutoParam.java"));
      assertEquals(!more.isEmpty(), text.contains("@Generated"));
      assertEquals(1, ParamIndex.load(moduleLoader(out)).find("f.x").size(), "on a module path");
    }
  }

  /** The loader of module m, which sees nothing but the module path. */
  private static ClassLoader moduleLoader(Path directory) {
    ModuleLayer boot = ModuleLayer.boot();
    var resolved =
        boot.configuration().resolve(ModuleFinder.of(directory), ModuleFinder.of(), Set.of("m"));
    return boot.defineModulesWithOneLoader(resolved, null).findLoader("m");
  }

  /** Jars, one of them twice, and one that a tool made of several. */
  @Test
  void loadSeesJarsAndWhatWasMergedIntoOne() throws Exception {
    compile(dir.resolve("one"), Map.of("A", CALL), both());
    compile(dir.resolve("two"), Map.of("K", KEYS), both());
    String one = Files.readString(dir.resolve("one/" + ParamIndex.RESOURCE));
    String two = Files.readString(dir.resolve("two/" + ParamIndex.RESOURCE));
    URL merged = jar("merged.jar", one + two);
    URL again = jar("again.jar", one);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {merged, again}, null)) {
      assertEquals(2, ParamIndex.load(loader).entries().size());
    }
    URL damaged = jar("damaged.jar", two.substring(0, 40));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {merged, damaged}, null)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> ParamIndex.load(loader)).getMessage();
      assertTrue(message.contains("damaged.jar!/META-INF/hyperparameter/index.json"), message);
      assertTrue(message.contains(" at offset 40"), message);
    }
  }

  private URL jar(String name, String index) throws IOException {
    Path file = dir.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(ParamIndex.RESOURCE));
      out.write(index.getBytes(StandardCharsets.UTF_8));
    }
    return file.toUri().toURL();
  }

  @Test
  void loadSeesEveryJar() throws Exception {
    Path one = dir.resolve("one");
    Path two = dir.resolve("two");
    compile(one, Map.of("A", CALL), both());
    compile(two, Map.of("K", KEYS), both());
    URL[] urls = {one.toUri().toURL(), two.toUri().toURL(), one.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      assertEquals(
          List.of("f.x", "k.n"),
          ParamIndex.load(loader).entries().stream().map(ParamEntry::key).toList());
    }
  }
}
