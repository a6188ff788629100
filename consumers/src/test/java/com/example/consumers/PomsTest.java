package com.example.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is published, and what it says of itself. */
class PomsTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern CLASSIFIER = Pattern.compile("<classifier>([^<]+)</classifier>");
  private static final Pattern PLATFORM = Pattern.compile("<jar-of-one platform=\"([^\"]+)\"");

  /** Users who import the versions get ours, and none of the tools we build with. */
  @Test
  void theBomNamesAllThatIsPublished() throws Exception {
    String bom = pom("hp-bom/target/published-pom.xml");
    Set<String> published = new TreeSet<>();
    for (String module : modules()) {
      String pom = pom(module + "/pom.xml");
      if (!pom.contains("<maven.deploy.skip>true<") && !module.equals("hp-bom")) {
        published.add(module);
      }
    }
    assertEquals(
        Set.of(), published.stream().filter(m -> !m.startsWith("hp-")).collect(Collectors.toSet()));
    String versions = bom.substring(bom.indexOf("<dependencyManagement>"));
    assertEquals(
        published,
        ARTIFACT
            .matcher(versions.substring(0, versions.indexOf("</dependencyManagement>")))
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new)));
    assertFalse(bom.contains("<parent>"));
    assertFalse(bom.replace("${project.version}", "its own").contains("${"));
    assertFalse(bom.contains("<properties>"));
  }

  /** hp-native comes in more forms than one; each is managed as if it were a module of its own. */
  @Test
  void theBomNamesEachFormOfTheNativeStorage() throws Exception {
    String build = pom("hp-native/pom.xml");
    Set<String> forms =
        PLATFORM.matcher(build).results().map(m -> m.group(1)).collect(Collectors.toSet());
    assertEquals(5, forms.size(), forms::toString);
    assertTrue(build.contains("<descriptor>src/tools/cpp.xml<"));
    forms.add("cpp");
    assertEquals(
        forms,
        CLASSIFIER
            .matcher(pom("hp-bom/target/published-pom.xml"))
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toSet()));
  }

  /**
   * Maven Central refuses a pom without these, and a module that is deployed by mistake stays
   * there.
   */
  @Test
  void centralFindsWhatItAsksFor() throws Exception {
    String root = pom("pom.xml");
    String bom = pom("hp-bom/target/published-pom.xml");
    for (String element : List.of("name", "description", "url", "licenses", "developers", "scm")) {
      for (String pom : List.of(root, bom)) { // the other modules inherit the root's
        assertTrue(pom.contains("<" + element + ">") || pom.contains("<" + element + " "), element);
      }
    }
    for (String module : modules()) {
      String pom = pom(module + "/pom.xml");
      String own = pom.substring(pom.indexOf("</parent>"));
      assertTrue(own.contains("<name>") && own.contains("<description>"), module);
      String artifact = ARTIFACT.matcher(own).results().findFirst().orElseThrow().group(1);
      assertEquals(
          own.contains("<maven.deploy.skip>true<"),
          root.contains("<excludeArtifact>" + artifact + "</excludeArtifact>"),
          module + ": both ways of deploying leave out the same");
    }
  }

  /** The oldest JUnit is the one that the tests of hp-junit run with. */
  @Test
  void theVersionsOfJUnitAreThoseThatAreTested() throws Exception {
    String document = Markdown.read(Markdown.ROOT.resolve("docs/testing.md"));
    String root = pom("pom.xml");
    String oldest = property(root, "oldest.junit.version").replaceFirst("\\.0$", "");
    assertTrue(document.contains("JUnit " + oldest + " and later"), oldest);
    assertTrue(document.contains("<version>" + property(root, "junit.version") + "</version>"));
    assertTrue(
        pom("hp-junit/pom.xml")
            .replaceAll("\\s", "")
            .contains("<artifactId>junit-jupiter-api</artifactId><scope>provided</scope>"));
  }

  private static String property(String pom, String name) {
    String start = "<" + name + ">";
    return pom.substring(pom.indexOf(start) + start.length(), pom.indexOf("</" + name + ">"));
  }

  private static List<String> modules() throws Exception {
    return MODULE.matcher(pom("pom.xml")).results().map(m -> m.group(1)).toList();
  }

  private static String pom(String file) throws Exception {
    Path pom = Markdown.ROOT.resolve(file);
    assertTrue(Files.isRegularFile(pom), () -> pom + " is made by ./mvnw verify");
    return Markdown.read(pom);
  }
}
