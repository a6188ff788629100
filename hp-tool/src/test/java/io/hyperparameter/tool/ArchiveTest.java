package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in jars, and jars nobody should trust. */
class ArchiveTest {
  @TempDir Path dir;

  private Map<String, byte[]> reads(String type, String key) {
    return Jars.compile(
        dir,
        false,
        "q/" + type + ".java",
        "package q; public class "
            + type
            + " { long get() { return io.hyperparameter.ParamScope.current().getLong(\""
            + key
            + "\", 1); } }");
  }

  private static String damaged(Path jar) {
    return assertThrows(ToolException.class, () -> Scan.of(List.of(jar))).getMessage();
  }

  @Test
  void aBootJarHasItsOwnClassesAndThoseOfItsLibraries() throws Exception {
    Map<String, byte[]> files = new HashMap<>(Jars.below("BOOT-INF/classes/", reads("Own", "own")));
    files.put("BOOT-INF/lib/dep.jar", Jars.jar(reads("Dep", "dep")));
    Path jar = Jars.jar(dir.resolve("boot.jar"), files);
    Ran own = Ran.hp("ls", jar);
    assertTrue(own.out().contains("own ") && !own.out().contains("dep "), own.out());
    assertEquals("1 more elsewhere; --all lists them\n", own.err());
    Ran deps = Ran.hp("ls", "-d", "-v", jar);
    assertTrue(!deps.out().contains("own ") && deps.out().contains("dep "), deps.out());
    assertTrue(deps.out().replaceAll("\\s+", "").contains("boot.jar!/BOOT-INF/lib/dep.jar"));
    Ran all = Ran.hp("ls", "--all", jar);
    assertTrue(all.out().contains("own ") && all.out().contains("dep "), all.out());
  }

  @Test
  void jarsThatTheManifestNamesAreDependencies() throws Exception {
    Jars.jar(dir.resolve("dep.jar"), reads("Dep", "dep"));
    Map<String, byte[]> files = new HashMap<>(reads("Own", "own"));
    files.put(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\nClass-Path: dep.jar gone.jar http://example.com/x.jar app.jar\n\n"
            .getBytes(StandardCharsets.UTF_8));
    Path jar = Jars.jar(dir.resolve("app.jar"), files);
    assertEquals(List.of("dep", "own"), List.copyOf(Scan.of(List.of(jar)).byKey().keySet()));
  }

  @Test
  void aDirectoryHasClassesOrJars() throws Exception {
    Path classes = Files.createDirectories(dir.resolve("out/q"));
    reads("Own", "own").forEach((name, bytes) -> write(classes.resolveSibling(name), bytes));
    Jars.jar(dir.resolve("out/dep.jar"), reads("Dep", "dep"));
    assertEquals(
        List.of("dep", "own"), List.copyOf(Scan.of(List.of(dir.resolve("out"))).byKey().keySet()));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsNoJarIsAnErrorWithExitCode2() throws Exception {
    Path file = Files.writeString(dir.resolve("x.jar"), "no jar");
    Ran ran = Ran.hp("ls", file);
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("x.jar: no jar, or a damaged one"), ran.err());
    assertEquals(2, Ran.hp("ls", dir.resolve("gone.jar")).code());
  }

  @Test
  void aDamagedClassIsANoteAndTheOthersAreRead() throws Exception {
    Map<String, byte[]> files = new HashMap<>(reads("Own", "own"));
    byte[] bytes = files.get("q/Own.class").clone();
    files.put("q/Cut.class", java.util.Arrays.copyOf(bytes, bytes.length - 60));
    files.put("q/Text.class", "io/hyperparameter/Param".getBytes(StandardCharsets.UTF_8));
    Parameters found = Scan.of(List.of(Jars.jar(dir.resolve("app.jar"), files)));
    assertEquals(List.of("own"), List.copyOf(found.byKey().keySet()));
    assertEquals(2, found.notes().size(), found.notes().toString());
    for (String name : List.of("q/Cut.class", "q/Text.class")) {
      String note = "app.jar: the class file " + name + " cannot be read: ";
      assertTrue(found.notes().stream().anyMatch(each -> each.contains(note)), name);
    }
  }

  @Test
  void aDamagedIndexIsAnErrorThatNamesTheJar() throws Exception {
    Path jar =
        Jars.jar(
            dir.resolve("app.jar"),
            Map.of("META-INF/hyperparameter/index.json", "{\"format\":1".getBytes("UTF-8")));
    String message = damaged(jar);
    assertTrue(message.contains("app.jar: its META-INF/hyperparameter/index.json is damaged"));
  }

