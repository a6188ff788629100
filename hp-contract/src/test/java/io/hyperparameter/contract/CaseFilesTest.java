package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case files are read to the last case and the last character, or not at all. */
@Tag("once")
class CaseFilesTest {
  @Test
  void everyBuiltInFileIsNamed() throws Exception {
    URL folder = CaseFiles.class.getResource("cases/README.md");
    Set<String> there = new TreeSet<>();
    for (File file : Path.of(folder.toURI()).getParent().toFile().listFiles()) {
      if (file.getName().endsWith(".json")) {
        there.add(file.getName());
      }
    }
    assertEquals(there, new TreeSet<>(CaseFiles.BUILT_IN));
  }

  @Test
  void nothingIsLost() {
    CaseFolder builtIn = CaseFiles.builtIn();
    assertEquals(190 + 84, builtIn.cases().size());
    assertEquals(181, builtIn.vectors().size());
    Set<String> ids = new HashSet<>();
    builtIn.cases().forEach(c -> assertTrue(ids.add(c.id()), c.id()));
  }

  @Test
  void everyOperationIsKnown() {
    Set<String> known = new HashSet<>();
    OpTable.names().forEach(known::add);
    Set<String> used = new TreeSet<>();
    CaseFiles.builtIn().cases().forEach(c -> used.addAll(c.ops().findValuesAsText("op")));
    assertTrue(known.containsAll(used), () -> used + " but known are " + known);
    assertEquals(known, KnownFields.ops(), "each operation's fields are known");
  }

  @Test
  void unpairedSurrogatesAndNulSurvive() {
    List<String> keys = new ArrayList<>();
    for (ConformanceCase c : CaseFiles.builtIn().cases()) {
      c.ops().findValues("key").stream()
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .forEach(keys::add);
      c.ops().findValues("map").forEach(map -> map.fieldNames().forEachRemaining(keys::add));
    }
    assertTrue(keys.contains("a\ud800b"));
    assertTrue(keys.contains("\udc00"));
    assertTrue(keys.contains("bad\0"));
    CaseFolder inNames =
        CaseFiles.text(
            "t",
            "{\"format\":1,\"cases\":[{\"id\":\"x\",\"ops\":[{\"op\":\"update\",\"map\":"
                + "{\"\\ud800\":{\"type\":\"null\"}}}]}]}");
    JsonNode map = inNames.cases().get(0).ops().get(0).get("map");
    assertEquals("\ud800", map.fieldNames().next());
  }

  @Test
  void anyFolderInTheFormatIsRead(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("more.json"),
        "{\"format\":1,\"group\":\"more\",\"cases\":[{\"id\":\"more-1\",\"name\":\"n\","
            + "\"rules\":[\"S1\"],\"ops\":[{\"op\":\"frozen\"}]}]}");
    Files.writeString(
        folder.resolve("vectors.json"),
        "{\"format\":1,\"vectors\":[{\"key\":\"\",\"utf8_length\":0,"
            + "\"xxh64\":\"11002672306508523268\"}]}");
    Files.writeString(folder.resolve("README.md"), "not a case file");
    CaseFolder read = CaseFiles.folder(folder);
    assertEquals(List.of("more-1"), read.cases().stream().map(ConformanceCase::id).toList());
    assertEquals(1, read.vectors().size());
    assertEquals(Long.parseUnsignedLong("11002672306508523268"), read.vectors().get(0).hash());
  }

  @Test
  void aFolderWithoutCasesIsAnError(@TempDir Path folder) {
    assertThrows(CaseFormatException.class, () -> CaseFiles.folder(folder));
    assertThrows(CaseFormatException.class, () -> CaseFiles.folder(folder.resolve("no")));
  }

  @Test
  void malformedFilesAreErrors() {
    assertThrows(CaseFormatException.class, () -> CaseFiles.text("t", "{"));
    assertThrows(CaseFormatException.class, () -> CaseFiles.text("t", "{\"format\":1}"));
    assertThrows(
        CaseFormatException.class, () -> CaseFiles.text("t", "{\"format\":2,\"cases\":[]}"));
    assertThrows(
        CaseFormatException.class,
        () -> CaseFiles.text("t", "{\"format\":1,\"format\":1,\"cases\":[]}"));
  }

  @Test
  void whatIsWrongIsSaidWithTheFile(@TempDir Path folder) throws Exception {
    Map<String, String> wrong =
        Map.of(
            "{\"format\":1,\"cases\":[{\"id\":\"a\"}]}", "no \"ops\"",
            "{\"format\":1,\"cases\":[{\"ops\":[]}]}", "no \"id\"",
            "{\"format\":1,\"cases\":{}}", "neither",
            "[1", "is not JSON",
            "{\"format\":1,\"vectors\":[{\"key\":\"\",\"utf8_length\":0,\"xxh64\":\"x\"}]}",
                "\"x\"",
            "{\"cases\":[]}", "\"format\"");
    Path file = folder.resolve("theirs.json");
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      Files.writeString(file, entry.getKey());
      String message =
          assertThrows(CaseFormatException.class, () -> CaseFiles.folder(folder)).getMessage();
      assertTrue(message.contains("theirs.json") && message.contains(entry.getValue()), message);
    }
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
    String message =
        assertThrows(CaseFormatException.class, () -> CaseFiles.folder(folder)).getMessage();
    assertTrue(message.contains("theirs.json") && message.contains("UTF-8"), message);
  }

  @Test
  void aFieldTheFormatDoesNotKnowIsAnErrorThatNamesFileCaseAndField() {
    refused("\"case\"", "{\"format\":1,\"case\":[],\"cases\":[]}");
    refused(
        "\"length\"",
        "{\"format\":1,\"vectors\":[{\"key\":\"\",\"utf8_length\":0,\"length\":0,"
            + "\"xxh64\":\"11002672306508523268\"}]}");
    refused("\"rule\"", "{\"format\":1,\"cases\":[{\"id\":\"my-1\",\"rule\":\"S1\",\"ops\":[]}]}");
    for (Map.Entry<String, String> wrong :
        Map.of(
                "\"expected\"", "{\"op\":\"keys\",\"expect\":[],\"expected\":[\"a\"]}",
                "\"map\"", "{\"op\":\"enter\",\"ref\":\"a\",\"map\":{}}",
                "\"note\"", "{\"op\":\"thread\",\"ops\":[{\"op\":\"frozen\",\"note\":\"n\"}]}",
                "\"key\"",
                    "{\"op\":\"call\",\"function\":\"f\",\"args\":[],\"expect\":{},\"params\":[],"
                        + "\"body\":[{\"op\":\"frozen\",\"key\":\"a\"}]}",
                "\"type\"",
                    "{\"op\":\"call\",\"function\":\"f\",\"args\":[],\"expect\":{},"
                        + "\"params\":[{\"name\":\"x\",\"type\":\"long\"}]}")
            .entrySet()) {
      String message =
          refused(
              wrong.getKey(),
              "{\"format\":1,\"cases\":[{\"id\":\"my-1\",\"ops\":[" + wrong.getValue() + "]}]}");
      assertTrue(message.contains("case my-1"), message);
    }
  }

  private static String refused(String field, String json) {
    String message =
        assertThrows(CaseFormatException.class, () -> CaseFiles.text("my.json", json), json)
            .getMessage();
    assertTrue(message.startsWith("my.json") && message.contains("unexpected " + field), message);
    return message;
  }
}
