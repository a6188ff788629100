package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Jars made for a test, and those their authors published. */
final class Jars {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private Jars() {}

  /** As Maven Central has it. */
  static Path published(String name) {
    return Path.of(System.getProperty("hp.test.jars"), name + ".jar");
  }

  /** What javac makes of a source, by file names. */
  static Map<String, byte[]> compile(Path dir, boolean processor, String... namesAndSources) {
    try {
      Path sources = Files.createDirectories(dir.resolve("sources"));
      Path classes = Files.createTempDirectory(dir, "classes");
      List<String> args =
          new ArrayList<>(List.of("-g", "-d", classes.toString(), "-cp", CLASS_PATH));
      if (processor) {
        args.addAll(List.of("-processorpath", CLASS_PATH));
      } else {
        args.add("-proc:none");
      }
      for (int i = 0; i < namesAndSources.length; i += 2) {
        Path file = sources.resolve(namesAndSources[i]);
        Files.createDirectories(file.getParent());
        args.add(Files.writeString(file, namesAndSources[i + 1]).toString());
      }
      assertEquals(
          0,
          ToolProvider.getSystemJavaCompiler().run(null, null, null, args.toArray(String[]::new)));
      return files(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  static byte[] jar(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, files);
    return out.toByteArray();
  }

  static Path jar(Path path, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      write(out, files);
    }
    return path;
  }

  private static void write(OutputStream out, Map<String, byte[]> files) {
    try {
      ZipOutputStream zip = new ZipOutputStream(out);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
      zip.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same files below a directory. */
  static Map<String, byte[]> below(String directory, Map<String, byte[]> files) {
    Map<String, byte[]> moved = new LinkedHashMap<>();
    files.forEach((name, bytes) -> moved.put(directory + name, bytes));
    return moved;
  }
}
