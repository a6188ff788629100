package io.hyperparameter.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pages and pictures made of results that are known. */
class ReportTest {
  @TempDir Path directory;

  @BeforeEach
  void results() throws Exception {
    Path jdk = Files.createDirectories(directory.resolve("jdk17"));
    new Machine("a processor, 2 threads", "Linux", "17", "abc", "2025-01-01")
        .write(jdk.resolve("machine.txt"));
    List<String> rows = new ArrayList<>();
    for (String size : List.of("1", "16", "1000", "10000", "100000")) {
      for (String method : List.of("typed", "typedInScope", "literal", "inTurnTyped")) {
        Map<String, String> named = Map.of("depth", "1", "parameters", size);
        rows.add(row("read.SizeAndDepth." + method, named, 2.0).toLine());
      }
    }
    Files.write(jdk.resolve("read.tsv"), rows);
    Files.write(
        jdk.resolve("training.tsv"),
        List.of(
            row("training.Training.perSample", Map.of("source", "LITERALS"), 100).toLine(),
            row("training.Training.perSample", Map.of("source", "TYPED_KEYS"), 101.5).toLine()));
    Files.write(
        jdk.resolve("limits.tsv"),
        List.of(
            "fast\tjava\t1.6\t1.2\tKEPT\t",
            "small\tjava\t40\t47\tNOT_REACHED\tall, and the floor is 41"));
  }

  @Test
  void aRowReadsBackAsItWasWritten() {
    Row row = row("read.SizeAndDepth.typed", Map.of("depth", "64", "parameters", "16"), 1.5);
    assertEquals(row, Row.parse(row.toLine()));
    assertEquals(64, row.depth());
    assertEquals(16, row.size());
    assertEquals("read", row.question());
  }

  @Test
  void theLimitsPageTellsWhichAreReachedAndWhatWasTried() throws Exception {
    Report.write(directory);
    String page = Files.readString(directory.resolve("README.md"));
    assertTrue(page.contains("| fast | java | 1.6 | 1.2 reached |"), page);
    assertTrue(page.contains("| small | java | 40 | 47 **not reached** |"), page);
    assertTrue(page.contains("- **small** (java): all, and the floor is 41"), page);
    assertFalse(page.contains("**fast**"), page);
  }

  @Test
  void trainingIsToldInPercentOfLiterals() throws Exception {
    Report.write(directory);
    String page = Files.readString(directory.resolve("jdk17/README.md"));
    assertTrue(page.contains("| +1.5 % |"), page);
    assertTrue(page.contains("| +0.0 % |"), page);
  }

  @Test
  void picturesAreWellFormedAndNamesDoNotLieOnOneAnother() throws Exception {
    Report.write(directory);
    Path svg = directory.resolve("jdk17/reads-by-parameters.svg");
    NodeList texts =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(svg.toFile())
            .getElementsByTagName("text");
    List<Double> names = new ArrayList<>(); // all lines end at the same value
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (Double.parseDouble(text.getAttribute("x")) > 610) {
        names.add(Double.parseDouble(text.getAttribute("y")));
      }
    }
    names.sort(null);
    assertEquals(4, names.size());
    for (int i = 1; i < names.size(); i++) {
      assertTrue(names.get(i) - names.get(i - 1) >= 14, names.toString());
    }
    assertEquals(
        1720, ImageIO.read(svg.resolveSibling("reads-by-parameters.png").toFile()).getWidth());
  }

  @Test
  void aScaleHasRoundMarksThatHoldAllValues() {
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), Scale.linear(3.7, 0, 100).marks());
    assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0), Scale.log(1.1, 17, 0, 100).marks());
    assertEquals(100, Scale.linear(3.7, 0, 100).at(4), 1e-9);
    assertEquals(50, Scale.log(1, 100, 0, 100).at(10), 1e-9);
  }

  private static Row row(String benchmark, Map<String, String> parameters, double score) {
    return new Row("java", benchmark, parameters, score, 0.1, "ns/op", 0);
  }
}
