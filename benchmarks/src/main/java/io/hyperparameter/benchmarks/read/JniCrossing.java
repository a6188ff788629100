package io.hyperparameter.benchmarks.read;

import io.hyperparameter.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The C functions that read a parameter, called through JNI as JavaCPP builds it: what a read of
 * native storage would cost if it crossed. The library itself does not use this.
 */
@Platform(
    include = "hyperparameter/c_api.h",
    link = "hyperparameter",
    library = JniCrossing.LIBRARY)
@NoException
final class JniCrossing {
  static final String LIBRARY = "jnicrossing";

  private JniCrossing() {}

  /** What the calling thread sees, by hash. */
  static native long hp_get_i64(long hash, long def);

  /** Loads the library; needs the native backend, whose storage it reads. */
  static void load() {
    if (!Backend.current().name().equals("native")) {
      throw new IllegalStateException(
          "a crossing into C++ needs the native backend: -jvmArgsAppend -D"
              + Backend.PROPERTY
              + "=native");
    }
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String resource =
        (os.startsWith("mac") ? "macosx" : "linux")
            + "-"
            + arch.replace("amd64", "x86_64").replace("aarch64", "arm64")
            + "/"
            + System.mapLibraryName(LIBRARY);
    try (InputStream in = JniCrossing.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " was not built: no C++ compiler");
      }
      Path file = Files.createTempFile(LIBRARY, ".library");
      Files.write(file, in.readAllBytes());
      System.load(file.toString());
      Files.delete(file); // what is loaded needs its file no more
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
