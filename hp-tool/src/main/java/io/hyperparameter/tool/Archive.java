package io.hyperparameter.tool;

import io.hyperparameter.index.ParamIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Walks through a jar or directory, and through the jars it contains or names, and hands over class
 * files and indexes as bytes. Nothing is unpacked to disk. For one scan.
 */
final class Archive {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** Where classes are that are the program's own although not at the top. */
  private static final List<String> ROOTS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  /** Takes what is found. */
  interface Visitor {
    /** A class file of this name. */
    void classFile(Place place, String name, byte[] bytes);

    void index(Place place, byte[] json);
  }

  /**
   * Where something was found.
   *
   * @param name the jar or directory, jars in jars behind {@code !/}; may be shown
   * @param own whether it is what was named, and not a jar in it or beside it
   */
  record Place(String name, boolean own) {
    /** A jar in this one. */
    Place inner(String entry) {
      return new Place(name + "!/" + Printable.of(entry), false);
    }
  }

  private final ScanLimits limits;
  private final Visitor visitor;
  private final Set<Path> seen = new HashSet<>();
  private int entries;
  private long bytes;

  Archive(ScanLimits limits, Visitor visitor) {
    this.limits = limits;
    this.visitor = visitor;
  }

  /** Reads a jar, or a directory of classes or jars. */
  void read(Path path, boolean own) {
    try {
      if (!Files.exists(path)) {
        throw new ToolException(path + ": no such file or directory");
      }
      if (!seen.add(path.toRealPath())) {
        return;
      }
      if (Files.isDirectory(path)) {
        directory(path, own);
      } else {
        jar(path, own);
      }
    } catch (ZipException | IllegalArgumentException e) { // the latter for names that are none
      throw new ToolException(path + ": no jar, or a damaged one: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) { // the latter of a directory in it
      Throwable why = e instanceof UncheckedIOException ? e.getCause() : e;
      throw new ToolException(path + ": cannot be read: " + why, e); // some messages are paths
    }
  }

  private void directory(Path directory, boolean own) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) { // follows no links
      files = walk.filter(Files::isRegularFile).limit(limits.entries() + 1L).sorted().toList();
    }
    Place place = new Place(directory.toString(), own);
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      if (isJar(name)) {
        read(file, own);
      } else if (isWanted(name)) {
        try (InputStream in = Files.newInputStream(file)) {
          hand(place, name, bytes(place, name, in));
        }
      }
    }
  }

  private void jar(Path path, boolean own) throws IOException {
    Place place = new Place(path.toString(), own);
    List<Path> named = List.of();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        count(place);
        String name = entry.getName();
        if (entry.isDirectory() || !(isWanted(name) || isJar(name) || name.equals(MANIFEST))) {
          continue;
        }
        try (InputStream in = zip.getInputStream(entry)) {
          if (isJar(name)) {
            nested(place.inner(name), in, 1);
          } else if (name.equals(MANIFEST)) {
            named = classPath(path, bytes(place, name, in));
          } else {
            hand(place, name, bytes(place, name, in));
          }
        }
      }
    }
    for (Path other : named) {
      read(other, false);
    }
  }

  /** A jar in a jar, as it comes: its table of contents stands at the end. */
  private void nested(Place place, InputStream in, int depth) throws IOException {
    if (depth > limits.depth()) {
      throw new ToolException(place.name() + ": more than " + limits.depth() + " jars deep");
    }
    ZipInputStream zip = new ZipInputStream(in); // closed by who opened the outer one
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      count(place);
      String name = entry.getName();
      if (isJar(name)) {
        nested(place.inner(name), zip, depth + 1);
      } else if (isWanted(name)) {
        hand(place, name, bytes(place, name, zip));
      }
    }
  }

  private void hand(Place place, String name, byte[] content) {
    if (name.endsWith(".class")) {
      visitor.classFile(place, name, content);
    } else {
      visitor.index(place, content);
    }
  }

  /** The jars beside it that its manifest names, as the JVM would find them. */
  private static List<Path> classPath(Path jar, byte[] manifest) throws IOException {
    String value =
        new Manifest(new ByteArrayInputStream(manifest))
            .getMainAttributes()
            .getValue(Attributes.Name.CLASS_PATH);
    List<Path> paths = new ArrayList<>();
    for (String each : value == null ? new String[0] : value.strip().split("\\s+", -1)) {
      if (isJar(each) && !each.contains(":")) { // what is a URL the JVM may fetch, not this tool
        Path path = jar.resolveSibling(each);
        if (Files.isRegularFile(path)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  private static boolean isJar(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jar") || lower.endsWith(".war");
  }

  private static boolean isWanted(String name) {
    if (name.endsWith(".class")) {
      // other versions of the same classes, and descriptions of modules and packages
      return !name.startsWith("META-INF/") && !name.endsWith("-info.class");
    }
    return name.equals(ParamIndex.RESOURCE)
        || ROOTS.stream().anyMatch(root -> name.equals(root + ParamIndex.RESOURCE));
  }

  private void count(Place place) {
    if (++entries > limits.entries()) {
      throw new ToolException(
          place.name() + ": more than " + limits.entries() + " entries; is it a jar at all?");
    }
  }

  private byte[] bytes(Place place, String name, InputStream in) throws IOException {
    byte[] content = in.readNBytes(limits.entryBytes() + 1);
    bytes += content.length;
    if (content.length > limits.entryBytes() || bytes > limits.bytes()) {
      throw new ToolException(
          place.name()
              + ": "
              + Printable.of(name)
              + " unpacks to more than "
              + (content.length > limits.entryBytes()
                  ? limits.entryBytes() / (1 << 20) + " MiB"
                  : limits.bytes() / (1 << 20) + " MiB with all before it")
              + "; too much to be looked at");
    }
    return content;
  }
}
