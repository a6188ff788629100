package com.example.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs run as their users run them, in a JVM of their own: what they print, all of it. */
final class Jvm {
  /** Speaks of anything that works less well than it could. */
  private static final List<String> LOUD = List.of("-Djdk.system.logger.level=DEBUG");

  /** All of them are over before the second compiler pays. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private static final boolean ASKS_FOR_ACCESS = Runtime.version().feature() >= 24;

  private Jvm() {}

  /** The flags that README names, for code on the class path. */
  static List<String> classPathFlags() {
    return flags("ALL-UNNAMED");
  }

  /** The flags that README names, for code on the module path. */
  static List<String> modulePathFlags() {
    return flags("io.hyperparameter.nativebackend");
  }

  /** Those that the manifest of an executable jar cannot give. */
  static List<String> jarFlags() {
    return ASKS_FOR_ACCESS ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();
  }

  private static List<String> flags(String modules) {
    return ASKS_FOR_ACCESS
        ? List.of("--enable-native-access=" + modules, "--sun-misc-unsafe-memory-access=allow")
        : List.of();
  }

  static String java(List<String> flags, String... arguments) throws Exception {
    return java(Path.of(System.getProperty("java.home"), "bin", "java"), flags, arguments);
  }

  static String java(Path java, List<String> flags, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.add(QUICK);
    command.addAll(LOUD);
    command.addAll(flags);
    command.addAll(List.of(arguments));
    return run(command);
  }

  static String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "HYPERPARAMETER_BACKEND"));
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + printed);
    return printed.replace("\r", "");
  }
}
