package com.example.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the build has packaged: the jars a user gets, and this module's own. */
final class Packaged {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  static final String MAIN = "com.example.app.App";

  private Packaged() {}

  /** The one program, in whatever it was packed: the same reads, the best storage, no complaint. */
  static void assertRuns(String printed) throws IOException {
    String backend = hasNative() ? "native" : "java";
    assertEquals(
        "rate 0.001, then 0.01, units 5, groesse 7, in a thread 0.01, indexed 2\n"
            + "backend "
            + backend
            + "\n",
        printed);
  }

  /** Whether hp-native has to work here: it was built for this platform, or brought along. */
  private static boolean hasNative() throws IOException {
    String directory = "io/hyperparameter/nativebackend/" + platform() + "/";
    try (JarFile jar = new JarFile(TARGET.resolve("jars/hp-native.jar").toFile())) {
      boolean packed = jar.stream().anyMatch(entry -> entry.getName().startsWith(directory));
      assertTrue(
          packed || Boolean.getBoolean("consumers.native.skip"), "hp-native has no " + directory);
      return packed;
    }
  }

  private static String platform() {
    String os =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).replace("mac os x", "macosx");
    String arch =
        System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "arm64");
    return os.replaceFirst(" .*", "") + "-" + arch;
  }

  /** The same, with the libraries of this platform only where there are any. */
  static List<Path> jarsOfOnePlatform() throws IOException {
    String one = "hp-native-" + System.getProperty("consumers.version") + "-" + platform() + ".jar";
    Path jar = Path.of("../hp-native/target", one).toAbsolutePath();
    assertEquals(hasNative(), Files.exists(jar), jar::toString);
    return jars().stream()
        .map(each -> each.endsWith("hp-native.jar") && Files.exists(jar) ? jar : each)
        .toList();
  }

  /** hp-all and all it brings. */
  static List<Path> jars() throws IOException {
    return list(TARGET.resolve("jars"));
  }

  static String path(List<Path> jars, Path... more) {
    return Stream.concat(jars.stream(), Stream.of(more))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** hp-processor and what it needs. */
  static String processorPath() throws IOException {
    return path(list(TARGET.resolve("processor")), TARGET.resolve("jars/hp-api.jar"));
  }

  /** The program without its dependencies. */
  static Path app() {
    return own("consumers-" + System.getProperty("consumers.version") + ".jar");
  }

  static Path own(String name) {
    Path jar = TARGET.resolve(name);
    assertTrue(Files.isRegularFile(jar), () -> jar + " is made by ./mvnw verify");
    return jar;
  }

  private static List<Path> list(Path directory) throws IOException {
    assertTrue(Files.isDirectory(directory), () -> directory + " is made by ./mvnw verify");
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
