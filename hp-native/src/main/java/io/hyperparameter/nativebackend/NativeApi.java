package io.hyperparameter.nativebackend;

import io.hyperparameter.ParamScope;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/**
 * The functions of {@code java_binding.h}; the build generates their JNI side with JavaCPP.
 *
 * <p>Addresses and handles are {@code long}, 0 is none; nothing here allocates a Java object. This
 * class loads nothing by itself: {@link NativeLibrary} does, and until it has, every call is an
 * {@link UnsatisfiedLinkError}. Statuses are those of {@link NativeStatus}.
 */
@Platform(include = "java_binding.h", link = "hyperparameter", library = NativeLibrary.JNI_LIBRARY)
@Namespace("hyperparameter::java")
@NoException
final class NativeApi {
  private NativeApi() {}

  static native int abiVersion();

  static native long layoutDescription();

  /** The address of the calling thread's last error in words, NUL-terminated. */
  static native long lastError();

  static native int lastStatus();

  static native long hash(long bytes, long length);

  static native long allocate(long bytes);

  static native void free(long address);

  /** A context over a snapshot. */
  static native long create(long snapshot);

  /** As if this context had just been made over the snapshot; gives what it owned back. */
  static native int restart(long context, long snapshot);

  /** Binds the calling OS thread, and gives what was bound before, or 0. */
  static native long bind(long context);

  /** Where the calling OS thread looks for the context it sees: see {@link NativeThread}. */
  static native long currentPlace();

  /** Ends a context and frees {@code scratch}. */
  static native void destroy(long context, long scratch);

  /** {@code key}: the reference the context gave for it. */
  static native int put(long context, long hash, int key, int kind, long bits);

  static native int putEntry(long context, long entry);

  static native int clear(long context);

  /** The serial of the level that was opened, or minus a status. */
  static native long enter(long context, long entries, long count, boolean isolating);

  /** As {@link #enter}. */
  static native long enterOne(long context, long hash, int key, int kind, long bits);

  /**
   * Closes the level with this serial, and all inside it; the number of changes collected, or minus
   * a status.
   */
  static native long leave(long context, long serial, boolean collect);

  /** Gives the values of the innermost level, which has this serial, to the one around it. */
  static native int merge(long context, long serial);

  /** The address of a text that the context keeps, or 0. */
  static native long keepText(long context, long bytes, long length);

  static native long list(long context);

  /**
   * The serial of the outermost level of Java's that holds still with little inside of it, 0 for
   * what is outside of all levels; -1 if there is none.
   */
  static native long steadyLevel(long context);

  /** Collects what levels inside of one wrote; the number of entries, or minus a status. */
  static native long listInside(long context, long serial);

  /** Collects what would be visible without them; the number of entries, or minus a status. */
  static native long listOutside(long context, long serial);

  /** The address of the slot that decides about a key, or 0: the library's own way to it. */
  static native long slot(long context, long hash);

  /** The serial of the innermost level that wrote a key, 0: the base or none. */
  static native long levelOf(long context, long hash);

  /** Collects what each level holds of a key; the number of entries, or minus a status. */
  static native long history(long context, long hash);

  static native long snapshotOf(long context);

  /** What a snapshot has, 0 for nothing, and these entries over it. */
  static native long snapshotOver(long known, long entries, long count);

  /** The address of the slots that an unwritten context shows, or 0 if there are no values. */
  static native long snapshotSlots(long snapshot);

  static native long snapshotSize(long snapshot);

  /** How much memory a snapshot takes, with what it is laid over. */
  static native long snapshotBytes(long snapshot);

  /** The same without what it is laid over. */
  static native long snapshotOwnBytes(long snapshot);

  static native void snapshotRelease(long snapshot);

  /** The snapshot that numbered the objects in this one. */
  static native long snapshotNumberedBy(long snapshot);

  /** Whether C++ holds it, too, besides the one reference of Java's. */
  static native boolean snapshotIsShared(long snapshot);

  /** Publishes a snapshot of Java's; withdrawn again when the class loader of this goes. */
  static native void setFrozen(long snapshot);

  /**
   * What C++ published is withdrawn then, too, if its objects are those of this snapshot of Java's;
   * 0 for none.
   */
  static native void adoptFrozen(long numbering);

  /** The frozen snapshot, retained, or 0 for an empty one. */
  static native long frozen();

  /** How many reads of C++ took their default for a value that does not convert. */
  static native long misreads();

  /** Lets C++ call the private methods below. */
  @Raw(withEnv = true)
  static native void installThreadHook();

  /** False where another class loader of this JVM has installed its hook before. */
  static native boolean isThreadHookInstalled();

  /**
   * Called by C++ on a Java thread that it knows no context of: the context's address, or 0 if this
   * backend is not the one in use.
   */
  @SuppressWarnings("UnusedMethod") // java_binding.h calls it
  private static long currentContext() {
    NativeContext storage = NativeContext.ofThisThread();
    if (storage == null) {
      ParamScope.current(); // makes the thread's context
      storage = NativeContext.ofThisThread();
    }
    return storage == null ? 0 : storage.address();
  }

  /** Called by C++ before it closes a level inside of which Java has opened others. */
  @SuppressWarnings("UnusedMethod") // java_binding.h calls it
  private static long leaveInside(long context, long serial) {
    NativeContext storage = NativeContext.ofThisThread();
    if (storage != null && storage.address() == context) {
      storage.leaveInside(serial);
    }
    return 0;
  }

  /** Called by C++ where a kernel freezes; a status, or -1 on a thread that has no context here. */
  @SuppressWarnings("UnusedMethod") // java_binding.h calls it
  private static long freeze() {
    if (currentContext() == 0) {
      return -1;
    }
    ParamScope.frozen();
    return NativeStatus.OK;
  }

  /** Called by C++ with a read that it cannot answer: see {@link KernelReads}. */
  @SuppressWarnings("UnusedMethod") // java_binding.h calls it
  private static long answer(long question) {
    return KernelReads.answer(question);
  }
}
