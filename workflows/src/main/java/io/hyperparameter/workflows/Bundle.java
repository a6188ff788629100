package io.hyperparameter.workflows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What is handed to Maven Central, held against what <a
 * href="https://central.sonatype.org/publish/requirements/">it requires</a>.
 */
final class Bundle {
  private static final List<String> REQUIRED =
      List.of(
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");
  private static final Map<String, String> DIGESTS = Map.of("md5", "MD5", "sha1", "SHA-1");

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Element> poms = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  Bundle(Path zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
  }

  /** How many files it has that are no signature and no checksum. */
  int size() {
    return (int) files.keySet().stream().filter(Bundle::isContent).count();
  }

  Set<String> artifacts() {
    Set<String> artifacts = new TreeSet<>();
    for (String file : files.keySet()) {
      String[] parts = file.split("/", -1);
      artifacts.add(parts[parts.length - 3]);
    }
    return artifacts;
  }

  /** What Central would refuse. */
  List<String> problems(SigningKey key) throws IOException {
    problems.clear();
    for (String file : files.keySet()) {
      if (isContent(file)) {
        signature(file, key);
        DIGESTS.forEach((extension, algorithm) -> checksum(file, extension, algorithm));
        if (file.endsWith(".pom")) {
          poms.put(file.replaceFirst(".*/([^/]+)/[^/]+/[^/]+$", "$1"), pom(file));
        }
      }
      if (file.contains("SNAPSHOT")) {
        problems.add(file + ": a snapshot");
      }
    }
    for (String artifact : artifacts()) {
      Element pom = poms.get(artifact);
      if (pom == null) {
        problems.add(artifact + ": no pom");
        continue;
      }
      for (String path : REQUIRED) {
        if (inherited(pom, path).isBlank()) {
          problems.add(artifact + ": its pom has no " + path);
        }
      }
      String packaging = text(pom, "packaging");
      if (packaging.isEmpty() || packaging.equals("jar")) {
        for (String classifier : List.of("", "-sources", "-javadoc")) {
          String end = "/" + artifact + "-" + inherited(pom, "version") + classifier + ".jar";
          if (files.keySet().stream().noneMatch(file -> file.endsWith(end))) {
            problems.add(artifact + ": no " + end.substring(1));
          }
        }
      }
    }
    return problems;
  }

  private static boolean isContent(String file) {
    return !file.matches(".*\\.(asc|md5|sha1|sha256|sha512)");
  }

  private void signature(String file, SigningKey key) throws IOException {
    byte[] signature = files.get(file + ".asc");
    if (signature == null) {
      problems.add(file + ": not signed");
      return;
    }
    Path content = Files.write(Files.createTempFile("signed", ""), content(file));
    Path detached = Files.write(Files.createTempFile("signed", ".asc"), signature);
    try {
      key.verify(detached, content);
    } catch (IOException e) {
      problems.add(file + ": " + e.getMessage());
    } finally {
      Files.delete(content);
      Files.delete(detached);
    }
  }

  private void checksum(String file, String extension, String algorithm) {
    byte[] said = files.get(file + "." + extension);
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(content(file));
      if (said == null) {
        problems.add(file + ": no " + extension);
      } else if (!new String(said, StandardCharsets.US_ASCII)
          .strip()
          .equals(HexFormat.of().formatHex(digest))) {
        problems.add(file + ": another " + extension);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has both
    }
  }

  private byte[] content(String file) {
    byte[] content = files.get(file);
    if (content == null) {
      throw new IllegalArgumentException(file);
    }
    return content;
  }

  private Element pom(String file) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(content(file)))
          .getDocumentElement();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(file, e);
    }
  }

  /** As Maven sees it, which asks the parents, but for what each pom must say itself. */
  private String inherited(Element pom, String path) {
    String own = text(pom, path);
    Element parent = poms.get(text(pom, "parent/artifactId"));
    return !own.isEmpty() || parent == null || path.equals("name") ? own : inherited(parent, path);
  }

  private static String text(Element element, String path) {
    Element found = element;
    for (String name : path.split("/", -1)) {
      found = found == null ? null : child(found, name);
    }
    return found == null ? "" : found.getTextContent().strip();
  }

  private static @Nullable Element child(Element element, String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        return child;
      }
    }
    return null;
  }
}
