package io.hyperparameter.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.benchmarks.guard.Judged;
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

  private static final Machine MACHINE =
      new Machine("a processor, 2 threads", "Linux", "17", "abc", "2025-01-01");

  private final Results results = new Results();
  private Path jdk;

  @BeforeEach
  void results() throws Exception {
    jdk = Files.createDirectories(directory.resolve("jdk17"));
    List<Row> rows = new ArrayList<>();
    for (String size : List.of("1", "16", "1000", "10000", "100000")) {
      for (String method : List.of("typed", "typedInScope", "literal", "inTurnTyped")) {
        Map<String, String> named = Map.of("depth", "1", "parameters", size);
        rows.add(row("read.SizeAndDepth." + method, named, 2.0));
      }
    }
    results.replace(Section.READ, "", MACHINE, rows);
    results.replace(
        Section.TRAINING,
        "",
        MACHINE,
        List.of(
            row("training.Training.perSample", Map.of("source", "LITERALS"), 100),
            row("training.Training.perSample", Map.of("source", "TYPED_KEYS"), 101.5)));
    results.replaceLimits(
        MACHINE,
        List.of(
            new Judged("fast", "java", "1.6", "1.2", "reached"),
            new Judged("small", "java", "40", "47", "not reached")));
    report();
  }

  private void report() throws Exception {
    results.write(jdk);
    Report.write(directory, false);
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
  void resultsReadBackAsTheyWereWritten() throws Exception {
    Results again = Results.read(jdk);
    assertEquals(results.of(Section.READ), again.of(Section.READ));
    assertEquals(results.limits(), again.limits());
    assertEquals(MACHINE, again.machine("training"));
    assertEquals(null, again.machine("usage"));
  }

  @Test
  void aSectionMeasuredAgainReplacesItselfOnly() throws Exception {
    Machine later = new Machine("a processor, 2 threads", "Linux", "17", "def", "2025-02-01");
    Row slower = row("training.Training.perSample", Map.of("source", "LITERALS"), 200);
    results.replace(Section.TRAINING, "", later, List.of(slower));
    report();
    assertEquals(List.of(slower), Results.read(jdk).of(Section.TRAINING));
    assertEquals(20, Results.read(jdk).of(Section.READ).size());
    String page = Files.readString(jdk.resolve("README.md"));
    assertTrue(page.contains("## read\n\na processor, 2 threads; Linux; JDK 17; commit abc"), page);
    assertTrue(page.contains("## training\n\na processor, 2 threads; Linux; JDK 17; commit def"));
  }

  @Test
  void rowsOfOtherFlagsStandBesideAndAreNotDrawn() throws Exception {
    Path svg = jdk.resolve("reads-by-parameters.svg");
    String drawn = Files.readString(svg);
    Row flagged =
        row("read.SizeAndDepth.typed", Map.of("flags", "-XX:X=9", "parameters", "16"), 99);
    results.replace(Section.READ, "-XX:X=9", MACHINE, List.of(flagged));
    report();
    assertEquals(21, Results.read(jdk).of(Section.READ).size());
    assertEquals(drawn, Files.readString(svg));
  }

  @Test
  void theLimitsPageTellsWhichAreReached() throws Exception {
    String page = Files.readString(directory.resolve("README.md"));
    assertTrue(page.contains("| fast | java | 1.6 | 1.2 reached |"), page);
    assertTrue(page.contains("| small | java | 40 | 47 **not reached** |"), page);
  }

  @Test
  void usageStandsBesideItsPeerAndSaysWhereThatIsAhead() throws Exception {
    Map<String, String> empty = Map.of("around", "EMPTY");
    results.replace(
        Section.USAGE,
        "",
        MACHINE,
        List.of(
            row("usage.Scope.call", empty, 30),
            row("usage.Scope.callOpenTelemetry", empty, 20),
            row("usage.Value.longTyped", empty, 10),
            row("usage.Value.openTelemetry", empty, 40),
            new Row("native", "usage.Value.longTyped", empty, 80, 0.1, "ns/op", 0)));
    report();
    String page = Files.readString(jdk.resolve("README.md"));
    assertTrue(page.contains("| Scope.call | around=EMPTY | 20 | 30 |  | **1.50** |  |"), page);
    assertTrue(
        page.contains("| Value.longTyped | around=EMPTY | 40 | 10 | 80 | 0.25 | **2.00** |"), page);
  }

  @Test
  void moreThreadsThanProcessorsAreToldInProcessorTime() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String threads : List.of("1", "2", "4")) {
      Map<String, String> named =
          Map.of("ids", "IN_TURN", "live", "0", "threads", threads, "processors", "2");
      rows.add(row("scaling.Scaling.read", named, threads.equals("4") ? 6 : 3));
    }
    rows.forEach(row -> assertEquals(3, ScalingCharts.processorNanos(row), 1e-9));
    results.replace(Section.SCALING, "", MACHINE, rows);
    report();
    assertTrue(Files.exists(jdk.resolve("scaling-reads.svg")));
  }

  @Test
  void trainingIsToldInPercentOfLiterals() throws Exception {
    String page = Files.readString(directory.resolve("jdk17/README.md"));
    assertTrue(page.contains("| +1.5 % |"), page);
    assertTrue(page.contains("| +0.0 % |"), page);
  }

  @Test
  void picturesAreWellFormedAndNamesDoNotLieOnOneAnother() throws Exception {
    Report.write(directory, true);
    Path svg = jdk.resolve("reads-by-parameters.svg");
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
