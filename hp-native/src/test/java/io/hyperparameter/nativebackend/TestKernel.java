package io.hyperparameter.nativebackend;

import io.hyperparameter.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/** {@code test_kernel.h}: links the library that hp-native has loaded. */
@Platform(
    define = "STRING_BYTES_CHARSET \"UTF-8\"", // else that of the machine
    include = "test_kernel.h",
    link = "hyperparameter",
    library = "jnitestkernel")
@Namespace("test_kernel")
final class TestKernel {
  /** Whether the library is another class loader's, so that the one of this class uses none. */
  static final String GUEST_PROPERTY = "hp.test.kernel.guest";

  static {
    if (Boolean.getBoolean(GUEST_PROPERTY) || Backend.current().name().equals("native")) {
      load();
    }
  }

  private TestKernel() {}

  static native long currentContext();

  static native long readLong(String key, long def);

  static native double readDouble(String key, double def);

  static native boolean readBoolean(String key, boolean def);

  static native String readText(String key, String def);

  static native long readInline(long def);

  /** Reads numbers and texts, and writes them, until {@link #stop}; how often. */
  static native long readOnAndOn();

  static native void stop();

  /** What malloc gave and has not got back, of all threads; 0 where it does not tell. */
  static native long allocatedKib();

  /**
   * What malloc gave and did not get back while a library was loaded and unloaded; -1: it was not.
   */
  static native long keptByLoading(String path, int times);

  static native long textLength(String key);

  static native int putLong(String key, long value);

  static native int putDouble(String key, double value);

  static native int putBoolean(String key, boolean value);

  static native int putText(String key, String value);

  static native int removeKey(String key);

  static native void putMany(String prefix, int count);

  static native long readInScope(String key, long value);

  static native void leaveOpen(String key, long value);

  static native long readOnAnotherThread(String key, long def);

  static native long openGuard(String key, long value);

  static native int closeGuard(long guard);

  static native int init();

  static native int freeze();

  static native int freezeOnAnotherThread(String key, long value);

  static native long depth();

  static native String lastError();

  static native void clearError();

  static native int readByte(String key, int def);

  private static void load() {
    String name = System.mapLibraryName("jnitestkernel");
    String arch =
        System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "arm64");
    String os = System.getProperty("os.name").startsWith("Mac") ? "macosx" : "linux";
    try (InputStream in = TestKernel.class.getResourceAsStream(os + "-" + arch + "/" + name)) {
      Path file = Files.createTempFile("kernel", name);
      Files.write(file, in.readAllBytes());
      System.load(file.toString());
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
