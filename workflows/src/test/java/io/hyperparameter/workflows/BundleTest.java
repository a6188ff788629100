package io.hyperparameter.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that has all, and each thing it could lack. */
@EnabledOnOs(OS.LINUX) // where releases are rehearsed
class BundleTest {
  private static final String PARENT =
      """
      <project>
        <artifactId>parent</artifactId><version>1</version><packaging>pom</packaging>
        <name>n</name><description>d</description><url>u</url>
        <licenses><license><name>l</name><url>u</url></license></licenses>
        <developers><developer><name>d</name></developer></developers>
        <scm><connection>c</connection><developerConnection>c</developerConnection><url>u</url></scm>
      </project>
      """;
  private static final String CHILD =
      """
      <project>
        <parent><artifactId>parent</artifactId></parent>
        <artifactId>a</artifactId><name>a</name>
      </project>
      """;

  @TempDir Path dir;

  @Test
  void whatCentralWouldRefuse() throws Exception {
    try (SigningKey key = key()) {
      Map<String, byte[]> files = new TreeMap<>();
      put(files, "g/parent/1/parent-1.pom", PARENT, key);
      put(files, "g/a/1/a-1.pom", CHILD, key);
      for (String jar : List.of("", "-sources", "-javadoc")) {
        put(files, "g/a/1/a-1" + jar + ".jar", "zip", key);
      }
      assertEquals(List.of(), problems(files, key));
      assertEquals(Set.of("a", "parent"), bundle(files).artifacts());
      assertEquals(5, bundle(files).size());

      String jar = "g/a/1/a-1.jar";
      assertLacks("not signed", without(files, jar + ".asc"), key);
      assertLacks("no sha1", without(files, jar + ".sha1"), key);
      assertLacks("no md5", without(files, jar + ".md5"), key);
      assertLacks("no a-1.jar", without(files, jar), key);
      assertLacks("no a-1-sources.jar", without(files, "g/a/1/a-1-sources.jar"), key);
      assertLacks("no a-1-javadoc.jar", without(files, "g/a/1/a-1-javadoc.jar"), key);
      assertLacks("no pom", without(files, "g/a/1/a-1.pom"), key);
      assertLacks("no licenses/license/name", without(files, "g/parent/1/parent-1.pom"), key);
      assertLacks("BAD signature", with(files, jar, "other", key, false), key);
      assertLacks("another md5", with(files, jar, "other", key, false), key);
      assertLacks("a snapshot", with(files, "g/a/1/a-1-SNAPSHOT.jar", "zip", key, true), key);
      for (String element : List.of("url", "name", "scm", "developers", "licenses")) {
        String pom = PARENT.replaceAll("(?s)<" + element + ">.*?</" + element + ">", "");
        assertLacks(
            "its pom has no " + element,
            with(files, "g/parent/1/parent-1.pom", pom, key, true),
            key);
      }
    }
  }

  private static SigningKey key() throws IOException {
    try {
      return new SigningKey();
    } catch (IOException e) {
      return abort("there is no gpg: " + e.getMessage());
    }
  }

  private void assertLacks(String said, Map<String, byte[]> files, SigningKey key)
      throws Exception {
    List<String> problems = problems(files, key);
    assertTrue(
        problems.stream().anyMatch(p -> p.contains(said)), () -> said + " is not in " + problems);
  }

  private static Map<String, byte[]> without(Map<String, byte[]> files, String file) {
    Map<String, byte[]> fewer = new TreeMap<>(files);
    assertTrue(fewer.remove(file) != null);
    return fewer;
  }

  private Map<String, byte[]> with(
      Map<String, byte[]> files, String file, String text, SigningKey key, boolean signed)
      throws Exception {
    Map<String, byte[]> more = new TreeMap<>(files);
    if (signed) {
      put(more, file, text, key);
    } else {
      more.put(file, text.getBytes(StandardCharsets.UTF_8));
    }
    return more;
  }

  private void put(Map<String, byte[]> files, String file, String text, SigningKey key)
      throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    files.put(file, bytes);
    files.put(file + ".md5", digest("MD5", bytes));
    files.put(file + ".sha1", digest("SHA-1", bytes));
    files.put(file + ".asc", key.sign(Files.write(dir.resolve("signed"), bytes)));
  }

  private static byte[] digest(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(bytes))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private List<String> problems(Map<String, byte[]> files, SigningKey key) throws Exception {
    return bundle(files).problems(key);
  }

  private Bundle bundle(Map<String, byte[]> files) throws Exception {
    Path zip = dir.resolve("bundle.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return new Bundle(zip);
  }
}
