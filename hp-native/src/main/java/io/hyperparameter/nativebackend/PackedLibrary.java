package io.hyperparameter.nativebackend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A library in this jar, whose SHA-256 the build has put beside it. */
final class PackedLibrary {
  private PackedLibrary() {}

  /**
   * Writes {@code <platform>/<name>} of this jar into a directory.
   *
   * @throws LoadFailure if it is not there or not what the build put there
   */
  static void extract(String platform, String name, Path directory)
      throws LoadFailure, IOException {
    byte[] bytes = read(platform + "/" + name);
    String built = new String(read(platform + "/" + name + ".sha256"), StandardCharsets.US_ASCII);
    String found = HexFormat.of().formatHex(sha256().digest(bytes));
    if (!built.strip().equalsIgnoreCase(found)) {
      throw new LoadFailure(
          "the jar is damaged: "
              + platform
              + "/"
              + name
              + " has SHA-256 "
              + found
              + ", it was built with "
              + built.strip());
    }
    Files.write(directory.resolve(name), bytes);
  }

  private static byte[] read(String resource) throws LoadFailure, IOException {
    try (InputStream in = PackedLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new LoadFailure("the jar has no " + resource);
      }
      return in.readAllBytes();
    }
  }

  private static MessageDigest sha256() throws LoadFailure {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LoadFailure("this JVM has no SHA-256", e);
    }
  }
}
