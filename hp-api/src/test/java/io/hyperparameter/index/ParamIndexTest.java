package io.hyperparameter.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.hashing.KeyHash;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamIndexTest {
  private static ParamEntry entry(String key, ParamBounds bounds) {
    return new ParamEntry(
        key, "double", "0.5", "\"a\"\n\\ é \uD83D\uDE00", bounds, "p.A#F", "p/A.java", 3);
  }

  @Test
  void whatIsWrittenReadsBack() {
    List<ParamEntry> entries =
        List.of(
            entry("a", ParamBounds.NONE),
            entry("b", new ParamBounds("0", true, "1", false, List.of())),
            entry("c", new ParamBounds("0", false, "1", true, List.of("x,", "\t"))),
            new ParamEntry("d", "String", null, "", ParamBounds.NONE, "p.R", "p/R.java", 0));
    ParamIndex index = ParamIndex.of(entries);
    assertEquals(entries, ParamIndex.parse(index.toJson()).entries());
    assertEquals(List.of(entries.get(1)), index.find("b"));
    assertEquals("p.A", entries.get(0).className());
    assertEquals("p.R", entries.get(3).className());
    assertEquals(List.of(), ParamIndex.parse(ParamIndex.of(List.of()).toJson()).entries());
  }

  private static String index(Path jar, String... typesAndElements) throws Exception {
    List<ParamEntry> entries = new ArrayList<>();
    for (String each : typesAndElements) {
      String[] part = each.split(" ");
      entries.add(
          new ParamEntry(part[0], part[1], null, "", ParamBounds.NONE, part[2], "p/A.java", 3));
    }
    String text = ParamIndex.of(entries).toJson();
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(ParamIndex.RESOURCE));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return jar.toUri().toURL().toString();
  }

  /** Between jars no compiler looks. */
  @Test
  void oneKeyWithTwoTypesInTwoJars(@TempDir Path dir) throws Exception {
    Path one = dir.resolve("one.jar");
    Path two = dir.resolve("two.jar");
    String inOne = index(one, "a.n int p.A#f(int)", "a.s String p.A#g()", "a.o int p.A#h()");
    String inTwo = index(two, "a.n double q.B#f()", "a.s String q.B#g()", "a.n double q.C#f()");
    Path copy = Files.copy(two, dir.resolve("copy.jar"));
    URL[] path = {one.toUri().toURL(), two.toUri().toURL(), copy.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, null)) {
      List<ParamConflict> conflicts = ParamIndex.load(loader).conflicts();
      assertEquals(1, conflicts.size());
      String both = inTwo + " and " + copy.toUri().toURL();
      assertEquals(
          "a.n is declared with different types: int of p.A#f(int) (p/A.java:3 in "
              + inOne
              + "), double of q.B#f() (p/A.java:3 in "
              + both
              + "), double of q.C#f() (p/A.java:3 in "
              + both
              + "); give one of them another namespace or name",
          conflicts.get(0).toString());
      assertEquals(List.of(inOne), conflicts.get(0).declarations().get(0).locations());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {path[0]}, null)) {
      assertEquals(List.of(), ParamIndex.load(loader).conflicts());
    }
  }

  private static List<ParamEntry> defaults(String type, String... texts) {
    List<ParamEntry> entries = new ArrayList<>();
    for (String text : texts) {
      String def = text.equals("null") ? null : text;
      String element = "p.A#F" + entries.size();
      entries.add(new ParamEntry("a", type, def, "", ParamBounds.NONE, element, "p/A.java", 3));
    }
    return entries;
  }

  @Test
  void oneKeyWithTwoDefaults() {
    List<ParamConflict> conflicts = ParamIndex.of(defaults("double", "0.1", "0.2")).conflicts();
    assertEquals(
        "[a is declared with different defaults: \"0.1\" as double of p.A#F0 (p/A.java:3), \"0.2\" as"
            + " double of p.A#F1 (p/A.java:3); give them the same default, or one of them another"
            + " namespace or name]",
        conflicts.toString());
    assertTrue(!conflicts.get(0).isOfTypes());
    for (List<ParamEntry> same :
        List.of(
            defaults("double", "0.001", "1e-3", "null"),
            defaults("int", "1e3", "1000"),
            defaults("boolean", "yes", "true"),
            defaults("List<long>", "1, 2", "1,2.0"),
            defaults("String", "a", "a"),
            defaults("q.E", "null", "null"))) {
      assertEquals(List.of(), ParamIndex.of(same).conflicts());
    }
    for (List<ParamEntry> different :
        List.of(
            defaults("double", "null", "1", "2"),
            defaults("String", "1", "1.0"),
            defaults("List<long>", "1", "1,1"),
            defaults("List<String>", "", "a"),
            defaults("int", "x", "1"))) {
      assertEquals(1, ParamIndex.of(different).conflicts().size(), different::toString);
    }
  }

  /** A task of the common pool in a Spring Boot jar: its context class loader sees no jar in it. */
  @Test
  void loadUnitesTheContextsLoaderAndTheLibrarysOwn(@TempDir Path dir) throws Exception {
    URL library = ParamIndex.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] own = {library, jar(dir, "a"), jar(dir, "b")};
    URL[] context = {own[1], jar(dir, "c")};
    try (URLClassLoader boot = new URLClassLoader(own, ClassLoader.getPlatformClassLoader());
        URLClassLoader other = new URLClassLoader(context, null)) {
      Object[] texts = new Object[2];
      for (int i = 0; i < texts.length; i++) {
        ClassLoader loader = i == 0 ? other : null;
        int at = i;
        Thread task =
            new Thread(
                () -> {
                  try {
                    Class<?> type = boot.loadClass(ParamIndex.class.getName());
                    Object index = type.getMethod("load").invoke(null);
                    texts[at] = type.getMethod("entries").invoke(index).toString();
                  } catch (ReflectiveOperationException e) {
                    texts[at] = e;
                  }
                });
        task.setContextClassLoader(loader);
        task.start();
        task.join();
      }
      for (String key : List.of("a", "b", "c")) {
        assertTrue(texts[0].toString().contains("key=" + key + ","), texts[0]::toString);
        assertEquals(!key.equals("c"), texts[1].toString().contains("key=" + key + ","));
      }
    }
  }

  private static URL jar(Path dir, String key) throws Exception {
    Path file = dir.resolve(key + ".jar");
    index(file, key + " int p.A#" + key);
    return file.toUri().toURL();
  }

  @Test
  void conflictsOfWhatWasNotLoadedHaveNoLocation() {
    ParamEntry text =
        new ParamEntry("a", "String", null, "", ParamBounds.NONE, "p.R", "p/R.java", 0);
    ParamIndex index = ParamIndex.of(List.of(entry("a", ParamBounds.NONE), text));
    assertEquals(
        "[a is declared with different types: double of p.A#F (p/A.java:3), String of p.R"
            + " (p/R.java); give one of them another namespace or name]",
        ParamIndex.parse(index.toJson()).conflicts().toString());
  }

  @Test
  void indexesThatWereAppendedReadAsOne() {
    ParamIndex a = ParamIndex.of(List.of(entry("a", ParamBounds.NONE)));
    ParamIndex b = ParamIndex.of(List.of(entry("b", ParamBounds.NONE)));
    ParamIndex both = ParamIndex.parse(b.toJson() + a.toJson() + b.toJson());
    assertEquals(List.of("a", "b"), both.entries().stream().map(ParamEntry::key).toList());
  }

  /** Newer writers may add fields; those that are known must be what they are. */
  @Test
  void unknownFieldsAreLeftAlone() {
    String more =
        "{\"format\":1,\"new\":{\"a\":[true,false,null,-1,\"\\u00e9\\/\"]},\"parameters\":[{\"key\":\"a\","
            + "\"type\":\"int\",\"element\":\"E\",\"file\":\"f\",\"unit\":[]}]}";
    ParamEntry expected = new ParamEntry("a", "int", null, "", ParamBounds.NONE, "E", "f", 0);
    assertEquals(List.of(expected), ParamIndex.parse(more).entries());
  }

  @Test
  void boundsInWords() {
    assertEquals("", ParamBounds.NONE.toString());
    assertEquals("> 0 and <= 1", new ParamBounds("0", true, "1", false, List.of()).toString());
    assertEquals(
        "among a, b", new ParamBounds(null, false, null, false, List.of("a", "b")).toString());
  }

  @Test
  void hashesAreThoseOfKeyHash() {
    for (String key : List.of("", "train.lr", "é.\uD83D\uDE00", "x".repeat(2000))) {
      assertEquals(KeyHash.hash(key), ParamEntry.hashOf(key), key);
    }
    assertThrows(IllegalArgumentException.class, () -> ParamEntry.hashOf("a\uD83D"));
    assertThrows(IllegalArgumentException.class, () -> ParamEntry.hashOf("a\0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "nul",
        "{\"format\":1}",
        "{\"format\":2,\"parameters\":[]}",
        "{\"format\":1,\"parameters\":[1]}",
        "{\"format\":1,\"parameters\":[{\"key\":\"a\"}]}",
        "{\"format\":1,\"parameters\":[]} x",
        "{\"format\":1,\"parameters\":[]} {\"format\":2,\"parameters\":[]}",
        "{\"format\":1,\"format\":1,\"parameters\":[]}",
        "{\"format\":1,\"parameters\":[],}",
        "{\"format\":1,\"parameters\":[],\"\\u-123\":1}",
        "{\"format\":1,\"parameters\":[],\"\\u12",
        "{\"format\":1.5,\"parameters\":[]}",
        "{\"format\":1,\"parameters\":[],\"a\":1.}",
        "{\"format\":1,\"parameters\":[{\"key\":\"a\",\"type\":\"b\",\"element\":\"c\",\"file\":\"d\",\"line\":1.5}]}",
        "{\"format\":1,\"parameters\":[],\"a\":-}",
        "{\"format\":1,\"parameters\":[{\"key\":1}]}",
        "{\"format\":1,\"parameters\":[{\"key\":\"a\",\"type\":\"b\",\"element\":\"c\",\"file\":\"d\",\"line\":\"1\"}]}",
        "{\"format\":1,\"parameters\":[{\"key\":\"a\",\"type\":\"b\",\"element\":\"c\",\"file\":\"d\",\"line\":-1}]}",
        "{\"format\":1,\"parameters\":[{\"key\":\"a\",\"type\":\"b\",\"element\":\"c\",\"file\":\"d\",\"oneOf\":[1]}]}",
        "{\"format\":1,\"parameters\":[{\"key\":\"a\",\"type\":\"b\",\"element\":\"c\",\"file\":\"d\",\"oneOf\":\"x\"}]}",
        "{\"format\":1,\"parameters\":[\"\\u00g0\"]}",
        "{\"format\":1,\"parameters\":[\"\\x\"]}",
        "{\"format\":1,\"parameters\":[99999999999999999999]}"
      })
  void malformed(String json) {
    assertThrows(IllegalArgumentException.class, () -> ParamIndex.parse(json));
  }

  @Test
  void nestingCannotExhaustTheStack() {
    String deep = "{\"format\":1,\"parameters\":" + "[".repeat(100_000);
    assertThrows(IllegalArgumentException.class, () -> ParamIndex.parse(deep));
  }

  @Test
  void aMalformedIndexIsNamed(@TempDir Path dir) throws Exception {
    Path file = dir.resolve(ParamIndex.RESOURCE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, null)) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> ParamIndex.load(loader));
      assertTrue(e.getMessage().contains("index.json"), e.getMessage());
    }
  }
}
