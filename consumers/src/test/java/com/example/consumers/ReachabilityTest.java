package com.example.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the jars tell GraalVM's native-image of is there: it says nothing of a name that is not. */
class ReachabilityTest {
  private static final Set<String> LATER_THAN_17 =
      Set.of("java.lang.foreign.MemorySegment", "java.lang.foreign.ValueLayout");

  @Test
  void classesAndMembersExist() throws Exception {
    URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader());
    List<String> missing = new ArrayList<>();
    int seen = 0;
    for (Path jar : Packaged.jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry entry : file.stream().filter(ReachabilityTest::isMetadata).toList()) {
          String json =
              new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          Matcher top = Pattern.compile("(?ms)^  \\{.*?(?=^  \\{|^\\])").matcher(json);
          while (top.find()) {
            seen++;
            check(loader, top.group(), missing);
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(seen > 20, seen + " classes");
  }

  private static void check(ClassLoader loader, String json, List<String> missing) {
    Matcher names = Pattern.compile("\"name\": \"([^\"]+)\"").matcher(json);
    names.find();
    String type = names.group(1);
    Class<?> found;
    try {
      found = Class.forName(type, false, loader);
    } catch (ClassNotFoundException e) {
      if (!LATER_THAN_17.contains(type) || Runtime.version().feature() >= 22) {
        missing.add(type);
      }
      return;
    }
    while (names.find()) {
      String member = names.group(1);
      boolean there =
          Stream.of(
                  Stream.of(found.getDeclaredFields()).map(f -> f.getName()),
                  Stream.of(found.getDeclaredMethods()).map(m -> m.getName()),
                  Stream.of(found.getDeclaredConstructors()).map(c -> "<init>"))
              .flatMap(s -> s)
              .anyMatch(member::equals);
      if (!there
          && !type.startsWith("java.")
          && !type.startsWith("sun.")) { // reflection hides some
        missing.add(type + "." + member);
      }
    }
  }

  private static boolean isMetadata(JarEntry entry) {
    return entry
        .getName()
        .matches("META-INF/native-image/io\\.hyperparameter/.*/(jni|reflect)-config\\.json");
  }

  private static URL[] urls() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (Path jar : Packaged.jars()) {
      urls.add(jar.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
