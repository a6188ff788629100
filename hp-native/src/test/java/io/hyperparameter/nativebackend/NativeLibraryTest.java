package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way in which loading can fail, each in a JVM of its own: {@code auto} goes on in Java with
 * one log line, {@code native} says why not and what to do, and no JVM dies.
 */
@EnabledOnOs(OS.LINUX)
class NativeLibraryTest extends NativeTest {
  private static final String LIBRARY = "libhyperparameter.so";
  private static final String JNI_LIBRARY = "libjnihyperparameter.so";

  @TempDir Path temporary;
  private Path libraries;
  private Path classes;

  /** What comes before {@code java} on the command line. */
  private List<String> prefix = List.of();

  @BeforeEach
  void copyLibraries() throws Exception {
    classes =
        Path.of(NativeLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    libraries = Files.createDirectory(temporary.resolve("libraries"));
    Path packed = packed(classes);
    Files.copy(packed.resolve(LIBRARY), libraries.resolve(LIBRARY));
    Files.copy(packed.resolve(JNI_LIBRARY), libraries.resolve(JNI_LIBRARY));
  }

  @Test
  void packedLibraryLeavesNothingBehind() throws Exception {
    Path tmp = Files.createDirectory(temporary.resolve("tmp"));
    assertEquals("native 42", run("native", "-Djava.io.tmpdir=" + tmp).result());
    try (Stream<Path> left = Files.list(tmp)) {
      assertEquals(List.of(), left.filter(p -> p.toString().contains("hyperparameter")).toList());
    }
  }

  @Test
  void explicitPathIsUsed() throws Exception {
    assertEquals("native 42", run("native", explicit()).result());
  }

  @Test
  void explicitPathIsNeverSecondGuessed() throws Exception {
    refused("is not there", "-Dhyperparameter.native.path=/nowhere/at/all");
    Files.delete(libraries.resolve(JNI_LIBRARY));
    refused(JNI_LIBRARY + " is not there", explicit());
  }

  @Test
  void jarWithoutLibrary() throws Exception {
    refusedOn(copyOfClasses(), "the jar has no linux-", new String[0]);
  }

  @Test
  void libraryPathIsTheLastResort() throws Exception {
    assertEquals(
        "native 42", run(copyOfClasses(), "native", "-Djava.library.path=" + libraries).result());
  }

  @Test
  void damagedJar() throws Exception {
    Path copy = copyOfClasses();
    Path packed = Files.createDirectories(copy.resolve(inside(packed(classes))));
    try (Stream<Path> files = Files.list(packed(classes))) {
      for (Path file : files.toList()) {
        Files.copy(file, packed.resolve(file.getFileName()));
      }
    }
    assertEquals("native 42", run(copy, "native").result());
    byte[] bytes = Files.readAllBytes(packed.resolve(LIBRARY));
    bytes[bytes.length / 2] ^= 1;
    Files.write(packed.resolve(LIBRARY), bytes);
    refusedOn(copy, "the jar is damaged", new String[0]);
  }

  /** In the words of musl's loader, which were taken down from it. */
  @Test
  void whereThereIsNoGlibc() {
    LinkageError cause =
        new UnsatisfiedLinkError(
            "/tmp/libhyperparameter.so: Error loading shared library ld-linux-x86-64.so.2: No such"
                + " file or directory (needed by /tmp/libhyperparameter.so)");
    String message =
        String.valueOf(
            NativeLibrary.summary(List.of(new LoadFailure("packed", cause))).getMessage());
    assertTrue(message.contains("this system has musl: install gcompat"), message);
    assertTrue(message.contains("-Dhyperparameter.backend=java"), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.0001, 0.01, 0.3, 0.6, 0.9, 0.999})
  void truncatedLibrary(double part) throws Exception {
    for (String name : List.of(LIBRARY, JNI_LIBRARY)) {
      byte[] whole = Files.readAllBytes(packed(classes).resolve(name));
      Files.write(libraries.resolve(name), Arrays.copyOf(whole, (int) (whole.length * part)));
      Ran ran = run("native", explicit());
      assertTrue(
          ran.result().contains("truncated") || ran.result().contains("not a shared"), ran.all());
      Files.write(libraries.resolve(name), whole);
    }
  }

  @Test
  void libraryOfAnotherMachine() throws Exception {
    byte[] bytes = Files.readAllBytes(libraries.resolve(LIBRARY));
    bytes[18] = (byte) (bytes[18] == 62 ? 183 : 62);
    Files.write(libraries.resolve(LIBRARY), bytes);
    refused("a library for ", explicit());
  }

  @Test
  void textInsteadOfALibrary() throws Exception {
    Files.writeString(libraries.resolve(LIBRARY), "#!/bin/sh\n".repeat(100));
    refused("not a shared library", explicit());
  }

  @Test
  void directoryInsteadOfALibrary() throws Exception {
    Files.delete(libraries.resolve(LIBRARY));
    Files.createDirectory(libraries.resolve(LIBRARY));
    refused("is not there", explicit());
  }

  @Test
  void libraryWithoutTheFunctions() throws Exception {
    String jni = Files.readString(libraries.resolve(JNI_LIBRARY), StandardCharsets.ISO_8859_1);
    Matcher needed = Pattern.compile("libhyperparameter\\.so[.0-9]*").matcher(jni);
    assertTrue(needed.find());
    compile(libraries.resolve(LIBRARY), "int hp_other;", "-Wl,-soname," + needed.group());
    refused("undefined symbol", explicit());
  }

  @Test
  void libraryOfAnotherLayoutVersion() throws Exception {
    Path stub = temporary.resolve("libstub.so");
    compile(
        stub,
        "static struct {const char *n; unsigned long long v;} f[] = {{\"HP_LAYOUT_VERSION\", 99},{0,0}};"
            + "const void *hp_layout_describe(void) { return f; }");
    Ran ran = start(classPath(classes), List.of("LD_PRELOAD=" + stub), "native");
    assertTrue(ran.result().contains("layout version 99"), ran.all());
    assertTrue(ran.result().contains("reads version 4"), ran.all());
    assertEquals(
        "java 42", start(classPath(classes), List.of("LD_PRELOAD=" + stub), "auto").result());
  }

  @Test
  void libraryThatDoesNotTellItsLayout() throws Exception {
    Path stub = temporary.resolve("libstub.so");
    compile(
        stub,
        "static struct {const char *n; unsigned long long v;} f[] = {{\"HP_LAYOUT_VERSION\", 4},"
            + "{\"HP_LONG\", 1},{\"HP_DOUBLE\", 2},{\"HP_BOOLEAN\", 4},{0,0}};"
            + "const void *hp_layout_describe(void) { return f; }");
    Ran ran = start(classPath(classes), List.of("LD_PRELOAD=" + stub), "native");
    assertTrue(ran.result().contains("the library has HP_BOOLEAN = 4, this jar has 3"), ran.all());

    compile(
        stub,
        "static struct {const char *n; unsigned long long v;} f[] = {{\"HP_LAYOUT_VERSION\", 4},"
            + "{\"HP_LONG\", 1},{\"HP_DOUBLE\", 2},{\"HP_BOOLEAN\", 3},{\"HP_TEXT\", 4},"
            + "{\"HP_NULL\", 5},{\"HP_TOMBSTONE\", 6},{\"HP_OBJECT\", 7},{0,0}};"
            + "const void *hp_layout_describe(void) { return f; }");
    ran = start(classPath(classes), List.of("LD_PRELOAD=" + stub), "native");
    assertTrue(ran.result().contains("the library does not tell HP_LAYOUT_MAGIC"), ran.all());
  }

  @Test
  void libraryOfAnotherAbiVersion() throws Exception {
    Path stub = temporary.resolve("libstub.so");
    compile(stub, "unsigned hp_abi_version(void) { return 7; }");
    Ran ran = start(classPath(classes), List.of("LD_PRELOAD=" + stub), "native");
    assertTrue(ran.result().contains("ABI version 7, this jar calls version 1"), ran.all());
    assertEquals(
        "java 42", start(classPath(classes), List.of("LD_PRELOAD=" + stub), "auto").result());
  }

  @Test
  void libraryThatReadsBackSomethingElse() throws Exception {
    Path stub = temporary.resolve("libstub.so");
    compile(
        stub, "unsigned long long hp_hash(const char *key, unsigned long n) { return n ^ *key; }");
    Ran ran = start(classPath(classes), List.of("LD_PRELOAD=" + stub), "native");
    assertTrue(ran.result().contains("the self-check failed at: hash"), ran.all());
    assertEquals(
        "java 42", start(classPath(classes), List.of("LD_PRELOAD=" + stub), "auto").result());
  }

  @Test
  void permissionToExecuteDoesNotMatter() throws Exception {
    Files.setPosixFilePermissions(
        libraries.resolve(LIBRARY), PosixFilePermissions.fromString("r--r--r--"));
    assertEquals("native 42", run("native", explicit()).result());
  }

  @Test
  void libraryThatCannotBeRead() throws Exception {
    Files.delete(libraries.resolve(LIBRARY));
    // Opens, and then fails to read at address 0, whoever the user is.
    Files.createSymbolicLink(libraries.resolve(LIBRARY), Path.of("/proc/self/mem"));
    refused(LIBRARY + " cannot be read", explicit());
  }

  @Test
  void unwritableTemporaryDirectoryAndHome() throws Exception {
    refused("/proc/no-home/.cache", "-Djava.io.tmpdir=/proc/no-tmp", "-Duser.home=/proc/no-home");
  }

  @Test
  void homeWhereTheTemporaryDirectoryIsUnwritable() throws Exception {
    String home = "-Duser.home=" + temporary;
    assertEquals("native 42", run("native", "-Djava.io.tmpdir=/proc/no-tmp", home).result());
  }

  @Test
  void readOnlyHomeDoesNotMatter() throws Exception {
    assertEquals("native 42", run("native", "-Duser.home=/proc/no-home").result());
  }

  @Test
  void temporaryDirectoryThatAllowsNoCode() throws Exception {
    Path noexec = mounted("noexec");
    String tmp = "-Djava.io.tmpdir=" + noexec;
    refused("failed to map", tmp, "-Duser.home=/proc/no-home");
    // The home directory helps out.
    assertEquals("native 42", run("native", tmp, "-Duser.home=" + temporary).result());
  }

  @Test
  void nowhereIsCodeAllowed() throws Exception {
    Path noexec = mounted("noexec");
    refused("failed to map", "-Djava.io.tmpdir=" + noexec, "-Duser.home=" + noexec);
  }

  @Test
  void temporaryDirectoryAndHomeAreReadOnly() throws Exception {
    Path readOnly = mounted("ro");
    refused("Read-only", "-Djava.io.tmpdir=" + readOnly, "-Duser.home=" + readOnly);
  }

  @Test
  void readOnlyHomeDoesNotMatterEvenAsAFileSystem() throws Exception {
    assertEquals("native 42", run("native", "-Duser.home=" + mounted("ro")).result());
  }

  @Test
  void temporaryDirectoryIsFull() throws Exception {
    Path full = mounted("size=64k");
    refused("No space left", "-Djava.io.tmpdir=" + full, "-Duser.home=/proc/no-home");
  }

  @Test
  void secondClassLoader() throws Exception {
    Ran ran = start(classPath(classes), List.of(), "auto", "twice");
    assertEquals(List.of("native 42", "java 42"), ran.results(), ran.all());
    assertEquals(1, ran.logLines(), ran.all());
    ran = start(classPath(classes), List.of(), "native", "twice");
    assertTrue(ran.results().get(1).contains("another class loader"), ran.all());
  }

  @Test
  void twoCopiesOfTheJar() throws Exception {
    String twice = classPath(classes) + File.pathSeparator + copyOfClasses();
    assertEquals("native 42", start(twice, List.of(), "native").result());
  }

  @Test
  void nativeAccessDenied() throws Exception {
    assumeTrue(Runtime.version().feature() >= 24);
    refused("llegal native access", "--illegal-native-access=deny");
    Ran ran = run("native", "--illegal-native-access=deny");
    assertTrue(
        ran.result().contains("allow it with --enable-native-access=ALL-UNNAMED,"), ran.all());
  }

  @Test
  void manyClassLoadersShareOneCopy() throws Exception {
    Ran ran = start(classPath(classes), List.of(), "auto", "100");
    List<String> expected = new ArrayList<>(Collections.nCopies(100, "java 42"));
    expected.set(0, "native 42");
    expected.add("1 in the process");
    assertEquals(expected, ran.results(), ran.all());
  }

  @Test
  void nothingIsWrittenToTheHome() throws Exception {
    Path home = Files.createDirectory(temporary.resolve("home"));
    assertEquals("native 42", run("native", "-Duser.home=" + home).result());
    assertEquals(List.of(), namesIn(home));
  }

  @Test
  void aUserWithoutAHomeGetsNone() throws Exception {
    List<String> before = namesIn(temporary);
    assertEquals("native 42", run("native", "-Duser.home=?").result());
    assertEquals(before, namesIn(temporary));
    assertEquals("java 42", run("auto", "-Duser.home=?", "-Djava.io.tmpdir=/proc/no-tmp").result());
    assertEquals(before, namesIn(temporary));
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "hyperparameter.*"})
  void securityManagerThatAllowsOnlyReading(String properties) throws Exception {
    assumeTrue(Runtime.version().feature() < 18);
    Path policy =
        Files.writeString(
            temporary.resolve("policy"),
            "grant { permission java.io.FilePermission \"<<ALL FILES>>\", \"read\"; permission"
                + " java.util.PropertyPermission \""
                + properties
                + "\", \"read\"; };");
    String[] managed = {"-Djava.security.manager", "-Djava.security.policy=" + policy};
    assertEquals("java 42", run("auto", managed).result());
    assertTrue(run("native", managed).result().startsWith("refused: backend \"native\""));
  }

