package io.hyperparameter.contract;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds shared libraries packed into the jar or folder a class comes from, whatever their name. */
final class PackedLibraries {
  private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|so\\.[0-9.]+|dylib|jnilib|dll)");

  private PackedLibraries() {}

  static List<String> besides(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return List.of();
    }
    try {
      return in(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError("cannot locate " + type, e);
    }
  }

  static List<String> in(Path jarOrFolder) {
    try {
      if (Files.isDirectory(jarOrFolder)) {
        try (Stream<Path> files = Files.walk(jarOrFolder)) {
          return libraries(files.map(file -> file.toString().replace(File.separatorChar, '/')));
        }
      }
      try (JarFile jar = new JarFile(jarOrFolder.toFile())) {
        return libraries(jar.stream().map(entry -> entry.getName()));
      }
    } catch (IOException e) {
      throw new AssertionError("cannot look into " + jarOrFolder, e);
    }
  }

  private static List<String> libraries(Stream<String> names) {
    return names.filter(name -> LIBRARY.matcher(name).matches()).toList();
  }
}
