package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperparameter.Backend;
import org.junit.jupiter.api.BeforeAll;

/** Tests that need the library: left out where the build left it out. */
abstract class NativeTest {
  @BeforeAll
  static void libraryWasBuilt() {
    assumeTrue(
        NativeLibrary.class.getResource("linux-x86_64") != null
            || NativeLibrary.class.getResource("linux-arm64") != null
            || NativeLibrary.class.getResource("macosx-arm64") != null,
        "the native library was left out of this build");
    if (!Backend.current().name().equals("native")) {
      throw new AssertionError(
          "the library was built, but " + Backend.current() + " is in use", cause());
    }
  }

  private static Throwable cause() {
    return new NativeBackend().unavailabilityCause();
  }

  /** A virtual thread where there are any, else a platform thread. */
  static void startVirtual(Runnable task) throws ReflectiveOperationException {
    if (Runtime.version().feature() >= 21) {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } else {
      new Thread(task).start();
    }
  }
}
