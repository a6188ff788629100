package io.hyperparameter.tool;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A terminal whose screen is a text: the kernel's own, asked for through the C library, so that it
 * needs no program of the machine.
 */
final class PseudoTerminal implements AutoCloseable {
  /** Of the C library. */
  public interface C extends Library {
    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    String ptsname(int fd);

    int open(String path, int flags);

    long read(int fd, byte[] buffer, long count);

    int close(int fd);
  }

  private static final C LIBRARY = Native.load(Platform.C_LIBRARY_NAME, C.class);
  private static final int READ_WRITE = 2;

  private final int master;
  private final File device;

  /** Keeps the device open while no process has it, so that the master can be read. */
  private int slave;

  private final CompletableFuture<String> screen;

  private PseudoTerminal(int master, File device, int slave) {
    this.master = master;
    this.device = device;
    this.slave = slave;
    this.screen = CompletableFuture.supplyAsync(this::readAll);
  }

  static PseudoTerminal open() {
    int master = LIBRARY.posix_openpt(READ_WRITE);
    if (master < 0 || LIBRARY.grantpt(master) != 0 || LIBRARY.unlockpt(master) != 0) {
      throw new IllegalStateException("no pseudo terminal on this machine");
    }
    String name = LIBRARY.ptsname(master);
    return new PseudoTerminal(master, new File(name), LIBRARY.open(name, READ_WRITE));
  }

  /** For a process to write to. */
  File device() {
    return device;
  }

  private String readAll() {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[4096];
    // it fails once nobody has the device
    for (long n = LIBRARY.read(master, buffer, buffer.length);
        n > 0;
        n = LIBRARY.read(master, buffer, buffer.length)) {
      text.append(new String(buffer, 0, (int) n, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** All that was written, once the last process has ended. */
  String text() {
    if (slave >= 0) {
      LIBRARY.close(slave);
      slave = -1;
    }
    return screen.join();
  }

  @Override
  public void close() {
    text();
    LIBRARY.close(master);
  }
}
