package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugins.shade.resource.ResourceTransformer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** All jars merged into one, with the transformers that the documentation names, and without. */
@Tag("once")
class ShadedJarTest {
  @TempDir Path dir;

  /** What runs in the merged jar. */
  static final class Inside {
    public static void main(String[] args) {
      System.out.println("backend " + Backend.current() + " of " + Backend.all());
      System.out.println("entries " + ParamIndex.load().entries().size());
    }
  }

  /** The transformers of the snippet in the documentation, as the plugin would set them up. */
  private static List<ResourceTransformer> documented() throws Exception {
    String docs = Files.readString(Path.of("../docs/autoparam.md"));
    int start = docs.indexOf("<transformers>");
    String snippet = docs.substring(start, docs.indexOf("</transformers>", start) + 15);
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(snippet.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("transformer");
    List<ResourceTransformer> transformers = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      Element element = (Element) found.item(i);
      Class<?> type = Class.forName(element.getAttribute("implementation"));
      Object made = type.getConstructor().newInstance();
      NodeList fields = element.getElementsByTagName("*");
      for (int j = 0; j < fields.getLength(); j++) {
        Field field = type.getDeclaredField(fields.item(j).getNodeName());
        field.setAccessible(true);
        field.set(made, fields.item(j).getTextContent());
      }
      transformers.add((ResourceTransformer) made);
    }
    return transformers;
  }

  /** The jars to merge: of what runs inside, the library's and what it needs, two with an index. */
  private List<Path> jars() throws Exception {
    List<Path> jars = new ArrayList<>();
    jars.add(Path.of(Inside.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      String name = entry.replace('\\', '/');
      if (name.matches(".*/(hp-(api|java-fallback|native)|zero-allocation-hashing|javacpp)[-/].*")
          && Files.exists(Path.of(entry))) {
        jars.add(Path.of(entry));
      }
    }
    for (String key : List.of("a", "b")) {
      Path file = dir.resolve(key + "/" + ParamIndex.RESOURCE);
      Files.createDirectories(file.getParent());
      ParamEntry entry =
          new ParamEntry(key, "int", "1", "", ParamBounds.NONE, "p.A#" + key, "p/A.java", 1);
      Files.writeString(file, ParamIndex.of(List.of(entry)).toJson());
      jars.add(dir.resolve(key));
    }
    return jars;
  }

  /** What the plugin does: the first file of a name stays, but for what a transformer takes. */
  private Path merge(List<ResourceTransformer> transformers) throws Exception {
    Path merged = dir.resolve("merged" + transformers.size() + ".jar");
    Set<String> seen = new HashSet<>();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(merged))) {
      for (Path jar : jars()) {
        for (Map.Entry<String, byte[]> file : files(jar).entrySet()) {
          String name = file.getKey();
          ResourceTransformer taker = null;
          for (ResourceTransformer each : transformers) {
            taker = taker == null && each.canTransformResource(name) ? each : taker;
          }
          if (taker != null) {
            taker.processResource(name, new ByteArrayInputStream(file.getValue()), List.of());
          } else if (!name.equals("module-info.class") && seen.add(name)) {
            out.putNextEntry(new JarEntry(name));
            out.write(file.getValue());
          }
        }
      }
      for (ResourceTransformer each : transformers) {
        if (each.hasTransformedResource()) {
          each.modifyOutputStream(out);
        }
      }
    }
    return merged;
  }

  private static Map<String, byte[]> files(Path jar) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (Files.isDirectory(jar)) {
      try (Stream<Path> all = Files.walk(jar)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          files.put(jar.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
      return files;
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) opened.stream()::iterator) {
        if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          try (InputStream in = opened.getInputStream(entry)) {
            files.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return files;
  }

  private String run(Path jar) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path out = dir.resolve("out.txt");
    Process process =
        new ProcessBuilder(java, "-cp", jar.toString(), Inside.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    String said = Files.readString(out);
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  @Test
  void withTheDocumentedTransformersAllIsThere() throws Exception {
    List<ResourceTransformer> transformers = documented();
    assertEquals(2, transformers.size());
    String said = run(merge(transformers));
    assertTrue(said.contains("backend " + Backend.current() + " of " + Backend.all()), said);
    assertTrue(said.contains("entries 2"), said);
    assertFalse(said.contains("no META-INF/services entry"), said);
  }

  @Test
  void withoutThemWhatIsLostIsSaidOnce() throws Exception {
    String said = run(merge(List.of()));
    String lost = said.contains("backend java") ? "native" : "java";
    String note = "backend \"" + lost + "\" is not used: io.hyperparameter.";
    assertTrue(said.contains(note), said);
    assertEquals(said.indexOf(note), said.lastIndexOf(note), said);
    assertTrue(said.contains("entries 1"), said);
  }
}
