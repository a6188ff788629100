package io.hyperparameter.jvm;

/** How messages name threads. */
public final class ThreadNames {
  private ThreadNames() {}

  /**
   * {@return {@code thread "main"}; one without a name, as virtual ones are, by its number: {@code
   * virtual thread #23}}
   *
   * @param thread any thread, also one that has ended
   */
  public static String of(Thread thread) {
    String name = thread.getName();
    return name.isEmpty()
        ? (isVirtual(thread) ? "virtual thread #" : "thread #") + thread.getId()
        : "thread \"" + name + "\"";
  }

  /** By its class, as its group is gone when it has ended. */
  private static boolean isVirtual(Thread thread) {
    String kind = thread.getClass().getName();
    return kind.startsWith("java.lang.") && kind.endsWith("VirtualThread");
  }
}
