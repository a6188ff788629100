package io.hyperparameter.nativebackend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A look at a shared library before the system's loader maps it. The loader trusts the headers: in
 * a truncated file it maps pages that are not there, and touching one ends the process.
 */
final class ElfFile {
  private static final int HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int SHARED_OBJECT = 3;
  private static final int LOADED_SEGMENT = 1;
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;

  private ElfFile() {}

  /**
   * Checks that these bytes are a whole 64-bit library for {@code arch} (as JavaCPP spells it).
   *
   * @throws LoadFailure saying what is wrong
   */
  static void check(byte[] file, String arch) throws LoadFailure {
    if (file.length < HEADER_SIZE
        || file[0] != 0x7f
        || file[1] != 'E'
        || file[2] != 'L'
        || file[3] != 'F') {
      throw new LoadFailure("not a shared library (" + file.length + " bytes without ELF header)");
    }
    if (file[4] != CLASS_64 || file[5] != LITTLE_ENDIAN) {
      throw new LoadFailure("a library for another kind of machine: not 64-bit little-endian");
    }
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.getShort(16) != SHARED_OBJECT) {
      throw new LoadFailure("an ELF file, but not a shared library");
    }
    checkMachine(elf.getShort(18), arch);
    checkEnd(elf);
  }

  private static void checkMachine(int machine, String arch) throws LoadFailure {
    int wanted = arch.equals("x86_64") ? X86_64 : arch.equals("arm64") ? AARCH64 : machine;
    if (machine != wanted) {
      String name =
          machine == X86_64 ? "x86_64" : machine == AARCH64 ? "arm64" : "machine " + machine;
      throw new LoadFailure("a library for " + name + "; this JVM runs on " + arch);
    }
  }

  private static void checkEnd(ByteBuffer elf) throws LoadFailure {
    long segments = elf.getLong(32);
    int count = Short.toUnsignedInt(elf.getShort(56));
    long end = segments + (long) count * PROGRAM_HEADER_SIZE;
    if (segments >= 0 && end <= elf.capacity()) {
      for (int i = 0; i < count; i++) {
        int at = (int) segments + i * PROGRAM_HEADER_SIZE;
        if (elf.getInt(at) == LOADED_SEGMENT) {
          end = Math.max(end, elf.getLong(at + 8) + elf.getLong(at + 32));
        }
      }
    }
    long sections = elf.getLong(40);
    int sectionSize = Short.toUnsignedInt(elf.getShort(58));
    int sectionCount = Short.toUnsignedInt(elf.getShort(60));
    end = Math.max(end, sections + (long) sectionSize * sectionCount);
    if (segments < 0 || end > elf.capacity()) {
      throw new LoadFailure(
          "truncated: it has " + elf.capacity() + " bytes, its headers tell of " + end);
    }
  }
}
