package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/** Tells virtual threads from platform threads on a baseline that has no such question yet. */
final class Threads {
  private static final boolean MAY_BE_VIRTUAL = Runtime.version().feature() >= 19;

  /** The class of virtual threads, once one was seen; a JVM has one. */
  private static @Nullable Class<?> virtual;

  private Threads() {}

  /** Whether {@code thread} is virtual, and one was seen before; one comparison. */
  static boolean isKnownVirtual(Thread thread) {
    return MAY_BE_VIRTUAL && thread.getClass() == virtual;
  }

  /**
   * Whether {@code thread}, which must be alive, is virtual. Every virtual thread says it is in a
   * group of this name (JEP 444), and its class is one of the JDK's own. A handle on {@code
   * Thread.isVirtual} would take some milliseconds to link, at the first read of a program.
   */
  static boolean isVirtual(Thread thread) {
    if (!MAY_BE_VIRTUAL) {
      return false;
    }
    if (isKnownVirtual(thread)) {
      return true;
    }
    Class<?> kind = thread.getClass();
    if (kind == Thread.class || !kind.getName().startsWith("java.lang.")) {
      return false;
    }
    ThreadGroup group = thread.getThreadGroup();
    if (group == null || !"VirtualThreads".equals(group.getName())) {
      return false;
    }
    virtual = kind;
    return true;
  }
}
