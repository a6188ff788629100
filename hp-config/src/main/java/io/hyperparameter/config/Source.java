package io.hyperparameter.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something that a document can be read from. */
sealed interface Source permits Source.OfBytes, Source.InReader, Source.InMemory {
  /** How messages name it. */
  String name();

  /** Another source named relative to this one, or null if this is nowhere. */
  default @Nullable Source relative(String reference) {
    return null;
  }

  /** A source of bytes, to be opened once for each reading. */
  sealed interface OfBytes extends Source permits InFile, InResource {
    InputStream open() throws IOException;

    /** What tells whether two are one. */
    Object identity();
  }

  /** A file. */
  record InFile(Path path) implements OfBytes {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }

    @Override
    public Object identity() {
      return path.toAbsolutePath().normalize();
    }

    @Override
    public Source relative(String reference) {
      return new InFile(path.resolveSibling(reference).normalize());
    }
  }

  /** A class-path resource. */
  record InResource(ClassLoader loader, String resource) implements OfBytes {
    @Override
    public String name() {
      return "classpath:" + resource;
    }

    @Override
    public InputStream open() throws IOException {
      URL url = loader.getResource(resource);
      if (url == null) {
        throw new java.nio.file.NoSuchFileException(resource);
      }
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false); // or the jar stays open, and locked on some systems
      return connection.getInputStream();
    }

    @Override
    public Object identity() {
      return resource;
    }

    @Override
    public Source relative(String reference) {
      String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
      return new InResource(
          loader, Path.of(folder).resolve(reference).normalize().toString().replace('\\', '/'));
    }
  }

  /** Text from a reader. */
  record InReader(String name, ConfigFormat format, Reader reader) implements Source {}

  /**
   * A map that is there already.
   *
   * @param origins where values of its own came from, by their names; others are of the map
   */
  record InMemory(String name, java.util.Map<String, ?> map, java.util.Map<String, String> origins)
      implements Source {
    InMemory(String name, java.util.Map<String, ?> map) {
      this(name, map, java.util.Map.of());
    }
  }
}
