package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runner looks at every expectation: none can be changed without a case failing. */
@Tag("once")
class RunnerNoticesTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void everyExpectedValueCounts() {
    List<String> unnoticed = new ArrayList<>();
    int changed = 0;
    for (ConformanceCase c : ready()) {
      int expectations = c.ops().findParents("expect").size();
      for (int i = 0; i < expectations; i++) {
        JsonNode ops = c.ops().deepCopy();
        ObjectNode op = (ObjectNode) ops.findParents("expect").get(i);
        op.set("expect", other(op.get("expect")));
        noteIfPasses(with(c, ops), op, unnoticed);
        changed++;
      }
    }
    assertTrue(changed > 500, "changed " + changed);
    assertEquals(List.of(), unnoticed);
  }

  @Test
  void everyExpectedErrorCounts() {
    List<String> unnoticed = new ArrayList<>();
    int changed = 0;
    for (ConformanceCase c : ready()) {
      int errors = c.ops().findParents("expect_error").size();
      for (int i = 0; i < errors; i++) {
        for (String other : List.of("cycle", "state", "conversion", "missing_key")) {
          JsonNode ops = c.ops().deepCopy();
          ObjectNode op = (ObjectNode) ops.findParents("expect_error").get(i);
          if (!op.get("expect_error").asText().equals(other)) {
            op.put("expect_error", other);
            noteIfPasses(with(c, ops), op, unnoticed);
            changed++;
          }
        }
      }
    }
    assertTrue(changed > 300, "changed " + changed);
    assertEquals(List.of(), unnoticed);
  }

  @Test
  void anErrorThatDoesNotComeCounts() {
    ConformanceCase noError = one("{\"op\":\"frozen\",\"expect_error\":\"state\"}");
    assertThrows(AssertionError.class, () -> CaseRunner.replay(noError, ReadStyle.KEY));
    ConformanceCase inThread =
        one("{\"op\":\"thread\",\"ops\":[{\"op\":\"contains\",\"key\":\"a\",\"expect\":true}]}");
    assertThrows(AssertionError.class, () -> CaseRunner.replay(inThread, ReadStyle.KEY));
    ConformanceCase inTask =
        one("{\"op\":\"bind\",\"ops\":[{\"op\":\"contains\",\"key\":\"a\",\"expect\":true}]}");
    assertThrows(AssertionError.class, () -> CaseRunner.replay(inTask, ReadStyle.KEY));
    ConformanceCase whenRaising =
        one(
            "{\"op\":\"scoped\",\"raise\":true,\"ops\":["
                + "{\"op\":\"contains\",\"key\":\"a\",\"expect\":true}]}");
    assertThrows(AssertionError.class, () -> CaseRunner.replay(whenRaising, ReadStyle.KEY));
  }

  @Test
  void aMalformedCaseIsNoPassingCase() {
    for (String op :
        List.of(
            "{\"op\":\"fly\"}",
            "{\"op\":\"fly\",\"expect_error\":\"argument\"}",
            "{\"op\":\"frozen\",\"expect_error\":\"bad_mood\"}",
            "{\"op\":\"get\",\"key\":\"a\",\"as\":\"long\",\"expect_error\":\"argument\"}",
            "{\"op\":\"enter\",\"ref\":\"nobody\",\"expect_error\":\"state\"}",
            "{\"op\":\"put\",\"key\":\"a\",\"value\":{\"type\":\"long\",\"value\":1.5}}",
            "{\"op\":\"put\",\"key\":\"a\",\"value\":{\"type\":\"short\",\"value\":1}}",
            "{\"op\":\"put\",\"key\":\"a\",\"value\":{\"type\":\"null\",\"value\":1}}",
            "{\"op\":\"put\",\"key\":\"a\",\"value\":{\"type\":\"long\",\"value\":1,\"id\":\"a\"}}")) {
      assertThrows(CaseFormatException.class, () -> CaseRunner.replay(one(op), ReadStyle.KEY), op);
    }
  }

  @Test
  void aFailureNamesItsCase() {
    ConformanceCase wrong = one("{\"op\":\"contains\",\"key\":\"a\",\"expect\":true}");
    String message =
        assertThrows(AssertionError.class, () -> CaseRunner.replay(wrong, ReadStyle.PATH))
            .getMessage();
    assertTrue(message.startsWith("one one ") && message.contains("PATH"), message);
    assertTrue(message.contains("op 0"), message);
    ConformanceCase malformed = one("{\"op\":\"fly\"}");
    message =
        assertThrows(CaseFormatException.class, () -> CaseRunner.replay(malformed, ReadStyle.KEY))
            .getMessage();
    assertTrue(message.startsWith("one one ") && message.contains("fly"), message);
  }

  private static List<ConformanceCase> ready() {
    List<ConformanceCase> ready = new ArrayList<>(CaseFiles.builtIn().cases());
    // the files of more cases have other data, but no other operations
    ready.removeIf(c -> c.source().endsWith("_more.json"));
    return ready;
  }

  private static void noteIfPasses(ConformanceCase c, ObjectNode op, List<String> unnoticed) {
    try {
      CaseRunner.replay(c, ReadStyle.KEY);
      unnoticed.add(c.id() + " passes with " + op);
    } catch (AssertionError expected) {
      // noticed
    }
  }

  private static ConformanceCase with(ConformanceCase c, JsonNode ops) {
    return new ConformanceCase(c.source(), c.id(), c.name(), c.rules(), ops);
  }

  private static ConformanceCase one(String op) {
    String json = "{\"format\":1,\"cases\":[{\"id\":\"one\",\"ops\":[" + op + "]}]}";
    return CaseFiles.text("one", json).cases().get(0);
  }

  /** An expectation of the same form that is not met, as near to the old one as can be. */
  private static JsonNode other(JsonNode expect) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (expect.isBoolean()) {
      return BooleanNode.valueOf(!expect.booleanValue());
    } else if (expect.isTextual()) {
      return TextNode.valueOf(expect.textValue().equals("1") ? "2" : "1");
    } else if (expect instanceof ArrayNode keys) {
      return keys.deepCopy().add("one more");
    } else if (expect.path("type").isTextual()) {
      return otherKind(expect);
    }
    ObjectNode map = expect.deepCopy();
    return map.set("one more", make.objectNode().put("type", "null"));
  }

  private static JsonNode otherKind(JsonNode typed) {
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    return switch (typed.get("type").asText()) {
      case "long" -> other.put("type", "double").put("value", typed.get("value").asDouble());
      case "double" ->
          typed.get("value").isTextual()
              ? other.put("type", "double").put("value", 0.0)
              : other.put("type", "long").put("value", typed.get("value").asLong());
      case "bool" -> other.put("type", "bool").put("value", !typed.get("value").booleanValue());
      case "string" -> other.put("type", "string").put("value", typed.get("value").asText() + " ");
      case "object" -> other.put("type", "object").put("id", "someone else");
      default -> other.put("type", "string").put("value", "null");
    };
  }
}
