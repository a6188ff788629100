package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        "{\"format\":1,\"parameters\":[],\"a\":1.5}",
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
