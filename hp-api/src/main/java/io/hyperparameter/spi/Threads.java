package io.hyperparameter.spi;

/** Tells virtual threads from platform threads on a baseline that has no such question yet. */
final class Threads {
  private static final boolean MAY_BE_VIRTUAL = Runtime.version().feature() >= 19;

  private Threads() {}

  /**
   * Whether {@code thread}, which must be alive, is virtual. Every virtual thread says it is in a
   * group of this name (JEP 444). A handle on {@code Thread.isVirtual} would take some milliseconds
   * to link, at the first read of a program.
   */
  static boolean isVirtual(Thread thread) {
    if (!MAY_BE_VIRTUAL) {
      return false;
    }
    ThreadGroup group = thread.getThreadGroup();
    return group != null && "VirtualThreads".equals(group.getName());
  }
}