  /** Under its default policy no jar sees the service entries of another. */
  @Test
  void securityManagerThatAllowsNothing() throws Exception {
    assumeTrue(Runtime.version().feature() < 18);
    assertEquals("java 42", run("auto", "-Djava.security.manager").result());
    assertEquals("java 42", run("java", "-Djava.security.manager").result());
  }

  @Test
  void javaCppIsNotNeeded() throws Exception {
    String without =
        Stream.of(classPath(classes).split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("javacpp"))
            .collect(Collectors.joining(File.pathSeparator));
    assertEquals("native 42", start(without, List.of(), "native").result());
  }

  @Test
  void nothingIsPrintedOnceNativeAccessIsAllowed() throws Exception {
    Ran ran = run("native");
    assertFalse(ran.all().contains("native access"), ran.all());
    assertFalse(ran.all().contains("nativebackend"), ran.all());
  }

  // ---- helpers ----

  /**
   * From now on the JVMs of this test see an empty file system with these options at the directory
   * that is returned; nobody else does. Needs Linux namespaces, which root has, and other users
   * where the system lets them.
   */
  private Path mounted(String options) throws Exception {
    Path directory = Files.createDirectory(temporary.resolve("mounted"));
    String mount = "mount -t tmpfs -o " + options + " tmpfs " + directory + " && exec \"$@\"";
    for (String flags : List.of("-m", "-Urm")) {
      List<String> command = List.of("unshare", flags, "sh", "-c", mount, "sh");
      if (succeeds(command, "true")) {
        prefix = command;
        return directory;
      }
    }
    return abort("neither root nor user namespaces may mount a file system here");
  }

