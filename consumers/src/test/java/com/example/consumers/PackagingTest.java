package com.example.consumers;

import static com.example.consumers.Packaged.MAIN;
import static com.example.consumers.Packaged.assertRuns;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program runs the same however it is packed, and nothing is said on the way. */
class PackagingTest {
  @TempDir Path work;

  @Test
  void classPath() throws Exception {
    String path = Packaged.path(Packaged.jars(), Packaged.app());
    assertRuns(Jvm.java(Jvm.classPathFlags(), "-cp", path, MAIN));
  }

  /** The jar with a classifier stands in for hp-native. */
  @Test
  void onePlatform() throws Exception {
    String path = Packaged.path(Packaged.jarsOfOnePlatform(), Packaged.app());
    assertRuns(Jvm.java(Jvm.classPathFlags(), "-cp", path, MAIN));
  }

  /** {@code requires io.hyperparameter.all} is enough, for javac and for java. */
  @Test
  void modulePath() throws Exception {
    Path module = compileModule();
    String path = Packaged.path(Packaged.jars(), module);
    assertRuns(Jvm.java(Jvm.modulePathFlags(), "-p", path, "-m", "com.example.app/" + MAIN));
  }

  /** An image of its own: no module of it may be automatic. */
  @Test
  void jlink() throws Exception {
    Path module = compileModule();
    Path image = work.resolve("image");
    run(
        "jlink",
        "--module-path",
        Packaged.path(Packaged.jars(), module),
        "--add-modules",
        "com.example.app",
        "--output",
        image.toString());
    Path java = image.resolve("bin/java");
    assertRuns(Jvm.java(java, Jvm.modulePathFlags(), "-m", "com.example.app/" + MAIN));
  }

  /** With the shade plugin, set up as documented. */
  @Test
  void fatJar() throws Exception {
    assertRuns(Jvm.java(Jvm.jarFlags(), "-jar", Packaged.own("app-fat.jar").toString()));
  }

  /** Jars in a jar, read by Spring Boot's loader. */
  @Test
  void springBoot() throws Exception {
    String version = System.getProperty("consumers.version");
    Path jar = Packaged.own("consumers-" + version + "-boot.jar");
    // its manifest is the loader's: nothing grants native access there
    assertRuns(Jvm.java(Jvm.classPathFlags(), "-jar", jar.toString()));
  }

  private Path compileModule() throws Exception {
    Path classes = work.resolve("com.example.app");
    run(
        "javac",
        "--release",
        "17",
        "-encoding",
        "UTF-8",
        "-Xlint:all,-processing",
        "-Werror",
        "-p",
        Packaged.path(Packaged.jars()),
        "--processor-path",
        Packaged.processorPath(),
        "-d",
        classes.toString(),
        "src/test/modules/module-info.java",
        "src/main/java/com/example/app/App.java");
    return classes;
  }

  /**
   * Runs a tool of this JDK; what it prints is a failure, too: they speak of what is wrong only.
   */
  private static void run(String tool, String... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter to = new PrintWriter(printed, true);
    List<String> command = new ArrayList<>(List.of(arguments));
    int status = ToolProvider.findFirst(tool).orElseThrow().run(to, to, arguments);
    assertEquals("", printed.toString(), () -> tool + " " + String.join(" ", command));
    assertEquals(0, status);
  }
}
