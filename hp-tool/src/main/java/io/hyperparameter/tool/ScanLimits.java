package io.hyperparameter.tool;

/** How much of a jar is looked at, so that one from anywhere ends in bounded time and memory. */
record ScanLimits(int entries, long bytes, int entryBytes, int depth) {
  /** A million entries, 2 GiB unpacked, 64 MiB an entry, jars in jars in jars. */
  static final ScanLimits DEFAULT = new ScanLimits(1_000_000, 2L << 30, 64 << 20, 3);
}
