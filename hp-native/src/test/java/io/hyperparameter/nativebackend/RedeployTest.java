package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that brings this library with it and is taken away again leaves nothing, though
 * the threads it ran on go on; the next one has the native backend again, and begins empty. See
 * {@link Deployments}.
 */
@EnabledOnOs(OS.LINUX) // which tells what is loaded
class RedeployTest extends NativeTest {
  /** A deployment freezes values of some 10 MiB, and puts as many into the context of a thread. */
  private static final long SLACK_KIB = 24 * 1024;

  private static final int LOADS = 20;

  /** Other threads of this JVM allocate meanwhile: in some of these they hardly do. */
  private static final int ROUNDS = 20;

  private static final long NOT_LOADED = -1;

  /** Bytes. One C++ runtime has 70 KB. */
  private static final long MOST_KEPT_BY_LOADING = LOADS * 30_000L;

  @Test
  void eachDeploymentHasTheBackendAndLeavesNothing() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-Xcheck:jni", "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"));
    command.add("-XX:+UseSerialGC");
    command.add("-D" + TestKernel.GUEST_PROPERTY + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Deployments.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    List<String> results = printed.lines().filter(l -> l.startsWith("RESULT ")).toList();
    String expected = "RESULT native, beside it java, kernels see [7], let go, then [-1]";
    assertEquals(Collections.nCopies(Deployments.DEPLOYMENTS, expected), results, printed);
    assertTrue(printed.contains("KERNEL went on"), printed);
    assertTrue(grown(printed) < SLACK_KIB, printed);
    long reasons = printed.lines().filter(l -> l.contains("another class loader")).count();
    assertEquals(Deployments.DEPLOYMENTS, reasons, printed);
  }

  /** A library is loaded anew for each, with a C++ runtime of its own. */
  @Test
  void aLibraryThatIsUnloadedKeepsNoMemory(@TempDir Path directory) throws Exception {
    String name = System.mapLibraryName(NativeLibrary.JNI_LIBRARY);
    Path copy = directory.resolve(name); // the one that is in use is not unloaded
    String platform =
        System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x86_64";
    try (InputStream in = NativeLibrary.class.getResourceAsStream(platform + "/" + name)) {
      assumeTrue(in != null, "no library of Linux was built");
      Files.write(copy, in.readAllBytes());
    }
    assumeTrue(TestKernel.allocatedKib() > 0, "malloc tells how much it gave");
    long kept = MOST_KEPT_BY_LOADING;
    for (int i = 0; i < ROUNDS && kept >= MOST_KEPT_BY_LOADING; i++) {
      kept = TestKernel.keptByLoading(copy.toString(), LOADS);
    }
    assertTrue(kept != NOT_LOADED && kept < MOST_KEPT_BY_LOADING, kept + " bytes");
  }

  private static long grown(String printed) {
    String line = printed.lines().filter(l -> l.startsWith("GROWN ")).findFirst().orElseThrow();
    return Long.parseLong(line.substring("GROWN ".length()));
  }
}
