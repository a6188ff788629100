package io.hyperparameter.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has one sweep at a time write to a journal: a lock on the file {@code JOURNAL.lock} beside
 * it, which stays there.
 *
 * <p>Not on the journal itself: POSIX gives up all locks a process has on a file as soon as the
 * process closes that file, however it had opened it, so whoever reads the journal while the sweep
 * runs would give the lock away.
 */
final class JournalLock implements Closeable {
  /** Those of this process, for the same reason found out without opening the file. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path journal;
  private final FileChannel channel;

  private JournalLock(Path journal, FileChannel channel) {
    this.journal = journal;
    this.channel = channel;
  }

  /**
   * {@return the lock of a journal, which need not be there yet}
   *
   * @throws IOException if somebody else has it, or its directory is not there
   */
  static JournalLock of(Path file) throws IOException {
    Path journal = real(file);
    if (!HELD.add(journal)) {
      throw usedHere(null);
    }
    try {
      return new JournalLock(journal, locked(Path.of(journal + ".lock")));
    } catch (IOException | RuntimeException e) {
      HELD.remove(journal);
      throw e;
    }
  }

  private static FileChannel locked(Path lock) throws IOException {
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new IOException("another process is writing to it");
      }
      return channel;
    } catch (OverlappingFileLockException e) { // of another class loader's copy of this library
      channel.close();
      throw usedHere(e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static IOException usedHere(@Nullable Throwable cause) {
    return new IOException("another sweep of this process is writing to it", cause);
  }

  /** One name for one file. */
  private static Path real(Path file) throws IOException {
    if (Files.exists(file)) {
      return file.toRealPath();
    }
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    Path name = absolute.getFileName();
    if (directory == null || name == null) {
      throw new IOException("it is no file");
    }
    try {
      return directory.toRealPath().resolve(name);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no directory " + directory + "; make it first", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close(); // and with it the lock
    } finally {
      HELD.remove(journal);
    }
  }
}
