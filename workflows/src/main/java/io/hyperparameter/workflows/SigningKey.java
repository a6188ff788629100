package io.hyperparameter.workflows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A key that signs for a day, in a keyring of its own, which is gone when it is closed. */
final class SigningKey implements AutoCloseable {
  static final String PASSPHRASE = "of a rehearsal";

  private final Path home;

  /** Throws where there is no gpg. */
  SigningKey() throws IOException {
    home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    gpg("--quick-generate-key", "A rehearsal <rehearsal@example.invalid>", "rsa3072", "sign", "1d");
  }

  /** As the secret GPG_KEY has it. */
  String armored() throws IOException {
    String printed = gpg("--armor", "--export-secret-keys");
    return printed.substring(printed.indexOf("-----BEGIN"));
  }

  /** A signature as Maven makes it. */
  byte[] sign(Path file) throws IOException {
    Path signature = Files.createTempFile("signed", ".asc");
    gpg("--yes", "--armor", "--output", signature.toString(), "--detach-sign", file.toString());
    byte[] bytes = Files.readAllBytes(signature);
    Files.delete(signature);
    return bytes;
  }

  /** Throws where the signature is not of this key and this file. */
  void verify(Path signature, Path file) throws IOException {
    gpg("--verify", signature.toString(), file.toString());
  }

  private String gpg(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch"));
    command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", PASSPHRASE));
    command.addAll(List.of(arguments));
    return Processes.output(command, home);
  }

  @Override
  public void close() throws IOException {
    Processes.output(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"), home);
    Rehearsal.delete(home);
  }
}
