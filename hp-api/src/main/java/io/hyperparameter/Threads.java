package io.hyperparameter;

/** Tells virtual threads from platform threads on a baseline that has no such question yet. */
final class Threads {
  /** JDK 17 has platform threads only; from 21 on every virtual thread is in the group so named. */
  private static final boolean MAY_BE_VIRTUAL = Runtime.version().feature() >= 21;

  private Threads() {}

  /** Whether {@code thread}, which must be alive or the caller's own, is virtual. */
  static boolean isVirtual(Thread thread) {
    if (!MAY_BE_VIRTUAL) {
      return false;
    }
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getParent() == null && "VirtualThreads".equals(group.getName());
  }
}
