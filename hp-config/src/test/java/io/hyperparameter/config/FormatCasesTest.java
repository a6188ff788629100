package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every construct of the formats, valid and invalid, with kinds, texts, lines and columns. */
class FormatCasesTest {
  private static final Map<String, ConfigFormat> FILES =
      Map.of(
          "toml-cases.txt", ConfigFormat.TOML,
          "yaml-cases.txt", ConfigFormat.YAML,
          "json-cases.txt", ConfigFormat.JSON,
          "properties-cases.txt", ConfigFormat.PROPERTIES);

  @TestFactory
  List<DynamicNode> cases() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Map.Entry<String, ConfigFormat> file : FILES.entrySet()) {
      nodes.add(
          dynamicContainer(
              file.getKey(),
              FormatCases.of(file.getKey()).stream()
                  .map(c -> dynamicTest(c.name(), () -> check(c, file.getValue())))
                  .toList()));
    }
    return nodes;
  }

  private static void check(FormatCases.Case c, ConfigFormat format) {
    assertEquals(
        String.join("\n", c.expected()),
        String.join("\n", FormatCases.load(c.document(), format)),
        c.document());
  }
}
