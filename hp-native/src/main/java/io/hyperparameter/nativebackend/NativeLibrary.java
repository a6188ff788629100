package io.hyperparameter.nativebackend;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds, checks and loads the two libraries, once. They are looked for in this order, which {@code
 * docs/native-backend.md} tells users, with the reason why JavaCPP's Loader does not do it:
 *
 * <ol>
 *   <li>the directory that the system property {@value #PATH_PROPERTY} names; if it is set, there
 *       and nowhere else
 *   <li>this jar, for this platform: written to a fresh directory, which only this user can read,
 *       under {@code java.io.tmpdir}, else under {@code .cache} in the user's home (one of the two
 *       may be read-only, full, or not allow code); removed again once loaded
 *   <li>the directories of {@code java.library.path}
 * </ol>
 *
 * <p>Nothing is cached between runs, so nothing can be stale or tampered with. A file is looked at
 * before the system maps it, and the loaded library must prove itself ({@link SelfCheck}). The
 * answer to {@link #unavailabilityCause} never changes; no failure is thrown, all are kept.
 */
final class NativeLibrary {
  static final String PATH_PROPERTY = "hyperparameter.native.path";
  static final String LIBRARY = "hyperparameter";
  static final String JNI_LIBRARY = "jnihyperparameter";

  /** Those that load native code, where they are modules. */
  private static final String MODULES = "io.hyperparameter.nativebackend";

  private static @Nullable Outcome outcome;

  private static long emptyContext;

  private NativeLibrary() {}

  /** Why the library cannot be used; null if it can. The first call loads it. */
  static synchronized @Nullable Throwable unavailabilityCause() {
    Outcome known = outcome;
    if (known == null) {
      outcome = known = new Outcome(load());
    }
    return known.failure;
  }

  /** A context without values that is never written: what ended contexts show. */
  static long emptyContext() {
    return emptyContext;
  }

  private static @Nullable Throwable load() {
    List<Throwable> attempts = new ArrayList<>();
    try {
      if (!find(attempts)) {
        return summary(attempts);
      }
      SelfCheck.run();
      NativeApi.installThreadHook();
      if (!NativeApi.isThreadHookInstalled()) {
        return new LoadFailure(
            "another class loader of this JVM uses the native parameter storage already; put"
                + " hp-native where both see it, or choose -Dhyperparameter.backend=java here");
      }
      emptyContext = NativeApi.create(0);
      return emptyContext == 0 ? new LoadFailure("the library has no memory") : null;
    } catch (SecurityException e) {
      return new LoadFailure("a security manager does not let it be looked for: " + e, e);
    } catch (LoadFailure | RuntimeException | LinkageError | AssertionError e) {
      return new LoadFailure("the native library was loaded but is unusable: " + told(e), e);
    }
  }

  private static boolean find(List<Throwable> attempts) {
    String explicit = System.getProperty(PATH_PROPERTY);
    if (explicit != null) {
      return attempt("-D" + PATH_PROPERTY + "=" + explicit, attempts, () -> loadFrom(explicit));
    }
    for (String parent : extractionParents()) {
      String what = "the library packed for " + platform() + ", written to " + parent;
      if (attempt(what, attempts, () -> loadPacked(parent))) {
        return true;
      }
    }
    String libraryPath = System.getProperty("java.library.path", "");
    for (String directory : libraryPath.split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && new File(directory, fileName(LIBRARY)).exists()) {
        String what = "java.library.path: " + directory;
        if (attempt(what, attempts, () -> loadFrom(directory))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> extractionParents() {
    List<String> parents = new ArrayList<>();
    String temporary = System.getProperty("java.io.tmpdir", "");
    if (!temporary.isEmpty()) {
      parents.add(temporary);
    }
    String home = System.getProperty("user.home", "");
    if (new File(home).isAbsolute()) { // "?" for a user without one
      parents.add(home + File.separator + ".cache");
    }
    return parents;
  }

  private static boolean attempt(String what, List<Throwable> attempts, Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (LoadFailure
        | IOException
        | RuntimeException
        | LinkageError
        | AssertionError e) { // RuntimeException: a denied native access, a bad path
      attempts.add(new LoadFailure(what + ": " + told(e), e));
      return false;
    }
  }

  private static void loadPacked(String parent) throws LoadFailure, IOException {
    Files.createDirectories(Path.of(parent));
    Path directory = Files.createTempDirectory(Path.of(parent), "hyperparameter-");
    try {
      PackedLibrary.extract(platform(), fileName(LIBRARY), directory);
      PackedLibrary.extract(platform(), fileName(JNI_LIBRARY), directory);
      loadFrom(directory.toString());
    } finally {
      // A loaded library needs its file no more.
      remove(directory.resolve(fileName(LIBRARY)));
      remove(directory.resolve(fileName(JNI_LIBRARY)));
      remove(directory);
    }
  }

  /** Only Windows keeps the file of a loaded library from being removed; that is no failure. */
  private static void remove(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      if (!platform().startsWith("windows")) {
        throw e;
      }
    }
  }

  private static void loadFrom(String directory) throws LoadFailure {
    Path library;
    Path jni;
    try {
      library = Path.of(directory, fileName(LIBRARY)).toAbsolutePath();
      jni = Path.of(directory, fileName(JNI_LIBRARY)).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new LoadFailure("no directory", e);
    }
    check(library);
    check(jni);
    // This order: the second needs the first, by name.
    if (!isInProcess()) {
      System.load(library.toString());
    }
    System.load(jni.toString());
  }

  /**
   * Whether the first library is in this process already, by another class loader or program. The
   * second would find that one by its name, so another copy would only take up what little room
   * there is in a process for the thread-local data of libraries loaded late.
   */
  private static boolean isInProcess() {
    try {
      return platform().startsWith("linux")
          && Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)
              .lines()
              .anyMatch(line -> line.contains("r-xp") && line.contains("/" + fileName(LIBRARY)));
    } catch (IOException | SecurityException e) {
      return false; // a copy more does no other harm
    }
  }

  private static void check(Path file) throws LoadFailure {
    if (!Files.isRegularFile(file)) {
      throw new LoadFailure(file.getFileName() + " is not there");
    }
    if (!platform().startsWith("linux")) {
      return;
    }
    try {
      ElfFile.check(Files.readAllBytes(file), platform().substring("linux-".length()));
    } catch (LoadFailure e) {
      throw new LoadFailure(file.getFileName() + " is " + e.getMessage(), e);
    } catch (IOException e) {
      throw new LoadFailure(file.getFileName() + " cannot be read: " + e, e);
    }
  }

  /** What all attempts came to, with the way out. */
  static LoadFailure summary(List<Throwable> attempts) {
    StringBuilder message = new StringBuilder("no usable native library");
    for (int i = 0; i < attempts.size(); i++) {
      message.append(i == 0 ? ": " : "; ").append(attempts.get(i).getMessage());
    }
    message.append("; ").append(wayOut(attempts));
    message.append(", or do without: -Dhyperparameter.backend=java");
    LoadFailure summary = new LoadFailure(message.toString());
    attempts.forEach(summary::addSuppressed);
    return summary;
  }

  private static String wayOut(List<Throwable> attempts) {
    for (Throwable attempt : attempts) {
      Throwable cause = attempt.getCause();
      if (cause instanceof IllegalCallerException) { // another file would be denied as well
        return "allow it with --enable-native-access="
            + (NativeLibrary.class.getModule().isNamed() ? MODULES : "ALL-UNNAMED");
      }
      if (cause instanceof NoClassDefFoundError && cause.toString().contains("org/bytedeco/")) {
        return "add org.bytedeco:javacpp to the class path";
      }
      if (cause instanceof UnsatisfiedLinkError && cause.toString().contains("library ld-linux-")) {
        return "it is linked against glibc and this system has musl: install gcompat (Alpine: apk"
            + " add gcompat)";
      }
    }
    return "name a directory that has both libraries with -D"
        + PATH_PROPERTY
        + "=..., a java.io.tmpdir that allows code";
  }

  private static String told(Throwable e) {
    if (e instanceof ExceptionInInitializerError && e.getCause() != null) {
      return told(e.getCause());
    }
    return e instanceof LoadFailure ? String.valueOf(e.getMessage()) : e.toString();
  }

  private static String fileName(String library) {
    return System.mapLibraryName(library);
  }

  /** This platform as JavaCPP spells it. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    return (os.startsWith("linux")
            ? "linux"
            : os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "unknown")
        + "-"
        + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch);
  }

  /** What loading led to. */
  private record Outcome(@Nullable Throwable failure) {}

  /** One way of loading. */
  private interface Attempt {
    void run() throws LoadFailure, IOException;
  }
}