  @Test
  void indexesOneAfterAnotherAreTheIndexOfAll() throws Exception {
    String one =
        "{\"format\":1,\"parameters\":[{\"key\":\"%s\",\"type\":\"int\",\"element\":\"A\","
            + "\"file\":\"A.java\"}]}\n";
    Path jar =
        Jars.jar(
            dir.resolve("fat.jar"),
            Map.of(
                "META-INF/hyperparameter/index.json",
                (one.formatted("a") + one.formatted("b")).getBytes("UTF-8")));
    assertEquals(List.of("a", "b"), List.copyOf(Scan.of(List.of(jar)).byKey().keySet()));
  }

  @Test
  void aJarThatUnpacksToMoreThanItShouldIsRefused() throws Exception {
    ScanLimits small = new ScanLimits(10, 100_000, 50_000, 1);
    Map<String, byte[]> big = Map.of("q/Big.class", new byte[60_000]);
    Path jar = Jars.jar(dir.resolve("big.jar"), big);
    assertRefused(jar, small, "big.jar: q/Big.class unpacks to more than");
    Map<String, byte[]> many = new HashMap<>();
    for (int i = 0; i < 11; i++) {
      many.put("q/C" + i + ".txt", new byte[0]);
    }
    assertRefused(Jars.jar(dir.resolve("many.jar"), many), small, "more than 10 entries");
    byte[] inner = Jars.jar(Map.of("c.jar", Jars.jar(Map.of())));
    Path deep = Jars.jar(dir.resolve("deep.jar"), Map.of("b.jar", inner));
    assertRefused(deep, small, "deep.jar!/b.jar!/c.jar: more than 1 jars deep");
  }

  /** A name that no path reaches, as any file that cannot be looked at. */
  @Test
  void aDirectoryThatCannotBeReadIsAnErrorThatSaysWhy() throws Exception {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"), "paths of up to 4096 bytes");
    Path upper = Files.createDirectories(dir.resolve("upper" + ("/" + "x".repeat(200)).repeat(2)));
    Path lower = Files.createDirectories(dir.resolve("lower" + ("/" + "y".repeat(200)).repeat(18)));
    Path far = upper.resolve("lower" + "z".repeat(200));
    Files.move(dir.resolve("lower"), far);
    try {
      Ran ran = Ran.hp("ls", dir.resolve("upper"));
      assertEquals(2, ran.code(), ran.err());
      assertTrue(ran.err().contains("upper: cannot be read: java.nio.file."), ran.err());
      assertTrue(ran.err().contains("File name too long"), ran.err());
    } finally {
      Files.move(far, dir.resolve("lower")); // or it could not be deleted
    }
    assertTrue(Files.exists(lower));
  }

  private static void assertRefused(Path jar, ScanLimits limits, String why) {
    String message =
        assertThrows(ToolException.class, () -> Scan.of(List.of(jar), limits)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void whatSteersATerminalIsShownAndNotDone() throws Exception {
    String index =
        "{\"format\":1,\"parameters\":[{\"key\":\"a\\u001b[2Jb\",\"type\":\"int\",\"default\":\"1\\n\\u202e2\","
            + "\"description\":\"\\u0007bell\",\"element\":\"A\",\"file\":\"A.java\"}]}";
    Path jar =
        Jars.jar(
            dir.resolve("evil.jar"),
            Map.of("META-INF/hyperparameter/index.json", index.getBytes("UTF-8")));
    String hidden = "\u001b[31mred.jar";
    byte[] damaged = Jars.jar(Map.of("META-INF/hyperparameter/index.json", new byte[] {'{'}));
    Ran refused = Ran.hp("ls", Jars.jar(dir.resolve("outer.jar"), Map.of(hidden, damaged)));
    assertTrue(refused.err().contains("outer.jar!/\\u001b[31mred.jar: its "), refused.err());
    String escape = "a\\u001b[2Jb";
    for (String[] command :
        List.of(
            new String[] {"ls"},
            new String[] {"ls", "-t"},
            new String[] {"desc", "2J"},
            new String[] {"ls", "-f", "markdown"},
            new String[] {"diff", jar.toString()})) {
      List<String> args = new java.util.ArrayList<>(List.of(command));
      args.add(command[0].equals("diff") ? dir.toString() : jar.toString());
      if (command[0].equals("diff")) {
        args.set(2, Jars.jar(dir.resolve("none.jar"), Map.of()).toString());
      }
      Ran ran = Ran.hp(args.toArray());
      assertTrue(ran.out().contains(escape), args + ran.out() + ran.err());
      assertTrue(
          ran.out().codePoints().noneMatch(c -> c != '\n' && (c < ' ' || c == 0x202e)),
          args + ran.out());
    }
  }
}