  private static boolean succeeds(List<String> command, String argument) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.add(argument);
    try {
      return new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no unshare
    }
  }

  private String explicit() {
    return "-Dhyperparameter.native.path=" + libraries;
  }

  /** With these flags, native is refused with a reason and a way out, and auto goes on in Java. */
  private void refused(String reason, String... flags) throws Exception {
    refusedOn(classes, reason, flags);
  }

  private void refusedOn(Path at, String reason, String[] flags) throws Exception {
    Ran ran = run(at, "native", flags);
    assertTrue(ran.result().startsWith("refused: backend \"native\""), ran.all());
    assertTrue(ran.result().contains(reason), ran.all());
    assertTrue(ran.result().contains("choose auto or java"), ran.all());
    ran = run(at, "auto", flags);
    assertEquals("java 42", ran.result(), ran.all());
    assertEquals(1, ran.logLines(), ran.all());
  }

  private Ran run(String backend, String... flags) throws Exception {
    return run(classes, backend, flags);
  }

  private Ran run(Path at, String backend, String... flags) throws Exception {
    return start(classPath(at), List.of(), backend, flags);
  }

  private Ran start(String classPath, List<String> environment, String backend, String... flags)
      throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    boolean denied = Arrays.asList(flags).contains("--illegal-native-access=deny");
    if (Runtime.version().feature() >= 24) {
      if (!denied) {
        command.add("--enable-native-access=ALL-UNNAMED");
      }
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Dhyperparameter.backend=" + backend);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // starts sooner
    Arrays.stream(flags).filter(f -> f.startsWith("-")).forEach(command::add);
    Collections.addAll(command, "-cp", classPath, LoadProbe.class.getName());
    Arrays.stream(flags).filter(f -> !f.startsWith("-")).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(temporary.toFile());
    environment.forEach(e -> builder.environment().put(e.split("=", 2)[0], e.split("=", 2)[1]));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), output);
    return new Ran(output);
  }

  /** The test class path with the main classes at another place. */
  private String classPath(Path main) {
    List<String> entries = new ArrayList<>(List.of(main.toString()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Path.of(entry).equals(classes)) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The main classes without libraries. */
  private Path copyOfClasses() throws IOException {
    Path copy = temporary.resolve("classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains(".so")) {
          Path to = copy.resolve(classes.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
    return copy;
  }

  private static Path packed(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(f -> f.endsWith(LIBRARY)).findFirst().orElseThrow().getParent();
    }
  }

  private String inside(Path file) {
    return classes.relativize(file).toString();
  }

  private void compile(Path to, String source, String... flags) throws Exception {
    Path c = Files.writeString(temporary.resolve("stub.cpp"), "extern \"C\" {" + source + "}");
    List<String> command =
        new ArrayList<>(List.of(compiler(), "-shared", "-fPIC", "-o", to.toString()));
    Collections.addAll(command, flags);
    command.add(c.toString());
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  /** As the build looks for one, which had one: these tests run where it built the library. */
  private static String compiler() {
    String named = System.getenv("CXX");
    if (named != null && !named.isBlank()) {
      return named;
    }
    for (String name : List.of("g++", "clang++", "c++")) {
      for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
        if (Files.isExecutable(Path.of(directory, name))) {
          return name;
        }
      }
    }
    throw new AssertionError("no C++ compiler on the PATH; name one with the environment's CXX");
  }

  private record Ran(String all) {
    List<String> results() {
      return all.lines().filter(l -> l.startsWith("RESULT ")).map(l -> l.substring(7)).toList();
    }

    String result() {
      assertEquals(1, results().size(), all);
      return results().get(0);
    }

    long logLines() {
      return all.lines().filter(l -> l.contains("is not available, trying the next")).count();
    }
  }
}
